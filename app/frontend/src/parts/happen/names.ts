// Names of places and organisations in the language of the page.
import type { Language } from '../../lib/format';
import { organisationName, placeName, type Labelled } from '../../lib/labels';
import type { Words } from '../../i18n/words.svelte';

const FOUNDED = /^newcomer (\d+)$/u; // as the model calls those founded during a run

/** What a story is told with. */
export interface Teller {
  words: Words;
  language: Language;
  place(name: string): string;
  organisation(name: string): string;
}

/** The words and names for a view; organisations founded during a run only have a number. */
export function tellerOf(view: Labelled, words: Words, language: Language): Teller {
  return {
    words,
    language,
    place: (name) => placeName(view, name, words),
    organisation: (name) => {
      const number = FOUNDED.exec(name)?.[1];
      return number === undefined ? organisationName(view, name, words) : words.happen.newcomer(number);
    },
  };
}
