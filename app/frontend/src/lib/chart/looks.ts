// How every arm is drawn everywhere: the rules of the figures (analysis/pictures/style.py).
import { MIX } from '../option';
import type { Option, Question, ScenarioInfo } from '../types';
import type { Marker } from './paths';

export interface Look {
  colour: string;
  dash: string; // of the line, as SVG writes it; empty: solid
  marker: Marker;
  filled: boolean; // pooled arms are filled, separate ones outlined
}

type Shape = Omit<Look, 'filled'>;

const POOLED = 'contribution_share';
const INK = '#222222';
// Dashes and markers; the colours come with the server, from the figures themselves.
const REFERENCE: Omit<Shape, 'colour'> = { dash: '', marker: 'o' };
const PURE: readonly [string, Omit<Shape, 'colour'>][] = [
  ['up', { dash: '', marker: '^' }],
  ['out', { dash: '8 3', marker: 's' }],
  ['deep', { dash: '2.5 2', marker: 'D' }],
];
const OTHERS: readonly Omit<Shape, 'colour'>[] = [
  { dash: '12 3 3 3', marker: 'P' },
  { dash: '8 3', marker: 'X' },
  { dash: '2.5 2', marker: 'v' },
  { dash: '5 2 2 2 2 2', marker: '*' },
];

/** The value of every lever at the start of an arm: the reference (0) or an option (1, 2, ...). */
export function leversAt(info: ScenarioInfo, question: Question, at: number): Record<string, number> {
  const [arm, moved] = armAt(info, question, at);
  return { ...arm?.levers, ...moved };
}

/** Looks of the reference and of all options, in the order of an answer. */
export function looksOf(
  info: ScenarioInfo, question: Question, colours: Record<string, string>,
): Look[] {
  const levers = [0, ...question.options.map((_, at) => at + 1)].map((at) =>
    leversAt(info, question, at),
  );
  const others = (colours.others ?? '').split(' ');
  const differ = levers.some((row) => MIX.some((name) => row[name] !== levers[0]?.[name]));
  const taken = new Set<number>();
  let used = 0;
  return levers.map((row, at) => {
    const filled = (row[POOLED] ?? 0) > 0;
    if (at === 0) return { ...REFERENCE, colour: colours.reference ?? INK, filled };
    const way = differ ? pureWay(info, question, at) : null;
    const pure = way === null || taken.has(way) ? undefined : PURE[way];
    if (pure && way !== null) {
      taken.add(way);
      return { ...pure[1], colour: colours[pure[0]] ?? INK, filled };
    }
    const shape = OTHERS[used % OTHERS.length] ?? REFERENCE;
    const colour = others[used % others.length] || INK;
    used += 1;
    return { ...shape, colour, filled };
  });
}

/** 0, 1 or 2 for an arm that only scales up, out or deep, from beginning to end. */
export function pureWay(info: ScenarioInfo, question: Question, at: number): number | null {
  const [arm, moved] = armAt(info, question, at);
  const changes = MIX.some((name) => !(name in moved) && arm?.scheduled[name]);
  const shares = MIX.map((name) => moved[name] ?? arm?.levers[name] ?? 0);
  const largest = Math.max(...shares);
  const sum = shares.reduce((total, share) => total + share, 0);
  if (changes || !(sum > 0) || largest < 0.9 * sum) return null;
  return shares.indexOf(largest);
}

function armAt(
  info: ScenarioInfo, question: Question, at: number,
): [ScenarioInfo['arms'][number] | undefined, Option['levers']] {
  const option = question.options[at - 1];
  const name = at === 0 ? question.reference : option?.arm;
  return [info.arms.find((one) => one.name === name), option?.levers ?? {}];
}
