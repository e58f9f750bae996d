import { afterEach, describe, expect, it, vi } from 'vitest';
import { dictionaries } from './dictionaries';
import type { Answer, Assumption, Difference, Meta, Question, ScenarioInfo, Worlds } from '../src/lib/types';
import {
  assumedValue, byGroup, changedBy, farthest, keyOf, ofOption, rangeText, sliderOf, valueAt, valueText,
} from '../src/parts/doubt/asking';
import { holding, partedSentences, wrongText } from '../src/parts/doubt/effects';
import { byGrade } from '../src/parts/doubt/grades';
import { LongQuestion } from '../src/parts/doubt/job.svelte';
import { hiddenWorlds, scaleOf, told, toldBand, toldShare } from '../src/parts/doubt/results';

const { en, bg } = dictionaries;
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const assumption = (changes: Partial<Assumption> = {}): Assumption => ({
  name: 'need_share', unit: 'share', low: 0, high: 1, default: 0.2, whole: false, group: 'need',
  grade: 'guess', by_magnitude: false, ...changes,
});
const question: Question = {
  scenario: 's', seed: 1, replications: 10, reference: 'even',
  options: [{ arm: 'up', levers: {}, instruments: {} }, { arm: 'out', levers: {}, instruments: {} }],
  circumstances: { events: {}, assumptions: { trust: 0.1 }, world: 0 },
};

describe('questions of the panel', () => {
  it('are about one option, and never change the page’s own question', () => {
    const before = JSON.stringify(question);
    expect(ofOption(question, 2).options.map((one) => one.arm)).toEqual(['out']);
    const changed = changedBy(question, { kind: 'assumption', name: 'need_share', value: 0.5 });
    expect(changed.circumstances.assumptions).toEqual({ trust: 0.1, need_share: 0.5 });
    expect(changedBy(question, { kind: 'world', world: 7 }).circumstances.world).toBe(7);
    expect(JSON.stringify(question)).toBe(before);
    expect(keyOf(changed)).not.toBe(keyOf(question));
    expect(keyOf(question, 'a')).not.toBe(keyOf(question, 'b'));
  });
  it('know what is assumed: as changed, else by default', () => {
    expect(assumedValue(assumption({ name: 'trust' }), question, null)).toBe(0.1);
    expect(assumedValue(assumption(), question, null)).toBe(0.2);
    const info = { assumptions: { need_share: 0.04, trust: 0.7 } } as unknown as ScenarioInfo;
    expect(assumedValue(assumption(), question, info)).toBe(0.04);
    expect(assumedValue(assumption({ name: 'trust' }), question, info)).toBe(0.1);
  });
});

describe('sliders', () => {
  it('come back to the value they stand for, evenly and by magnitude', () => {
    for (const one of [assumption(), assumption({ low: 0.002, high: 0.05, by_magnitude: true }), assumption({ low: -3, high: 9 })]) {
      for (const share of [0, 25, 50, 100]) expect(sliderOf(valueAt(share, one), one)).toBeCloseTo(share, 0);
      expect([valueAt(-5, one), valueAt(500, one)]).toEqual([one.low, one.high]);
    }
  });
  it('stand in the geometric middle by magnitude, and on whole numbers where asked', () => {
    expect(valueAt(50, assumption({ low: 0.01, high: 1, by_magnitude: true }))).toBeCloseTo(0.1);
    expect(valueAt(33, assumption({ low: 0, high: 10, whole: true }))).toBe(3);
    expect(sliderOf(5, assumption({ low: 5, high: 5 }))).toBe(0);
  });
  it('say values with three digits and a unit', () => {
    expect(plain(valueText(0.0123456, assumption({ unit: '0-1' }), en, 'en'))).toBe('0.0123');
    expect(plain(valueText(0.5, assumption({ unit: '0-1' }), bg, 'bg'))).toBe('0,5');
    expect(plain(valueText(1500, assumption({ unit: '0-1' }), en, 'en'))).toBe('1,500');
    expect(plain(valueText(0, assumption({ unit: '0-1' }), en, 'en'))).toBe('0');
    expect(plain(valueText(20, assumption({ unit: 'months' }), en, 'en'))).toBe('20 months');
    expect(plain(valueText(0.3, assumption(), en, 'en'))).toBe('30 %');
    expect(plain(valueText(0.06, assumption({ unit: '1/month' }), en, 'en'))).toBe('0.06 per month');
    expect(plain(valueText(0.06, assumption({ unit: '1/month' }), bg, 'bg'))).toBe('0,06 на месец');
  });
  it('list first what a world moved farthest', () => {
    const meta = { assumptions: [assumption({ name: 'a' }), assumption({ name: 'b' }), assumption({ name: 'c' })] } as Meta;
    const found = farthest({ a: 0.2, b: 0.3, c: 0.9 }, meta, (one) => one.default, 5);
    expect(found.map((one) => one.name)).toEqual(['c', 'b']);
    // What the question sets is no world's to move.
    const set = farthest({ a: 0.2, b: 0.3, c: 0.9 }, meta, (one) => (one.name === 'c' ? 0.5 : one.default), 5);
    expect(set.map((one) => one.name)).toEqual(['b']);
  });
  it('group by the register', () => {
    expect(byGroup([assumption(), assumption({ group: 'x' }), assumption()]).map(([name, all]) => [name, all.length]))
      .toEqual([['need', 2], ['x', 1]]);
  });
});

