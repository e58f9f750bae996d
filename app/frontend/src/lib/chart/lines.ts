// What a line chart draws, and how it is told to those who do not see it.
import { number, type Language } from '../format';
import type { Look } from './looks';
import { stepOf, topOf } from './scale';

/** One arm over the months: the mean of its runs, and between what most of them lie. */
export interface Line {
  label: string;
  look: Look;
  low: readonly number[];
  mean: readonly number[];
  high: readonly number[];
}

/** A month that matters, drawn as an upright line. */
export interface Mark {
  month: number;
  colour: string;
  text: string;
}

/** Something that lasts from month to month in some arms; an arm without it has no span. */
export interface Lane {
  label: string;
  spans: readonly { look: Look; from: number; until: number | null; mark: number }[];
}

const LABEL_PIXELS = 18;
const SPAN_PIXELS = 11;

/** Where lanes and the spans in them lie, one below the other. */
export function laneHeights(lanes: readonly Lane[], from: number): {
  lane: Lane; top: number; rows: number[]; bottom: number;
}[] {
  let top = from;
  return lanes.map((lane) => {
    const rows = lane.spans.map((_, row) => top + LABEL_PIXELS + SPAN_PIXELS * (row + 0.5));
    const bottom = top + LABEL_PIXELS + SPAN_PIXELS * lane.spans.length + 3;
    const placed = { lane, top, rows, bottom };
    top = bottom;
    return placed;
  });
}

/** Where the axis of some lines ends, which begins at zero. */
export function topOfLines(lines: readonly Line[]): number {
  let largest = 0;
  for (const line of lines) {
    for (const values of [line.high, line.mean]) {
      for (const value of values) if (value > largest) largest = value;
    }
  }
  return topOf(largest);
}

/** How many decimals values on an axis up to ``top`` are read with: about a thirtieth of the axis. */
export function decimalsOn(top: number): number {
  return Math.max(0, Math.min(4, -Math.floor(Math.log10(top / 30))));
}

/** The months that an axis writes: whole years. */
export function monthTicks(last: number, width: number): number[] {
  const years = [12, 24, 36, 60, 120];
  const room = Math.max(2, Math.floor(width / 44));
  const step = years.find((one) => last / one <= room) ?? 12 * Math.ceil(stepOf(last / 12, room));
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, at) => at * step);
}

/** The values of a line in one month: mean, low and high in words. */
export function reading(line: Line, month: number, decimals: number, language: Language): {
  mean: string; low: string; high: string;
} {
  const text = (values: readonly number[]): string =>
    number(values[month] ?? null, language, decimals);
  return { mean: text(line.mean), low: text(line.low), high: text(line.high) };
}
