// The story of a run in sentences; codes that this page does not know are left out.
import { number } from '../../lib/format';
import type { StoryEvent } from '../../lib/types';
import type { Teller } from './names';

export interface Told {
  month: number;
  text: string;
}

const SINGLE = new Set(['know_how', 'money']); // English: "money is", others "staff are"

/** One sentence, or null for a code without words. */
export function tell(event: StoryEvent, teller: Teller): string | null {
  const { language } = teller;
  const say = teller.words.happen.tell;
  const text = (name: string) => number(event.numbers[name] ?? 0, language);
  const percent = number(100 * (event.numbers.size ?? 0), language);
  const place = event.words.place ? teller.place(event.words.place) : '';
  const organisation = teller.organisation(event.words.organisation ?? '');
  const many = (event.numbers.count ?? 1) > 1; // of which this is the first
  switch (event.code) {
    case 'begin':
      return say.begin(text('served'), text('need'));
    case 'policy_makers_involved':
    case 'communities_involved':
    case 'coalition_ended':
      return say[event.code];
    case 'event':
      return tellEvent(event.words.kind ?? '', percent, place, say);
    case 'first_site':
      return say.first_site(place, event.words.organisation ? organisation : '');
    case 'first_programme':
    case 'first_agreement':
      return say[event.code](place);
    case 'reach_peak':
    case 'funding_ended':
      return say[event.code](text('served'));
    case 'scarce_since':
      return tellScarce(event.words.input ?? '', text('months'), teller);
    case 'programme_lost':
      return many ? say.programmes_lost(place, text('count')) : say.programme_lost(place);
    case 'member_left':
      return say.member_left(organisation, text('left'));
    case 'organisation_closed':
      return many ? say.organisations_closed(organisation, text('count')) : say.organisation_closed(organisation);
    case 'organisation_founded':
      return many ? say.organisations_founded(organisation, text('count')) : say.organisation_founded(organisation);
    case 'end':
      return say.end(text('served'), text('need'), text('programmes'));
    default:
      return null;
  }
}

type Say = Teller['words']['happen']['tell'];

function tellEvent(kind: string, percent: string, place: string, say: Say): string | null {
  if (kind === 'influx' || kind === 'premises_loss') return say[kind](percent, place);
  if (kind === 'funding_cut') return say.funding_cut(percent);
  return kind === 'election' ? say.election(place) : null;
}

function tellScarce(input: string, months: string, { words }: Teller): string | null {
  const say = words.happen.tell;
  if (input === 'mixed') return say.scarce_mixed(months);
  const inputs: Record<string, string> = words.happen.inputs;
  const word = inputs[input];
  if (word === undefined || input === 'nothing') return null;
  if (input === 'demand') return say.scarce_demand(months);
  return (SINGLE.has(input) ? say.scarce_one : say.scarce_since)(word, months);
}

/** The whole story, by month; what the server tells and this page has no words for is skipped. */
export function storyOf(events: readonly StoryEvent[], teller: Teller): Told[] {
  return events
    .map((event) => ({ month: event.month, text: tell(event, teller) }))
    .filter((told): told is Told => told.text !== null)
    .sort((one, other) => one.month - other.month);
}

/** Which sentence is the latest at a month, or -1 before the first. */
export function latestAt(story: readonly Told[], month: number): number {
  return story.findLastIndex((told) => told.month <= month);
}
