// What people read for things of a scenario: the page's own words for shipped scenarios, the
// file's texts for uploaded ones. The dictionary is generated, so nothing in it is taken for granted.
import type { Words } from '../i18n/words.svelte';
import { isChanged } from './option';
import type { Instrument, Question, ScenarioInfo } from './types';

interface ScenarioWords { title?: string; question?: string; description?: string; arms?: Record<string, { label?: string; description?: string }> }
interface ModelWords {
  parameters?: Record<string, string>; monthly?: Record<string, string>; run?: Record<string, string>;
  instruments?: Record<string, string>; scenarios?: Record<string, ScenarioWords>; places?: Record<string, string>;
  organisations?: Record<string, string>; events?: Record<string, string>; grades?: Record<string, string>; channels?: Record<string, string>;
}
/** What the labels need to know of the view. */
export interface Labelled { info: ScenarioInfo | null; question: Question; names: readonly string[] }

/** The generated dictionary, of which any part may be missing. */
export const modelWords = (words: Words): ModelWords => words.model as unknown as ModelWords;

/** A word of one section of the generated dictionary; the name itself where it has none. */
export function told(words: Words, section: 'parameters' | 'monthly' | 'run' | 'instruments' | 'places' | 'organisations' | 'events' | 'grades' | 'channels', name: string): string {
  const found = modelWords(words)[section];
  return (found && Object.hasOwn(found, name) ? found[name] : undefined) ?? name.replaceAll('_', ' ');
}

const shippedWords = (info: ScenarioInfo, words: Words): ScenarioWords | undefined =>
  info.shipped ? modelWords(words).scenarios?.[info.id] : undefined;

/** Title, question and description of a scenario. */
export function scenarioText(info: ScenarioInfo, words: Words): { title: string; question: string; description: string } {
  const own = shippedWords(info, words);
  return { title: own?.title ?? info.title, question: own?.question ?? info.question, description: own?.description ?? info.description };
}

/** Title and question of a shipped scenario, of which only the list is known. */
export function shippedText(item: { id: string; title: string; question: string }, words: Words): { title: string; question: string } {
  const own = modelWords(words).scenarios?.[item.id];
  return { title: own?.title ?? item.title, question: own?.question ?? item.question };
}

/** Label and description of a preset. */
export function presetText(info: ScenarioInfo, arm: string, words: Words): { label: string; description: string } {
  const found = info.arms.find((item) => item.name === arm);
  const own = shippedWords(info, words)?.arms?.[arm];
  return { label: own?.label ?? found?.label ?? arm, description: own?.description ?? found?.description ?? '' };
}

function plainLabel(view: Labelled, at: number, words: Words): string {
  if (view.info === null) return '';
  if (at === 0) return presetText(view.info, view.question.reference, words).label;
  const option = view.question.options[at - 1];
  if (!option) return words.frame.option(at);
  const given = view.names[at - 1];
  if (given) return given;
  const { label } = presetText(view.info, option.arm, words);
  return isChanged(option) ? words.frame.changed(label) : label;
}

/** What an arm of the answer is called: 0 is the reference, then the options; never two alike. */
export function armLabel(view: Labelled, at: number, words: Words): string {
  const label = plainLabel(view, at, words);
  const before = Array.from({ length: at }, (_, index) => plainLabel(view, index, words)).filter((item) => item === label).length;
  return before === 0 ? label : words.frame.again(label, before + 1);
}

/** What an instrument is called. */
export function instrumentLabel(view: Labelled, name: string, words: Words, known: readonly Instrument[] = []): string {
  const own = modelWords(words).instruments;
  const shipped = view.info?.shipped !== false && own && Object.hasOwn(own, name) ? own[name] : undefined;
  if (shipped) return shipped;
  const inFile = view.info?.arms.map((arm) => arm.instruments[name]).find((item) => item !== undefined);
  const inCatalogue = own && Object.hasOwn(own, name) ? own[name] : known.find((item) => item.name === name)?.label;
  return inFile?.label || inCatalogue || name;
}

/** What a place is called. */
export const placeName = (view: Labelled, name: string, words: Words): string => {
  const own = modelWords(words).places;
  return view.info?.shipped !== false && own && Object.hasOwn(own, name) ? own[name] ?? name : name;
};

/** What an organisation is called. */
export const organisationName = (view: Labelled, name: string, words: Words): string => {
  const own = modelWords(words).organisations;
  return view.info?.shipped !== false && own && Object.hasOwn(own, name) ? own[name] ?? name : name;
};
