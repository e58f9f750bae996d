// How a lever moves: its ends, its step and what its value reads like.
import { euros, number, percent, type Language } from './format';
import type { Lever } from './types';

export interface Track { low: number; high: number; step: number }

const NICE = [5, 2, 1];
const SHARE_STEP = 0.05;

/** Whether a unit counts months. */
export const isMonths = (unit: string): boolean => unit === 'month' || unit === 'months';
const isShare = (unit: string): boolean => unit === '0-1' || unit.startsWith('share');

/** Where a slider begins and ends, and by how much it steps, around its preset. */
export function trackOf(lever: Pick<Lever, 'unit' | 'low' | 'high' | 'whole'>, preset: number, value: number, months: number): Track {
  const { low } = lever;
  if (isMonths(lever.unit)) return { low, high: Math.max(low + 1, Math.min(lever.high, months)), step: 1 };
  if (isShare(lever.unit)) return { low, high: lever.high, step: SHARE_STEP };
  const scale = preset > 0 ? preset : lever.high / 10;
  const step = niceStep(scale, lever.whole);
  const high = Math.min(lever.high, Math.max(step * Math.ceil((3 * scale) / step - 1e-9), step * Math.ceil(value / step - 1e-9)));
  return { low, high: Math.max(high, low + step), step };
}

/** The largest of 1, 2, 5 times a power of ten that makes at least 20 steps up to the preset and meets it. */
export function niceStep(preset: number, whole: boolean): number {
  const most = preset / 20;
  const first = Math.floor(Math.log10(most));
  for (let power = first; power > first - 3; power -= 1) {
    for (const digit of NICE) {
      const step = digit * 10 ** power;
      const isWhole = !whole || step >= 1;
      if (step <= most * (1 + 1e-9) && isWhole && Math.abs(preset / step - Math.round(preset / step)) < 1e-6) return Number(step.toPrecision(6));
    }
  }
  return whole ? 1 : Number((10 ** first).toPrecision(6));
}

/** A value with its unit, as short as it can be said. */
export function valueText(value: number, unit: string, language: Language, words: { month: (at: string) => string; months: (count: string, value: number) => string }): string {
  if (unit === 'month') return words.month(number(value, language));
  if (unit === 'months') return words.months(number(value, language), value);
  if (unit === 'EUR') return euros(value, language);
  if (isShare(unit)) return percent(value, language);
  return `${number(value, language, Number.isInteger(value) ? 0 : 2)} ${unit}`;
}

/** Where on a track a value lies, from 0 to 1. */
export const fractionOf = (value: number, track: Track): number =>
  Math.min(1, Math.max(0, (value - track.low) / (track.high - track.low)));
