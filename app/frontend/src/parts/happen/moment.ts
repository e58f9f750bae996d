// What one typical run looks like in one month.
import type { Span, Typical } from '../../lib/types';

export type Programme = 'none' | 'informal' | 'formal';
export type State = 'not_yet' | 'member' | 'alone' | 'closed';

/** Something that holds in some months: who, with whom or where, and when. */
export interface Held {
  one: number;
  two: number;
  when: readonly { from: number; until: number }[];
}
export interface Moment {
  month: number;
  need: number[];
  served: number[]; // whole percent, place by place
  programmes: Programme[];
  sitesIn: number[]; // place by place
  states: State[]; // organisation by organisation
  fresh: boolean[]; // organisations founded in the last months
  coalitions: number[]; // organisation by organisation, or -1
  sites: boolean[]; // in the order of Course.sites
  partners: boolean[]; // in the order of Course.partners
  members: boolean[]; // in the order of Course.members
}
/** A run, with each tie and site once, however often it came and went. */
export interface Course {
  typical: Typical;
  sites: Held[];
  partners: Held[];
  members: Held[];
  alive: Held[];
  programmes: Held[];
}

const FRESH_MONTHS = 3;

/** Each pair once, with all the months in which it holds; in the order of first appearance. */
export function held(spans: readonly Span[]): Held[] {
  const pairs = new Map<string, { one: number; two: number; when: { from: number; until: number }[] }>();
  for (const { one, two, from, until } of spans) {
    const key = `${one} ${two}`;
    const pair = pairs.get(key) ?? { one, two, when: [] };
    pair.when.push({ from, until });
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}

/** Whether something holds in a month. */
export function holds(what: Held, month: number): boolean {
  return what.when.some(({ from, until }) => from <= month && month < until);
}

/** Prepare a run for being shown month by month. */
export function courseOf(typical: Typical): Course {
  return {
    typical,
    sites: held(typical.sites),
    partners: held(typical.partners),
    members: held(typical.members),
    alive: held(typical.alive),
    programmes: held(typical.programmes),
  };
}

/** What the run looks like in one month. */
export function momentOf(course: Course, month: number): Moment {
  const { typical } = course;
  const programmes: Programme[] = typical.need.map(() => 'none');
  for (const span of course.programmes)
    if (holds(span, month)) programmes[span.one] = span.two === 1 ? 'formal' : 'informal';
  const coalitions = typical.organisations.map(() => -1);
  const members = course.members.map((tie) => holds(tie, month));
  course.members.forEach((tie, at) => {
    if (members[at]) coalitions[tie.one] = tie.two;
  });
  const sites = course.sites.map((site) => holds(site, month));
  const sitesIn = typical.need.map(() => 0);
  course.sites.forEach((site, at) => {
    if (sites[at]) sitesIn[site.two]! += 1;
  });
  const states: State[] = typical.organisations.map(() => 'not_yet');
  const fresh = typical.organisations.map(() => false);
  for (const life of course.alive) {
    const first = Math.min(...life.when.map((span) => span.from));
    if (holds(life, month)) {
      states[life.one] = coalitions[life.one]! >= 0 ? 'member' : 'alone';
      fresh[life.one] = first > 0 && month < first + FRESH_MONTHS;
    } else if (month >= first) states[life.one] = 'closed';
  }
  return {
    month,
    need: typical.need.map((months) => months[month] ?? 0),
    served: typical.served.map((months) => months[month] ?? 0),
    programmes,
    sitesIn,
    states,
    fresh,
    coalitions,
    sites,
    partners: course.partners.map((tie) => holds(tie, month)),
    members,
  };
}

/** People in need and people served, all places together. */
export function totals(moment: Moment): { need: number; served: number } {
  let need = 0;
  let served = 0;
  moment.need.forEach((people, place) => {
    need += people;
    served += (people * moment.served[place]!) / 100;
  });
  return { need, served: Math.round(served) };
}