const row = (difference: number, clear: boolean, reference = 100): Difference => ({
  outcome: 'impact_total', reference_mean: reference, mean: reference + difference, difference,
  low: difference - 1, high: difference + 1, clear,
  better: !clear ? 'unclear' : difference > 0 ? 'better' : 'worse', slight: false,
  superiority: null, paired_superiority: null, replications: 200, enough_replications: null,
  told: { value: difference, low: difference - 1, high: difference + 1, decimals: 0, unit: '%' },
});
const answer = (one: Difference): Answer =>
  ({ arms: [{ differences: null }, { differences: [one] }] }) as unknown as Answer;

describe('changed policy and changed assumptions', () => {
  it('tells holding, turning, hiding and showing apart', () => {
    expect(holding(row(5, true), row(9, true))).toBe('both');
    expect(holding(row(5, true), row(-9, true))).toBe('turns');
    expect(holding(row(5, true), row(9, false))).toBe('hides');
    expect(holding(row(5, false), row(-9, true))).toBe('shows');
    expect(holding(row(5, false), row(-9, false))).toBe('both-unclear');
  });
  it('tells what being wrong changes in the unit of the policy', () => {
    expect(plain(wrongText(row(5, true), row(5, true, 80), en, 'en'))).toBe('\u221220 %');
    const points = { ...row(0.1, true, 0.5), told: { ...row(0.1, true).told, unit: 'percentage points' } };
    expect(plain(wrongText(points, { ...points, reference_mean: 0.62 }, en, 'en'))).toBe('+12 percentage points');
    expect(plain(wrongText(row(5, true), row(9, true), en, 'en'))).toBe('0 %');
  });
  it('puts it into sentences, in both languages', () => {
    const [effects, end] = partedSentences(answer(row(5, true)), answer(row(-9, true, 150)), 'impact_total', '“Up”', en, 'en').map(plain);
    expect(effects).toBe(
      'Changing the policy changes impact by +5 % (+4 to +6); being wrong about this changes it by about +50 %, even if the policy stays as it is.',
    );
    expect(end).toContain('turns round: in impact “Up” does better as assumed, and worse');
    expect(partedSentences(answer(row(5, true)), answer(row(6, true)), 'impact_total', '„Нагоре“', bg, 'bg')[1]).toContain('отговорът издържа');
    expect(partedSentences({ arms: [] } as unknown as Answer, answer(row(1, true)), 'impact_total', '', en, 'en')).toEqual([]);
  });
});

