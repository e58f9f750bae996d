import { expect, test } from 'vitest';
import { fitLink } from '../../src/lib/fitting';
import { readLink, writeLink, type Seen } from '../../src/lib/link';
import { firstQuestion, moveLever, preset } from '../../src/lib/option';
import type { Option } from '../../src/lib/types';
import { chance, INFO, LEVERS, META } from './fixtures';

const seen = (rest: Partial<Seen> = {}): Seen =>
  ({ question: firstQuestion(INFO, 200), names: [''], language: 'en', version: META.version, model: META.model, ...rest });
const opened = (query: string) => fitLink(readLink(query), META, INFO);
const codes = (query: string) => opened(query).notices.map((notice) => notice.code);

/** Any view that the page could show. */
function anyView(seed: number): Seen {
  const next = chance(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  const between = (low: number, high: number, whole: boolean) => {
    const value = low + next() * (high - low);
    return whole ? Math.round(value) : next() < 0.3 ? value : Number(value.toPrecision(3));
  };
  const anyName = () => Array.from({ length: Math.floor(next() * 9) }, () => pick([...'aб %~!&=+#?;/\\"<é€😀'])).join('').slice(0, 40);
  const options = Array.from({ length: 1 + Math.floor(next() * 4) }, (): Option => {
    const arm = pick(INFO.arms);
    const option = preset(arm.name);
    for (const lever of LEVERS) {
      if (next() < 0.4) moveLever(option, arm, lever.name, between(lever.low, lever.unit.startsWith('month') ? 96 : lever.high, lever.whole), META);
    }
    for (const name of [...Object.keys(arm.instruments), 'mentoring']) {
      if (next() < 0.5) continue;
      option.instruments[name] = next() < 0.3 ? null : {
        ...(next() < 0.5 ? { start_month: between(0, 40, true) } : {}), ...(next() < 0.5 ? { end_month: between(41, 96, true) } : {}), ...(next() < 0.5 ? { intensity: between(0, 1, false) } : {}),
      };
    }
    return option;
  });
  const question = { ...firstQuestion(INFO, 200), options, seed: between(0, 4_294_967_295, true), replications: between(1, 1000, true), reference: pick(INFO.arms).name };
  for (const name of ['influx-2022', 'election', anyName() || 'x']) {
    if (next() < 0.5) continue;
    question.circumstances.events[name] = next() < 0.3 ? null : { kind: pick(META.event_kinds), month: between(0, 95, true), size: between(0, 10, false), duration_months: between(1, 96, true), place: next() < 0.5 ? null : pick(INFO.places).name };
  }
  if (next() < 0.5) question.circumstances.assumptions.need_share = between(0.001, 0.05, false);
  if (next() < 0.5) question.circumstances.world = between(0, 99, true);
  return { question, names: options.map(anyName), language: next() < 0.5 ? 'en' : 'bg', version: META.version, model: META.model };
}

test('every view comes back from its link, through the address of a browser', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const view = anyView(seed);
    const { search } = new URL(writeLink(view), 'http://127.0.0.1:8321/');
    const read = readLink(search);
    const { question, names, notices } = fitLink(read, META, INFO);
    expect(notices, search).toEqual([]);
    expect(question, search).toEqual(view.question);
    expect(names, search).toEqual(view.names);
    expect(read.language).toBe(view.language);
    expect(writeLink({ ...view, question, names })).toBe(writeLink(view));
  }
});

