// Numbers of the long answers as they are told: shares in points, everything else as it is.
import { number, signed, type Language } from '../../lib/format';
import type { Meta, Share, Worlds } from '../../lib/types';
import type { Words } from '../../i18n/words.svelte';
import { unitOf } from '../answer/sizes';

/** Two ends of a band that may not be known yet. */
export interface Band {
  low: number | null;
  high: number | null;
}

/** Whether a band is known. */
export const isKnown = (band: Band): band is { low: number; high: number } =>
  band.low !== null && band.high !== null;

/** How an outcome's differences are told: times what, and in which unit. */
export interface Scale {
  times: number;
  unit: string;
}

/** The scale of differences in an outcome. */
export function scaleOf(outcome: string, meta: Meta): Scale {
  const unit = meta.run.find((one) => one.name === outcome)?.unit ?? '';
  return unit === 'share' ? { times: 100, unit: 'percentage points' } : { times: 1, unit };
}

/** A difference with its sign, as many digits as its spread leaves sense for, and its unit. */
export function told(
  value: number, spread: number, { times, unit }: Scale, words: Words, language: Language,
): string {
  const word = unitOf(unit, words.answer);
  const text = roundedTo(times * value, times * Math.abs(spread), language);
  return word ? `${text}\u00a0${word}` : text;
}

/** Two ends of a band, "−12 to +3 people". */
export function toldBand(
  band: { low: number; high: number }, { times, unit }: Scale, words: Words, language: Language,
): string {
  const spread = (times * (band.high - band.low)) / 10;
  const word = unitOf(unit, words.answer);
  const [low, high] = [band.low, band.high].map((end) => roundedTo(times * end, spread, language)) as [
    string, string,
  ];
  return `${words.answer.between(low, high)}${word ? `\u00a0${word}` : ''}`;
}

/** A share in percent with its interval, "72 % (66 to 77 %)". */
export function toldShare(level: Share, words: Words, language: Language): string {
  const text = (share: number): string => number(100 * share, language);
  if (level.mean === null) return words.answer.unknown;
  const middle = `${text(level.mean)}\u00a0%`;
  if (level.low === null || level.high === null) return middle;
  return words.doubt.barText(middle, `${words.answer.between(text(level.low), text(level.high))}\u00a0%`);
}

/** In how many worlds luck hides the answer. */
export function hiddenWorlds(found: Worlds): number {
  return Math.max(
    0, found.worlds - found.clearly_better - found.clearly_worse - found.nothing_differs,
  );
}

/** A number whose last digit is the first that its spread leaves in doubt. */
function roundedTo(value: number, spread: number, language: Language): string {
  if (!(spread > 0) || !Number.isFinite(spread)) return signed(value, language, 0);
  const power = Math.floor(Math.log10(spread));
  const step = 10 ** power;
  return signed(Math.round(value / step) * step, language, Math.max(0, Math.min(4, -power)));
}
