// What the policy changes, what the assumptions change, and whether the answer holds under both.
import { signed, type Language } from '../../lib/format';
import type { Answer, Difference } from '../../lib/types';
import type { Words } from '../../i18n/words.svelte';
import { differenceOf, wordsOf } from '../answer/verdict';
import { bounds, isSame, withUnit } from '../answer/sizes';

/** Whether the answer holds where the assumptions are changed. */
export type Holding = 'both' | 'both-unclear' | 'turns' | 'hides' | 'shows';

/** Compare the judgement as assumed with that under changed assumptions. */
export function holding(now: Difference, then: Difference): Holding {
  if (!now.clear) return then.clear ? 'shows' : 'both-unclear';
  if (!then.clear) return 'hides';
  return now.difference * then.difference > 0 ? 'both' : 'turns';
}

/** A difference with its interval, "−12 % (−13 to −11 %)". */
export function differenceText(row: Difference, words: Words, language: Language): string {
  const said = words.answer;
  if (isSame(row)) return said.noDifference;
  const { value, decimals, unit } = row.told;
  const middle = withUnit(signed(value, language, decimals), unit, said);
  return `${middle} (${bounds(row, said, language, false)})`;
}

/** By how much the assumptions alone change an outcome, told in the unit of the policy's change. */
export function wrongText(
  now: Difference, then: Difference, words: Words, language: Language,
): string {
  const { unit, decimals } = now.told;
  const moved = then.reference_mean - now.reference_mean;
  const times = unit === 'percentage points' ? 100 : 1;
  const value = unit === '%' ? (100 * moved) / Math.abs(now.reference_mean) : times * moved;
  return withUnit(signed(value, language, decimals), unit, words.answer);
}

/** The sentences that part changed policy from changed assumptions. */
export function partedSentences(
  base: Answer, changed: Answer, outcome: string, option: string, words: Words, language: Language,
): string[] {
  const now = differenceOf(base, 1, outcome);
  const then = differenceOf(changed, 1, outcome);
  if (!now || !then) return [];
  const said = words.doubt;
  const noun = wordsOf(outcome, words.answer)?.noun ?? outcome;
  const does = (row: Difference): string => (row.better === 'worse' ? said.does.worse : said.does.better);
  const ends: Record<Holding, () => string> = {
    both: () => said.both(option, noun, does(now)),
    'both-unclear': () => said.bothUnclear(noun),
    turns: () => said.turns(option, noun, does(now), does(then)),
    hides: () => said.hides(option, noun, does(now)),
    shows: () => said.shows(option, noun, does(then)),
  };
  return [
    said.four(noun, differenceText(now, words, language), wrongText(now, then, words, language)),
    ends[holding(now, then)](),
    said.differenceThen(differenceText(now, words, language), differenceText(then, words, language)),
  ];
}

/** The outcome over the months that shows an outcome of the whole run. */
export function monthlyOf(outcome: string): string {
  const shown: Record<string, string> = {
    sustainability_12: 'reach', sustainability_36: 'reach', reach_final: 'reach',
    trust_final: 'trust', programmes_final: 'programmes', coverage_gini_final: 'coverage_gini',
    unmet_need_mean: 'unmet_need',
  };
  return shown[outcome] ?? 'impact';
}