describe('results of long questions', () => {
  const meta = { run: [{ name: 's', unit: 'share' }, { name: 'p', unit: 'people' }] } as unknown as Meta;
  it('are told with the digits that their spread deserves', () => {
    expect(plain(told(-2589, 263, scaleOf('p', meta), en, 'en'))).toBe('\u22122,600 people');
    expect(plain(told(0.1234, 0.02, scaleOf('s', meta), en, 'en'))).toBe('+12 percentage points');
    expect(plain(toldBand({ low: -4009, high: 4425 }, scaleOf('p', meta), en, 'en'))).toBe('\u22124,000 to +4,400 people');
    expect(plain(told(3, 0, scaleOf('p', meta), en, 'en'))).toBe('+3 people');
  });
  it('tell shares, and that one is not known', () => {
    expect(plain(toldShare({ mean: 0.72, low: 0.66, high: 0.77 }, en, 'en'))).toBe('72 % (66 to 77 %)');
    expect(toldShare({ mean: null, low: null, high: null }, en, 'en')).toBe('not known');
  });
  it('count the worlds in which luck hides the answer', () => {
    const found = { worlds: 60, clearly_better: 16, clearly_worse: 39, nothing_differs: 1 } as Worlds;
    expect(hiddenWorlds(found)).toBe(4);
  });
  it('show rare grades first', () => {
    const all = { assumptions: [assumption(), assumption(), assumption({ grade: 'one study' })] } as Meta;
    expect(byGrade(all).map(([grade]) => grade)).toEqual(['one study', 'guess']);
  });
});

describe('a long question', () => {
  const about = { key: 'k', option: 'a', reference: 'b', scenario: 's', outcome: 'impact_total' };
  const asked: string[] = [];
  function serve(replies: Record<string, unknown>[]): void {
    asked.length = 0;
    vi.useFakeTimers();
    vi.stubGlobal('fetch', async (path: string, given: RequestInit) => {
      asked.push(`${given.method} ${path}`);
      if (given.method === 'POST') return Response.json({ id: 'j1' });
      if (given.method === 'DELETE') return Response.json({});
      const reply = replies.shift();
      return reply ? Response.json({ id: 'j1', kind: 'worlds', ...reply }) : new Response('{}', { status: 404 });
    });
  }
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is asked about until it is done, its result growing', async () => {
    serve([
      { state: 'waiting', done: 0, total: 0, result: null },
      { state: 'running', done: 1, total: 2, result: { worlds: 1 } },
      { state: 'done', done: 2, total: 2, result: { worlds: 2 } },
    ]);
    const job = new LongQuestion<{ worlds: number }>('worlds');
    const ended = job.start(question, about);
    expect(job.isAtWork).toBe(true);
    await vi.advanceTimersByTimeAsync(2000);
    await ended;
    expect([job.state, job.done, job.result?.worlds]).toEqual(['done', 2, 2]);
    expect(asked).toEqual(['POST /api/jobs', ...Array(3).fill('GET /api/jobs/j1')]);
  });
  it('is stopped on the server too, and keeps what was found', async () => {
    serve(Array.from({ length: 50 }, () => ({ state: 'running', done: 1, total: 9, result: { worlds: 1 } })));
    const job = new LongQuestion<{ worlds: number }>('worlds');
    const ended = job.start(question, about);
    await vi.advanceTimersByTimeAsync(700);
    job.stop();
    const before = asked.filter((one) => one.startsWith('GET')).length;
    await vi.advanceTimersByTimeAsync(3000);
    await ended;
    expect([job.state, job.result?.worlds]).toEqual(['stopped', 1]);
    expect(asked).toContain('DELETE /api/jobs/j1');
    expect(asked.filter((one) => one.startsWith('GET'))).toHaveLength(before);
  });
  it('says that it failed where the server has lost it', async () => {
    serve([]);
    const job = new LongQuestion('worlds');
    await job.start(question, about);
    expect([job.state, job.failure]).toEqual(['failed', 'not_found']);
  });
});

it('says the unit of a range once', () => {
  expect(plain(rangeText(assumption({ low: 0, high: 0.6 }), en, 'en'))).toBe('0 to 60 %');
  expect(plain(rangeText(assumption({ unit: 'months', low: 1, high: 1200 }), bg, 'bg'))).toMatch(/^от 1 до 1 200 мес/);
});
