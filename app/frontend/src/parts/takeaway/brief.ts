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
  unit: string; // said once, since columns are narrow
  cells: Cell[];
}

/** Levels of every arm and differences from the reference, each with its interval. */
export function fiveNumbers(answer: Answer, meta: Meta, speech: Speech): Row[] {
  const { said, language } = speech;
  return FIVE.map((outcome) => ({
    name: wordsOf(outcome, said)?.short ?? outcome,
    unit: unitOf(meta, outcome, said),
    cells: answer.arms.map((_, at) => {
      const row = at > 0 ? differenceOf(answer, at, outcome) : undefined;
      return {
        level: levelOf(answer, meta, outcome, at, language),
        judged: row ? judged(row, said) : '',
        // Long units may break: a column is narrow.
        range: row && !isSame(row) ? bounds(row, said, language).replaceAll('\u00a0', ' ') : '',
      };
    }),
  }));
}

const kindOf = (meta: Meta, outcome: string): string =>
  meta.run.find((one) => one.name === outcome)?.unit ?? '';

function unitOf(meta: Meta, outcome: string, said: Speech['said']): string {
  const unit = kindOf(meta, outcome);
  return (said.sideUnits as Record<string, string>)[unit] ?? unit;
}

function levelOf(answer: Answer, meta: Meta, outcome: string, at: number, language: Language): string {
  const mean = answer.arms[at]?.levels[outcome]?.mean;
  if (mean === undefined || mean === null) return '–';
  const unit = kindOf(meta, outcome);
  if (unit === 'share') return percent(mean, language);
  return unit === '0-1' ? number(mean, language, 2) : rounded(mean, language, 3);
}

/** A date as it is written in the language of the page. */
export function dateOf(day: Date, language: Language): string {
  return new Intl.DateTimeFormat(language === 'bg' ? 'bg-BG' : 'en-GB', { dateStyle: 'long' }).format(day);
}
