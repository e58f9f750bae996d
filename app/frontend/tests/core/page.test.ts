import { render } from 'svelte/server';
import { beforeEach, expect, test, vi } from 'vitest';
import { speak, speech } from '../../src/i18n/words.svelte';
import { dictionaries } from '../dictionaries';
import { armLabel, instrumentLabel, placeName } from '../../src/lib/labels';
import { moveLever, preset } from '../../src/lib/option';
import { View } from '../../src/lib/view.svelte';
import Levers from '../../src/parts/levers/Levers.svelte';
import { INFO, LEVERS, META } from './fixtures';

let view: View;
beforeEach(() => {
  vi.stubGlobal('fetch', () => new Promise(() => undefined));
  speech.language = 'en';
  view = new View();
  view.meta = META;
  view.info = INFO;
  view.question = { scenario: 'strategies', seed: 7, replications: 200, reference: 'even', options: [preset('up')], circumstances: { events: {}, assumptions: {}, world: 0 } };
  view.names = [''];
});
const page = () => render(Levers, { props: { view } }).body;

test('every lever of the server has a slider, also one that the page has never heard of', () => {
  view.meta = { ...META, levers: [...LEVERS, { name: 'brand_new_share', unit: 'share', low: 0, high: 1, default: 0.5, whole: false, scheduled: false, group: 'unheard' }] };
  const html = page();
  for (const lever of view.meta.levers) expect(html, lever.name).toContain(`id="lever-${lever.name}"`);
  expect(html).toContain(dictionaries.en.levers.groups.other);
  expect(html).toContain('brand new share');
});

test('a plan of the preset is said, and what moving it does', () => {
  expect(page()).not.toContain(dictionaries.en.levers.planned('12', 1));
  view.question = { ...view.question, options: [preset('planned')] };
  expect(page()).toContain(dictionaries.en.levers.planned('12', 1));
  const option = preset('planned');
  moveLever(option, INFO.arms[2], 'effort_up_share', 0.5, META);
  view.question = { ...view.question, options: [option] };
  expect(page()).toContain(dictionaries.en.levers.replaced('12', 1));
});

test('a moved lever shows where the preset has it; an unmoved one does not', () => {
  expect(page()).not.toContain('Preset:');
  const option = preset('up');
  moveLever(option, INFO.arms[1], 'grant_eur', 2_000_000, META);
  view.question = { ...view.question, options: [option] };
  expect(page()).toContain('Preset: 1.2\u00a0million\u00a0€');
  expect(page()).toContain('aria-valuetext="2\u00a0million\u00a0€"');
});

test('an event that not every preset has says so', () => {
  expect(page()).toContain(dictionaries.en.levers.events.everyPreset);
});

test('levers speak both languages, each of the same things', async () => {
  const [en, bg] = [dictionaries.en.levers, dictionaries.bg.levers];
  expect(Object.keys(bg.names)).toEqual(Object.keys(en.names));
  expect(Object.keys(bg.events.kinds)).toEqual(Object.keys(en.events.kinds));
  expect(Object.keys(bg.events.sizes)).toEqual(Object.keys(en.events.sizes));
  expect(Object.keys(dictionaries.bg.frame.peek.outcomes)).toEqual(Object.keys(dictionaries.en.frame.peek.outcomes));
  for (const name of Object.keys(en.names)) expect(dictionaries.en.model.parameters, name).toHaveProperty(name);
  vi.stubGlobal('document', { documentElement: { lang: '' } });
  await speak('bg');
  vi.unstubAllGlobals();
  const html = page();
  for (const lever of LEVERS) expect(html).toContain(bg.names[lever.name]!.label);
  expect(html).not.toMatch(/>[^<]*\b(month|months|Undo|Back|everywhere)\b/);
});

test('no two arms are called alike, and changed ones say so', () => {
  const words = dictionaries.en;
  view.info = { ...INFO, shipped: false };
  const changed = { arm: 'up', levers: { grant_eur: 1 }, instruments: {} };
  view.question = { ...view.question, reference: 'up', options: [preset('up'), changed, changed, preset('even')] };
  view.names = ['', '', '', ''];
  const labels = [0, 1, 2, 3, 4].map((at) => armLabel(view, at, words));
  expect(labels).toEqual(['UP', 'UP (2)', 'UP, changed', 'UP, changed (2)', 'EVEN']);
  view.names = ['', 'Ours', '', 'Ours'];
  expect([2, 4].map((at) => armLabel(view, at, words))).toEqual(['Ours', 'Ours (2)']);
  expect(armLabel(view, 9, words)).toBe(words.frame.option(9));
});

test('a file of the reader speaks for itself, a shipped scenario in the language of the page', () => {
  view.info = { ...INFO, shipped: false };
  expect(instrumentLabel(view, 'own~one!', dictionaries.bg)).toBe('Own');
  expect(placeName(view, 'Sofia', dictionaries.bg)).toBe('Sofia');
  expect(armLabel(view, 1, dictionaries.bg)).toBe('UP');
  view.info = INFO;
  expect(armLabel(view, 1, dictionaries.bg)).toBe(dictionaries.bg.model.scenarios.strategies.arms.up.label);
  expect(placeName(view, 'constructor', dictionaries.en)).toBe('constructor');
});
