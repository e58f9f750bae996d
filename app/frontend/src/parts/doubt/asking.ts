// The questions of the panel: the same choices in other circumstances.
import { number, type Language } from '../../lib/format';
import { told } from '../../lib/labels';
import type { Assumption, Meta, Question, ScenarioInfo } from '../../lib/types';
import type { Words } from '../../i18n/words.svelte';

/** What is changed about the assumptions. */
export type Change =
  | { kind: 'world'; world: number }
  | { kind: 'assumption'; name: string; value: number };

/** The question with one of its options alone: doubts are about a single pair of choices. */
export function ofOption(question: Question, at: number): Question {
  const option = question.options[at - 1] ?? question.options[0];
  return { ...question, options: option ? [option] : [] };
}

/** The question under changed assumptions. */
export function changedBy(question: Question, change: Change): Question {
  const { circumstances } = question;
  return {
    ...question,
    circumstances:
      change.kind === 'world'
        ? { ...circumstances, world: change.world }
        : {
            ...circumstances,
            assumptions: { ...circumstances.assumptions, [change.name]: change.value },
          },
  };
}

/** What an answer of the panel is about: results of another key are stale. */
export function keyOf(question: Question, outcome = ''): string {
  return JSON.stringify([question, outcome]);
}

/** The value of an assumption in a question: as changed there, as the situation has it, or the default. */
export function assumedValue(
  assumption: Assumption, question: Question, info: ScenarioInfo | null,
): number {
  const { name } = assumption;
  return question.circumstances.assumptions[name] ?? info?.assumptions?.[name] ?? assumption.default;
}

const STEPS = 100;

/** Where a value stands on a slider from 0 to 100; by magnitude where the range asks for it. */
export function sliderOf(value: number, { low, high, by_magnitude }: Assumption): number {
  if (high <= low) return 0;
  const share = by_magnitude && low > 0
    ? Math.log(value / low) / Math.log(high / low)
    : (value - low) / (high - low);
  return STEPS * Math.max(0, Math.min(1, share));
}

/** The value at a place of a slider, with three digits; whole where the assumption is. */
export function valueAt(slider: number, { low, high, by_magnitude, whole }: Assumption): number {
  const share = Math.max(0, Math.min(1, slider / STEPS));
  const exact = by_magnitude && low > 0 ? low * (high / low) ** share : low + share * (high - low);
  const value = whole ? Math.round(exact) : Number(exact.toPrecision(3));
  return Math.max(low, Math.min(high, value));
}

/** A value of an assumption as people read it, with its unit; shares and chances in percent. */
export function valueText(
  value: number, one: Pick<Assumption, 'unit'>, words: Words, language: Language,
): string {
  return withUnit(threeDigits(timesOf(one) * value, language), one, words);
}

/** The range that is held possible, its unit said once, "0 to 60 %". */
export function rangeText(
  one: Pick<Assumption, 'unit' | 'low' | 'high'>, words: Words, language: Language,
): string {
  const [low, high] = [one.low, one.high].map((end) => threeDigits(timesOf(one) * end, language));
  return withUnit(words.answer.between(low ?? '', high ?? ''), one, words);
}

const isPercent = (unit: string): boolean => unit === 'share' || unit === 'probability';
const timesOf = (one: Pick<Assumption, 'unit'>): number => (isPercent(one.unit) ? 100 : 1);

function withUnit(text: string, { unit }: Pick<Assumption, 'unit'>, words: Words): string {
  if (isPercent(unit)) return `${text}\u00a0%`;
  if (unit === '0-1') return text;
  const units: Record<string, string> = words.model.units;
  const word = units[unit] ?? unit;
  return `${text}\u00a0${word.startsWith('1/') ? words.doubt.per(word.slice(2)) : word}`;
}

/** A number with three digits, of which no zero stands at the end of the decimals. */
function threeDigits(value: number, language: Language): string {
  const rough = Number(value.toPrecision(3));
  let decimals = 0;
  while (decimals < 6 && Number(rough.toFixed(decimals)) !== rough) decimals += 1;
  return number(Math.abs(value) >= 100 ? value : rough, language, decimals);
}

/** What an assumption means, in words. */
export const meaningOf = (name: string, words: Words): string => told(words, 'parameters', name);

/** The assumptions that a world moved farthest, the farthest first; it leaves alone what is set. */
export function farthest(
  values: Record<string, number>, meta: Meta, usual: (one: Assumption) => number, count: number,
): Assumption[] {
  const moved = (one: Assumption): number =>
    Math.abs(sliderOf(values[one.name] ?? usual(one), one) - sliderOf(usual(one), one));
  return meta.assumptions
    .filter((one) => usual(one) === one.default && moved(one) > 0)
    .sort((one, other) => moved(other) - moved(one))
    .slice(0, count);
}

/** Assumptions by group, in the order of the register. */
export function byGroup(assumptions: readonly Assumption[]): [string, Assumption[]][] {
  const groups = new Map<string, Assumption[]>();
  for (const one of assumptions) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return [...groups];
}
