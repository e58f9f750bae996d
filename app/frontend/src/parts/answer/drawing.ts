// From an answer to what the pictures draw.
import type { Lane, Line, Mark } from '../../lib/chart/lines';
import { leversAt, type Look } from '../../lib/chart/looks';
import { topOf } from '../../lib/chart/scale';
import type { Answer, EventInfo, Meta, Question, ScenarioInfo } from '../../lib/types';
import type { Said } from './sizes';

/** The picture that stands first, and the small ones beside it. */
export const MAIN_PICTURE = 'reach';
export const SMALL_PICTURES = ['impact', 'unmet_need', 'trust', 'programmes', 'coverage_share'] as const;
const INK = '#222222';
const FAINT = '#8a8a8a';
const EVERYBODY: Look = { colour: INK, dash: '', marker: 'o', filled: true };

/** The unit of an outcome over the months. */
export function unitOfMonthly(meta: Meta, outcome: string): string {
  return meta.monthly.find((one) => one.name === outcome)?.unit ?? '';
}

/** One line for each arm; shares become percent. */
export function linesOf(
  answer: Answer, outcome: string, labels: readonly string[], looks: readonly Look[], unit: string,
): Line[] {
  const scaled = (values: number[]): number[] =>
    unit === 'share' ? values.map((value) => 100 * value) : values;
  return answer.arms.flatMap((arm, at) => {
    const [band, look] = [arm.bands[outcome], looks[at]];
    if (!band || !look) return [];
    const { low, mean, high } = band;
    return [{ label: labels[at] ?? '', look, low: scaled(low), mean: scaled(mean), high: scaled(high) }];
  });
}

/** Where an axis ends that a unit fixes: indices go from 0 to 1. */
export function fixedTop(unit: string): number | null {
  return unit === '0-1' ? 1 : null;
}

/** Upright lines where the funding of some arm ends, and where something happens. */
export function marksOf(
  answer: Answer, info: ScenarioInfo, question: Question, looks: readonly Look[], said: Said,
): Mark[] {
  const ends = answer.arms.map((arm) => arm.funding_months);
  const isEqual = ends.every((month) => month === ends[0]);
  const funding = ends
    .map((month, at) => ({
      month,
      colour: isEqual ? INK : (looks[at]?.colour ?? INK),
      text: at === 0 ? said.fundingEnds : '',
    }))
    .filter((mark, at) => mark.month < answer.months && (at === 0 || !isEqual));
  const months = new Set(
    answer.arms.flatMap((_, at) => Object.values(eventsAt(info, question, at)).map((one) => one.month)),
  );
  const events = [...months].map((month) => ({ month, colour: FAINT, text: '' }));
  return [...events, ...funding];
}

/** What happens to an arm: its own events, changed by the circumstances. */
export function eventsAt(
  info: ScenarioInfo, question: Question, at: number,
): Record<string, EventInfo> {
  const name = at === 0 ? question.reference : question.options[at - 1]?.arm;
  const own = info.arms.find((arm) => arm.name === name)?.events ?? {};
  const all = { ...own, ...question.circumstances.events };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, EventInfo] => entry[1] !== null),
  );
}

/** What begins and ends when: funding, involvement, events; equal in all arms: told once. */
export function lanesOf(
  answer: Answer, info: ScenarioInfo, question: Question, looks: readonly Look[], said: Said,
  eventLabel: (kind: string) => string,
): Lane[] {
  const last = answer.months - 1;
  const levers = answer.arms.map((_, at) => leversAt(info, question, at));
  const involved = (who: string): (Lane['spans'][number] | null)[] =>
    levers.map((row, at) => {
      const month = row[`involve_${who}_month`] ?? last + 1;
      const isInvolved = (row[`involve_${who}_intensity`] ?? 1) > 0 && month <= last;
      return isInvolved ? { look: looks[at] ?? EVERYBODY, from: month, until: last, mark: month } : null;
    });
  const funding = answer.arms.map((arm, at) => ({
    look: looks[at] ?? EVERYBODY, from: 0, until: arm.funding_months, mark: arm.funding_months,
  }));
  const lanes: Lane[] = [
    laneOf(said.lanes.funding, funding),
    laneOf(said.lanes.policyMakers, involved('policy_makers')),
    laneOf(said.lanes.communities, involved('communities')),
  ];
  const happens = answer.arms.map((_, at) => eventsAt(info, question, at));
  for (const name of new Set(happens.flatMap(Object.keys))) {
    const kind = happens.map((events) => events[name]?.kind).find(Boolean) ?? '';
    const spans = happens.map((events, at) => {
      const event = events[name];
      if (!event || event.month > last) return null;
      const until = event.month + Math.max(0, event.duration_months);
      return { look: looks[at] ?? EVERYBODY, from: event.month, until, mark: event.month };
    });
    lanes.push(laneOf(eventLabel(kind), spans));
  }
  return lanes.filter((lane) => lane.spans.length > 0);
}

function laneOf(label: string, spans: readonly (Lane['spans'][number] | null)[]): Lane {
  const found = spans.filter((span) => span !== null);
  const [first] = found;
  const isEqual =
    first !== undefined && found.length === spans.length &&
    found.every((span) => span.from === first.from && span.until === first.until);
  return { label, spans: isEqual ? [{ ...first, look: EVERYBODY }] : found };
}

/** Where the axis of some levels ends: beyond the largest of them and of their intervals. */
export function topOfLevels(levels: readonly { mean: number; high: number | null }[]): number {
  return topOf(Math.max(0, ...levels.map((level) => Math.max(level.mean, level.high ?? 0))));
}
