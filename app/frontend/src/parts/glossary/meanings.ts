// What words mean, from the dictionary of the model.
import type { Words } from '../../i18n/words.svelte';

export interface Vocabulary {
  report: string;
  moore: string;
  differs: string;
  in_the_model: string;
}
export interface Meaning {
  word: string;
  meaning: string; // empty where the two vocabularies say it
  vocabulary: Vocabulary | null;
}

/** What a word means; null for a key that the glossary does not have. */
export function meaningOf(words: Words, key: string): Meaning | null {
  const terms: Record<string, { word: string; meaning: string }> = words.model.glossary.terms;
  const compared: Record<string, Vocabulary & { word: string }> = words.model.glossary.vocabularies;
  const term = Object.hasOwn(terms, key) ? terms[key] : undefined;
  const both = Object.hasOwn(compared, key) ? compared[key] : undefined;
  if (both) return { word: both.word, meaning: '', vocabulary: both };
  return term ? { ...term, vocabulary: null } : null;
}

/** All words of the glossary in the order of the alphabet. */
export function allTerms(words: Words, language: string): { key: string; word: string; meaning: string }[] {
  const order = new Intl.Collator(language);
  return Object.entries(words.model.glossary.terms)
    .map(([key, { word, meaning }]) => ({ key, word, meaning }))
    .sort((one, other) => order.compare(one.word, other.word));
}
