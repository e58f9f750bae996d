import { expect, test } from 'vitest';
import {
  changeInstrument, firstQuestion, freeName, instrumentNames, instrumentUsed, leverValue, mixOf, MIX, moveLever, moveMix, PAYMENT, preset, resetLever, scenarioEvents, shareMoved, switchInstrument, wholeMix,
} from '../../src/lib/option';
import { chance, INFO, META } from './fixtures';

const [even, up, planned] = INFO.arms as [typeof INFO.arms[0], typeof INFO.arms[0], typeof INFO.arms[0]];
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test('a scenario opens with an arm that is not its reference', () => {
  expect(firstQuestion(INFO, 200)).toMatchObject({ reference: 'even', seed: 7, options: [{ arm: 'up', levers: {}, instruments: {} }] });
});

test('efforts add to 1 whatever is moved, in whole percent, and the moved one stays where it was put', () => {
  const next = chance(3);
  for (let round = 0; round < 500; round += 1) {
    const option = preset('even');
    for (let step = 0; step < 4; step += 1) {
      const name = MIX[Math.floor(next() * 3)]!;
      const value = Math.round(next() * 20) / 20;
      moveLever(option, even, name, value, META);
      const mix = mixOf(option, even, META);
      expect(sum(mix)).toBeCloseTo(1, 9);
      expect(Math.min(...mix)).toBeGreaterThanOrEqual(0);
      expect(leverValue(option, even, name, META)).toBeCloseTo(value, 9);
    }
  }
});

test('the others keep their proportion; from a corner they share alike', () => {
  expect(shareMoved([0.2, 0.6, 0.2], 0, 0.6)).toEqual([0.6, 0.3, 0.1]);
  expect(shareMoved([1, 0, 0], 0, 0.5)).toEqual([0.5, 0.25, 0.25]);
  expect(wholeMix([1, 1, 1])).toEqual([0.34, 0.33, 0.33]);
});

test('ways to pay never add to more than 1', () => {
  const next = chance(4);
  for (let round = 0; round < 500; round += 1) {
    const option = preset('even');
    for (let step = 0; step < 5; step += 1) {
      const name = PAYMENT[Math.floor(next() * 3)]!;
      const value = Math.round(next() * 20) / 20;
      moveLever(option, even, name, value, META);
      expect(leverValue(option, even, name, META)).toBeCloseTo(value, 9);
      expect(sum(PAYMENT.map((item) => leverValue(option, even, item, META)))).toBeLessThanOrEqual(1 + 1e-9);
    }
  }
});

test('a lever back where the preset has it counts as unmoved, but not if it had a plan', () => {
  const option = preset('even');
  moveLever(option, even, 'grant_eur', 2_000_000, META);
  expect(option.levers).toEqual({ grant_eur: 2_000_000 });
  moveLever(option, even, 'grant_eur', 1_200_000, META);
  expect(option.levers).toEqual({});
  const other = preset('planned');
  moveMix(other, planned, [0, 0, 1], META);
  expect(other.levers).toEqual({ effort_up_share: 0, effort_out_share: 0, effort_deep_share: 1 });
  resetLever(other, 'effort_out_share');
  expect(other.levers).toEqual({});
});

test('an instrument of no intensity is off, and on again at the strength of the catalogue', () => {
  const option = preset('planned');
  expect(instrumentUsed(option, planned, 'academy', META, INFO)).toBeNull();
  switchInstrument(option, planned, 'academy', true);
  expect(instrumentUsed(option, planned, 'academy', META, INFO)?.intensity).toBe(1);
  switchInstrument(option, planned, 'academy', false);
  expect(option.instruments).toEqual({});
});

test('an instrument of the catalogue can be had, changed and left', () => {
  const option = preset('up');
  switchInstrument(option, up, 'mentoring', true);
  expect(option.instruments).toEqual({ mentoring: {} });
  changeInstrument(option, up, 'mentoring', { intensity: 0.5 });
  expect(instrumentUsed(option, up, 'mentoring', META, INFO)).toMatchObject({ intensity: 0.5, start_month: 0, cost_eur_per_month: 100 });
  switchInstrument(option, up, 'mentoring', false);
  expect(option.instruments).toEqual({});
  expect(instrumentUsed(option, up, 'unknown', META, INFO)).toBeNull();
});

test('an instrument that the arm lacks is that of the catalogue, else that of the first arm that has it', () => {
  const option = preset('up');
  const academy = { ...INFO.arms[2]!.instruments.academy!, cost_eur_per_month: 9, start_month: 5 };
  const late = { ...INFO.arms[2]!.instruments['own~one!']!, start_month: 40 };
  const info = { ...INFO, arms: [...INFO.arms, { ...up, name: 'last', instruments: { academy, 'own~one!': late } }] };
  expect(instrumentNames(META, info)).toEqual(['academy', 'mentoring', 'own~one!']);
  switchInstrument(option, up, 'academy', true);
  switchInstrument(option, up, 'own~one!', true);
  expect(instrumentUsed(option, up, 'academy', META, info)).toEqual(META.instruments[0]);
  expect(instrumentUsed(option, up, 'own~one!', META, info)).toMatchObject({ start_month: 12, end_month: 36 });
  const weak = { ...info, arms: [{ ...up, instruments: { rare: { ...academy, name: 'rare', intensity: 0 } } }] };
  expect(instrumentUsed({ ...option, instruments: { rare: {} } }, up, 'rare', META, weak)?.intensity).toBe(1);
  expect(instrumentUsed({ ...option, instruments: { constructor: {} } }, up, 'constructor', META, weak)).toBeNull();
});

test('an instrument of no intensity keeps the other values of its own', () => {
  const option = preset('planned');
  const own = { ...planned, instruments: { academy: { ...planned.instruments.academy!, start_month: 8, cost_eur_per_month: 9 } } };
  switchInstrument(option, own, 'academy', true);
  expect(instrumentUsed(option, own, 'academy', META, INFO)).toMatchObject({ intensity: 1, start_month: 8, cost_eur_per_month: 9 });
  changeInstrument(option, own, 'academy', { start_month: 8 });
  expect(instrumentUsed(option, own, 'academy', META, INFO)).not.toBeNull();
});

test('an own instrument is switched off by null and changed only where it differs', () => {
  const option = preset('planned');
  changeInstrument(option, planned, 'own~one!', { start_month: 20 });
  changeInstrument(option, planned, 'own~one!', { start_month: 12 });
  expect(option.instruments).toEqual({});
  switchInstrument(option, planned, 'own~one!', false);
  expect(option.instruments).toEqual({ 'own~one!': null });
});

test('an event that arms have differently says so', () => {
  expect(scenarioEvents(INFO)).toEqual([{ name: 'influx-2022', event: INFO.arms[0]!.events['influx-2022'], everywhere: false }]);
  expect(freeName('funding_cut', ['funding-cut', 'funding-cut-2'])).toBe('funding-cut-3');
});
