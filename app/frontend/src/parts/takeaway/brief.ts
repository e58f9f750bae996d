// What stands on the printed page.
import { number, percent, rounded, type Language } from '../../lib/format';
import type { Answer, Meta } from '../../lib/types';
import { bounds, isSame } from '../answer/sizes';
import { differenceOf, judged, wordsOf, type Speech } from '../answer/verdict';

/** The five numbers of the page: how much, how long, for whom, trust, at what cost. */
export const FIVE = [
  'impact_total', 'sustainability_36', 'coverage_gini_final', 'trust_final', 'cost_per_impact_eur',
] as const;

export interface Cell {
  level: string;
  judged: string; // empty for the reference
  range: string;
}
export interface Row {
  name: string;
  cells: Cell[];
}

/** Levels of every arm and differences from the reference, each with its interval. */
export function fiveNumbers(answer: Answer, meta: Meta, speech: Speech): Row[] {
  const { said, language } = speech;
  return FIVE.map((outcome) => ({
    name: wordsOf(outcome, said)?.short ?? outcome,
    cells: answer.arms.map((_, at) => {
      const row = at > 0 ? differenceOf(answer, at, outcome) : undefined;
      return {
        level: levelOf(answer, meta, outcome, at, speech),
        judged: row ? judged(row, said) : '',
        range: row && !isSame(row) ? bounds(row, said, language) : '',
      };
    }),
  }));
}

function levelOf(answer: Answer, meta: Meta, outcome: string, at: number, { said, language }: Speech): string {
  const mean = answer.arms[at]?.levels[outcome]?.mean;
  if (mean === undefined || mean === null) return '–';
  const unit = meta.run.find((one) => one.name === outcome)?.unit ?? '';
  if (unit === 'share') return percent(mean, language);
  const word = (said.sideUnits as Record<string, string>)[unit] ?? unit;
  const told = unit === '0-1' ? number(mean, language, 2) : rounded(mean, language, 3);
  return word ? `${told}\u00a0${word}` : told;
}

/** A date as it is written in the language of the page. */
export function dateOf(day: Date, language: Language): string {
  return new Intl.DateTimeFormat(language === 'bg' ? 'bg-BG' : 'en-GB', { dateStyle: 'long' }).format(day);
}
