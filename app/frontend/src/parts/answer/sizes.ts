// Sizes and intervals of differences, with the digits and units that the server found for them.
import { number, signed, type Language } from '../../lib/format';
import type { Difference } from '../../lib/types';
import type { Words } from '../../i18n/words.svelte';

export type Said = Words['answer'];
const POINTS = 'percentage points';
const SPACE = '\u00a0';

/** A unit in words; units without words of their own stand as they are. */
export function unitOf(unit: string, said: Said): string {
  return (said.units as Record<string, string>)[unit] ?? unit;
}

/** A number and its unit, which no line break parts. */
export function withUnit(text: string, unit: string, said: Said): string {
  const word = unitOf(unit, said);
  return word ? `${text}${SPACE}${word.replaceAll(' ', SPACE)}` : text;
}

/** The size of a clear difference, "14 %". */
export function size(row: Difference, said: Said, language: Language): string {
  const { value, decimals, unit } = row.told;
  return withUnit(number(Math.abs(value), language, decimals), unit, said);
}

/** Between which sizes a clear difference lies, "12 to 16 %"; no end of it reads as zero. */
export function sizes(
  row: Difference, said: Said, language: Language, between = said.between,
): string {
  const { decimals, unit } = row.told;
  if (row.low === null || row.high === null) return said.noInterval;
  const [low, high] = [Math.abs(row.told.low), Math.abs(row.told.high)].sort((a, b) => a - b) as [
    number, number,
  ];
  const text = (value: number): string => number(value, language, decimals);
  const reads = (value: number): boolean => /[1-9]/.test(text(value));
  if (!reads(high)) return withUnit(said.lessThan(text(10 ** -decimals)), unit, said);
  if (!reads(low)) return withUnit(said.justOver(text(high)), unit, said);
  const told = text(low) === text(high) ? text(low) : between(text(low), text(high));
  return withUnit(told, unit, said);
}

/** The interval of a difference with its signs, "−2 to +3 %". */
export function bounds(
  row: Difference, said: Said, language: Language, isWithUnit = true,
): string {
  const { low, high, decimals, unit } = row.told;
  if (row.low === null || row.high === null) return said.noInterval;
  const ends = [signed(low, language, decimals), signed(high, language, decimals)] as const;
  const told = ends[0] === ends[1] ? ends[0] : said.between(ends[0], ends[1]);
  return isWithUnit ? withUnit(told, unit, said) : told;
}

/** The level in an arm and in the reference, "72 % instead of 62 %". */
export function insteadOf(row: Difference, said: Said, language: Language): string {
  const { decimals, unit } = row.told;
  const [times, percent] = unit === POINTS ? [100, `${SPACE}%`] : [1, ''];
  const text = (level: number): string => number(times * level, language, decimals) + percent;
  return said.instead(text(row.mean), text(row.reference_mean));
}

/** Whether both arms came out the same in every run. */
export function isSame(row: Difference): boolean {
  return row.low === 0 && row.high === 0;
}
