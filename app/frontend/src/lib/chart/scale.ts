// Where numbers lie on an axis, and which numbers an axis writes.

const STEPS = [1, 2, 2.5, 5, 10];

/** The smallest step of 1, 2, 2.5 or 5 times a power of ten that makes at most so many parts. */
export function stepOf(span: number, parts: number): number {
  if (!(span > 0) || !Number.isFinite(span)) return 1;
  const rough = span / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  // A hair of tolerance: 0.3 / 3 must be 0.1 and not the next step.
  return power * (STEPS.find((step) => step * power >= rough * (1 - 1e-9)) ?? 10);
}

/** The numbers an axis writes between two ends, both ends of the step included. */
export function ticksOf(low: number, high: number, parts = 4): number[] {
  const step = stepOf(high - low, parts);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const found: number[] = [];
  for (let at = first; at <= last; at += 1) found.push(Number((at * step).toPrecision(12)));
  return found;
}

/** How many decimals a tick needs so that neighbours read differently. */
export function decimalsOf(ticks: readonly number[]): number {
  for (let decimals = 0; decimals < 6; decimals += 1) {
    if (ticks.every((tick) => Math.abs(tick - Number(tick.toFixed(decimals))) < 1e-9)) {
      return decimals;
    }
  }
  return 6;
}

/** Where an axis from zero ends for these largest values. */
export function topOf(largest: number, parts = 4): number {
  if (!(largest > 0) || !Number.isFinite(largest)) return 1;
  const step = stepOf(largest, parts);
  return Number((Math.ceil(largest / step - 1e-9) * step).toPrecision(12));
}

/** Place a value between two ends on a line of pixels. */
export function place(low: number, high: number, from: number, until: number): (value: number) => number {
  const scale = high === low ? 0 : (until - from) / (high - low);
  return (value) => from + (value - low) * scale;
}