test('no text whatever throws, and what comes of it fits the scenario', () => {
  const next = chance(99);
  const signs = [...'o=easwnrl&~!%2Fé1.-+x'];
  for (let round = 0; round < 500; round += 1) {
    const good = writeLink(anyView(round + 1));
    const cut = Math.floor(next() * good.length);
    const noise = Array.from({ length: Math.floor(next() * 20) }, () => signs[Math.floor(next() * signs.length)]).join('');
    const { question } = opened(good.slice(0, cut) + noise + good.slice(cut + 3));
    expect(question.options.length).toBeGreaterThan(0);
    expect(question.options.length).toBeLessThanOrEqual(4);
    for (const option of question.options) {
      expect(INFO.arms.map((arm) => arm.name)).toContain(option.arm);
      for (const [name, value] of Object.entries(option.levers)) {
        const lever = LEVERS.find((item) => item.name === name)!;
        expect(value).toBeGreaterThanOrEqual(lever.low);
        expect(value).toBeLessThanOrEqual(lever.high);
      }
    }
    expect(Number.isInteger(question.seed)).toBe(true);
  }
});

test('without a query the scenario opens as it is', () => {
  expect(opened('')).toEqual({ question: firstQuestion(INFO, 200), names: [''], notices: [] });
});

test('another version or model warns, the same does not', () => {
  expect(codes(writeLink(seen({ version: '9' })))).toEqual(['other_version']);
  expect(codes(writeLink(seen({ model: 'ffff' })))).toEqual(['other_version']);
  expect(codes(writeLink(seen()))).toEqual([]);
});

test('what the scenario does not have is said and left out', () => {
  expect(codes('?o=nobody')).toEqual(['link_unknown_arm']);
  expect(codes('?r=nobody')).toEqual(['link_unknown_arm']);
  expect(codes('?o=up~l!no_lever!1')).toEqual(['link_unknown_part']);
  expect(codes('?o=up~x!no-instrument')).toEqual(['link_unknown_part']);
  expect(codes('?e=x!flood!1!1!1')).toEqual(['link_unknown_part']);
  expect(codes('?e=x!influx!1!1!1!Atlantis')).toEqual(['link_unknown_part']);
  expect(codes('?a=no_guess!1')).toEqual(['link_unknown_part']);
  expect(codes('?o=up&o=up&o=up&o=up&o=up')).toEqual(['link_too_many_options']);
});

test('numbers out of range are moved into it and said', () => {
  const { question, notices } = opened('?seed=9999999999&n=5000&w=100&o=up~l!oneoff_share!7~l!funding_months!120~i!academy!900!!2&a=need_share!9');
  expect(notices.map((notice) => notice.code)).toEqual(Array(8).fill('link_bad_value'));
  expect(question).toMatchObject({ seed: 4_294_967_295, replications: 1000, circumstances: { world: 99, assumptions: { need_share: 0.05 } } });
  expect(question.options[0]).toEqual({ arm: 'up', levers: { oneoff_share: 1, funding_months: 96 }, instruments: { academy: { start_month: 95, intensity: 1 } } });
});

test('shares that do not add up are left out together', () => {
  const { question, notices } = opened('?o=up~l!effort_up_share!0.5~l!grant_eur!5&o=up~l!oneoff_share!0.7~l!matched_share!0.7&o=planned~l!effort_deep_share!1');
  expect(notices.map((notice) => notice.code)).toEqual(Array(3).fill('link_bad_value'));
  expect(question.options.map((option) => option.levers)).toEqual([{ grant_eur: 5 }, {}, {}]);
});

test.each([['seed', 'seed=-1'], ['seed', 'seed=1e3'], ['language', 'l=fr'], ['lever', 'o=up~l!oneoff_share!NaN'], ['lever', 'o=up~l!oneoff_share!Infinity'], ['piece', 'o=up~q!1'], ['event', 'e=x!influx!soon!1!1'], ['number', 'a=need_share!0x10']])('an unreadable %s (%s) is said', (_, query) => {
  expect(codes(`?${query}`)).toEqual(['link_unreadable']);
});

test('names of the language itself do no harm', () => {
  const { question } = opened('?o=up~l!__proto__!1~x!__proto__&e=__proto__&a=constructor!1');
  expect(question.options).toEqual([preset('up')]);
  expect(({} as Record<string, unknown>).oneoff_share).toBeUndefined();
});
