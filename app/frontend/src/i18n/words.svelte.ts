// The language of the page and its words; a part missing in one language is a type error.
import type { Language } from '../lib/format';
import { bg } from './bg';
import { en } from './en';
import type { Widen } from './widen';

export const dictionaries = { en, bg };
export type Words = Widen<typeof en>;

class Speech {
  language = $state<Language>('en');
  get words(): Words {
    return dictionaries[this.language];
  }
}

export const speech = new Speech();

/** Switch the page to a language. */
export function speak(language: Language): void {
  speech.language = language;
  document.documentElement.lang = language;
}
