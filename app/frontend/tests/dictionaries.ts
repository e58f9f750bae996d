// Both languages at once, which the page itself never needs.
import { bg } from '../src/i18n/bg';
import { en } from '../src/i18n/en';
import type { Words } from '../src/i18n/words.svelte';

export const dictionaries: { en: Words; bg: Words } = { en, bg };
