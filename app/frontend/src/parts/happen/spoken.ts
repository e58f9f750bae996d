// What a month looks like, in one sentence: the same that the pictures show.
import type { Words } from '../../i18n/words.svelte';
import { number, type Language } from '../../lib/format';
import { totals, type Course, type Moment, type State } from './moment';

/** The month of a run in words, its parts between semicolons, without a full stop. */
export function spokenOf({ typical }: Course, moment: Moment, words: Words['happen'], language: Language): string {
  const { need, served } = totals(moment);
  const count = (test: (state: State) => boolean) => number(moment.states.filter(test).length, language);
  const scarce = typical.scarce[moment.month] ?? 'nothing';
  const inputs: Record<string, string> = words.inputs;
  const isNothing = scarce === 'nothing' || !Object.hasOwn(inputs, scarce);
  const lacking = isNothing ? words.nothing_scarce : words.scarcest(inputs[scarce]!);
  return [
    words.served_of(number(served, language), number(need, language)),
    words.programmes(number(moment.programmes.filter((state) => state !== 'none').length, language)),
    words.at_work(count((state) => state === 'member' || state === 'alone')),
    words.in_coalitions(count((state) => state === 'member')),
    words.sites(number(moment.sites.filter(Boolean).length, language)),
    scarce === 'mixed' ? words.mixed_scarce : lacking,
    moment.month < typical.funding_months ? words.funded : words.after_funding,
  ].join('; ');
}
