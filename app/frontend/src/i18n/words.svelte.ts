// The language of the page and its words; a part missing in one language is a type error.
import type { Language } from '../lib/format';
import { en } from './en';
import type { Widen } from './widen';

export type Words = Widen<typeof en>;

// English is always there; the other language comes when it is asked for.
const known: Partial<Record<Language, Words>> & { en: Words } = { en };

class Speech {
  language = $state<Language>('en');
  get words(): Words {
    return known[this.language] ?? known.en;
  }
}

export const speech = new Speech();

/** Switch the page to a language; fails where its words cannot be fetched. */
export async function speak(language: Language): Promise<void> {
  if (language === 'bg') known.bg ??= (await import('./bg')).bg;
  speech.language = language;
  document.documentElement.lang = language;
}
