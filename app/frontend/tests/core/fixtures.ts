// A small scenario, a seeded source of chance, and promises that are settled by hand.
import type { Answer, ArmAnswer, ArmInfo, Lever, Meta, ScenarioInfo } from '../../src/lib/types';

const lever = (name: string, unit: string, low: number, high: number, group: string, rest: Partial<Lever> = {}): Lever =>
  ({ name, unit, low, high, default: low, whole: false, scheduled: false, group, ...rest });

export const LEVERS: Lever[] = [
  lever('development_time_share', 'share of staff time', 0, 0.6, 'organisations', { default: 0.25 }),
  lever('effort_up_share', 'share', 0, 1, 'organisations', { scheduled: true, default: 0.34 }),
  lever('effort_out_share', 'share', 0, 1, 'organisations', { scheduled: true, default: 0.33 }),
  lever('effort_deep_share', 'share', 0, 1, 'organisations', { scheduled: true, default: 0.33 }),
  lever('involve_communities_month', 'month', 0, 120, 'involvement', { whole: true }),
  lever('grant_eur', 'EUR', 0, 50_000_000, 'funding', { default: 1_200_000 }),
  lever('funding_months', 'months', 6, 120, 'funding', { whole: true, default: 36 }),
  lever('oneoff_share', 'share', 0, 1, 'funding'),
  lever('matched_share', 'share', 0, 1, 'funding'),
  lever('endowed_share', 'share', 0, 1, 'funding'),
  lever('contribution_share', 'share', 0, 0.9, 'pooling', { default: 0.3 }),
];

export const META: Meta = {
  version: '1.2.3', model: 'abcdef012345', replications: { full: 200, draft: 30 }, most_replications: 1000, most_options: 4, upload_bytes: 1000,
  scenarios: [{ id: 'bureau', title: 'Bureau', question: '?', status: 'illustrative' }, { id: 'strategies', title: 'Strategies', question: '?', status: 'illustrative' }],
  levers: LEVERS,
  assumptions: [{ name: 'need_share', unit: 'share', low: 0.001, high: 0.05, default: 0.006, whole: false, group: 'need', grade: 'guess', by_magnitude: true }],
  monthly: [], run: [], main: [],
  instruments: [
    { name: 'academy', label: 'Academy', start_month: 0, end_month: null, intensity: 1, cost_eur_per_month: 500, staff_fte: 0.3, channels: { academy: 0.5 } },
    { name: 'mentoring', label: 'Mentoring', start_month: 0, end_month: null, intensity: 1, cost_eur_per_month: 100, staff_fte: 0.2, channels: { mentoring: 0.5 } },
  ],
  event_kinds: ['influx', 'funding_cut', 'election', 'premises_loss'], worlds: 100, look: {}, threading: 'omp',
};

const defaults = Object.fromEntries(LEVERS.map((item) => [item.name, item.default]));
const arm = (name: string, rest: Partial<ArmInfo> = {}): ArmInfo =>
  ({ name, label: name.toUpperCase(), description: '', levers: defaults, scheduled: {}, instruments: {}, events: {}, ...rest });

const influx = { kind: 'influx', month: 6, size: 1.5, duration_months: 3, place: null };

export const INFO: ScenarioInfo = {
  id: 'strategies', shipped: true, title: 'Strategies', question: 'Which?', description: '', status: 'illustrative',
  seed: 7, reference: 'even', months: 96, heavy: false, draft_replications: 200,
  arms: [
    arm('even', { events: { 'influx-2022': influx } }),
    arm('up', { levers: { ...defaults, effort_up_share: 1, effort_out_share: 0, effort_deep_share: 0 }, events: { 'influx-2022': influx } }),
    arm('planned', {
      levers: { ...defaults, effort_up_share: 0, effort_out_share: 0, effort_deep_share: 1 },
      scheduled: { effort_up_share: { 12: 0.5 }, effort_out_share: { 12: 0.5 }, effort_deep_share: { 12: 0 } },
      instruments: {
        academy: { ...META.instruments[0]!, intensity: 0 },
        'own~one!': { ...META.instruments[1]!, name: 'own~one!', label: 'Own', start_month: 12, end_month: 36 },
      },
      events: { 'influx-2022': { ...influx, size: 2 } },
    }),
  ],
  places: [{ name: 'Sofia', population: 1, need: 1, x: 0, y: 0 }, { name: 'Вълчи дол!~%', population: 1, need: 1, x: 1, y: 1 }],
  organisations: [], sources: {},
};

export const armAnswer = (level = 0): ArmAnswer =>
  ({ funding_months: 36, bands: { reach: { low: [level], mean: [level], high: [level] } }, scarce: {}, levels: {}, spent_eur: 0, differences: null });

export const answerOf = (arms: number, draft = false): Answer =>
  ({ replications: 200, seed: 7, model: META.model, draft, milliseconds: { engine: 1, total: 2 }, months: 96, arms: Array.from({ length: arms }, (_, at) => armAnswer(at)), warnings: [] });

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Deferred<T> { promise: Promise<T>; resolve: (value: T) => void; reject: (error: unknown) => void }
export function deferred<T>(): Deferred<T> {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => { resolve = yes; reject = no; });
  return { promise, resolve, reject };
}
