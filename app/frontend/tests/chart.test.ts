import { describe, expect, it } from 'vitest';
import { axisAround, piled } from '../src/lib/chart/dots';
import { decimalsOn, laneHeights, monthTicks, topOfLines, type Line } from '../src/lib/chart/lines';
import { leversAt, looksOf, pureWay } from '../src/lib/chart/looks';
import { bandPath, linePath, markerPath, markersPath } from '../src/lib/chart/paths';
import { decimalsOf, place, stepOf, ticksOf, topOf } from '../src/lib/chart/scale';
import type { ArmInfo, Question, ScenarioInfo } from '../src/lib/types';

const look = { colour: '#666666', dash: '', marker: 'o', filled: true } as const;
const same = (value: number): number => value;

describe('axes', () => {
  it('write round numbers from zero to beyond the largest value', () => {
    for (const largest of [0.0003, 0.07, 1, 9.99, 331, 4200, 1.7e6]) {
      const top = topOf(largest);
      const ticks = ticksOf(0, top);
      expect(top).toBeGreaterThanOrEqual(largest);
      expect(top).toBeLessThan(2 * largest);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBe(top);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(new Set(ticks.map((tick) => tick.toFixed(decimalsOf(ticks)))).size).toBe(ticks.length);
    }
  });
  it('still exist where nothing happens or a number is undefined', () => {
    expect(topOf(0)).toBe(1);
    expect(topOf(Number.NaN)).toBe(1);
    expect(stepOf(0, 4)).toBe(1);
  });
  it('write 0.3 in steps of 0.1 in spite of binary fractions', () => {
    expect(ticksOf(0, 0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
  });
  it('place the ends at the ends, also upside down', () => {
    const y = place(0, 50, 100, 0);
    expect([y(0), y(25), y(50)]).toEqual([100, 50, 0]);
    expect(place(3, 3, 10, 20)(3)).toBe(10);
  });
  it('hold zero, whichever side the differences lie on', () => {
    for (const values of [[-5, -2], [2, 5], [-1, 3], [0], []]) {
      const { low, high, ticks } = axisAround(values);
      expect(low).toBeLessThanOrEqual(0);
      expect(high).toBeGreaterThanOrEqual(0);
      expect(high).toBeGreaterThan(low);
      expect(ticks).toContain(0);
    }
  });
  it('write whole years, fewer of them on a phone', () => {
    expect(monthTicks(95, 900)).toEqual([0, 12, 24, 36, 48, 60, 72, 84]);
    expect(monthTicks(95, 250).length).toBeLessThanOrEqual(6);
    for (const width of [10, 200, 600]) {
      expect(monthTicks(119, width).every((month) => month % 12 === 0)).toBe(true);
    }
  });
  it('end above the band, not only above the line', () => {
    const line: Line = { label: '', look, low: [1], mean: [2], high: [9] };
    expect(topOfLines([line])).toBeGreaterThanOrEqual(9);
    expect(topOfLines([])).toBe(1);
  });
  it('are read with about as many digits as the eye can tell apart', () => {
    expect([decimalsOn(600), decimalsOn(15), decimalsOn(1)]).toEqual([0, 1, 2]);
  });
});

describe('paths', () => {
  it('go through every month', () => {
    expect(linePath([1, 2.04, 3], same, same)).toBe('M0 1L1 2L2 3');
  });
  it('break where a value is undefined', () => {
    expect(linePath([1, Number.NaN, 3], same, same)).toBe('M0 1M2 3');
  });
  it('go there above and back below', () => {
    expect(bandPath([0, 1], [2, 3], same, same)).toBe('M0 2L1 3L1 1L0 0Z');
    expect(bandPath([], [], same, same)).toBe('');
    expect(bandPath([1], [1, 2], same, same)).toBe('');
  });
  it('mark once a year', () => {
    const path = markersPath('^', Array.from({ length: 25 }, () => 0), same, same);
    expect(path.match(/M/g)).toHaveLength(3);
  });
  it('give every marker a shape of its own', () => {
    const shapes = (['o', '^', 's', 'D', 'P', 'X', 'v', '*'] as const).map((one) => markerPath(one, 0, 0));
    expect(new Set(shapes).size).toBe(shapes.length);
  });
  it('pile dots that meet and leave others on the ground', () => {
    expect(piled([0, 1, 20, 0.5], 6)).toEqual([0, 1, 0, 2]);
  });
  it('lay lanes below each other without overlap', () => {
    const span = { look, from: 0, until: 3, mark: 0 };
    const lanes = laneHeights([{ label: 'a', spans: [span, span] }, { label: 'b', spans: [span] }], 100);
    expect(lanes[1]?.top).toBe(lanes[0]?.bottom);
    expect(lanes[0]?.rows[0]).toBeLessThan(lanes[0]?.rows[1] ?? 0);
    expect(lanes[0]?.rows[1]).toBeLessThan(lanes[0]?.bottom ?? 0);
  });
});

const arm = (name: string, mix: [number, number, number], pooled = 0.3): ArmInfo => ({
  name, label: name, description: '', scheduled: {}, instruments: {}, events: {},
  levers: {
    effort_up_share: mix[0], effort_out_share: mix[1], effort_deep_share: mix[2],
    contribution_share: pooled,
  },
});
const info = {
  arms: [
    arm('even', [0.34, 0.33, 0.33]), arm('up', [1, 0, 0]), arm('out', [0, 1, 0], 0),
    { ...arm('later', [0, 0, 1]), scheduled: { effort_deep_share: { 12: 0 } } },
  ],
} as unknown as ScenarioInfo;
const ask = (...options: Question['options']): Question => ({
  scenario: 's', seed: 1, replications: 10, reference: 'even', options,
  circumstances: { events: {}, assumptions: {}, world: 0 },
});
const option = (name: string, levers: Record<string, number> = {}): Question['options'][number] => ({
  arm: name, levers, instruments: {},
});
const colours = { up: '#0072B2', out: '#D55E00', deep: '#009E73', reference: '#666666', others: '#CC79A7 #E69F00' };

describe('looks', () => {
  it('keep the colours of the pure ways and outline what is not pooled', () => {
    const [reference, up, out] = looksOf(info, ask(option('up'), option('out')), colours);
    expect(reference).toMatchObject({ colour: '#666666', marker: 'o', filled: true });
    expect(up).toMatchObject({ colour: '#0072B2', marker: '^', filled: true });
    expect(out).toMatchObject({ colour: '#D55E00', marker: 's', filled: false });
  });
  it('never give two arms the same look', () => {
    const looks = looksOf(info, ask(option('up'), option('up'), option('even'), option('later')), colours);
    expect(new Set(looks.map((one) => one.colour + one.marker)).size).toBe(5);
  });
  it('colour nothing by its mix where all mixes are alike', () => {
    const [, other] = looksOf(info, { ...ask(option('up')), reference: 'up' }, colours);
    expect(other?.colour).toBe('#CC79A7');
  });
  it('take a strategy that changes on the way for no pure one, unless the lever was moved', () => {
    expect(pureWay(info, ask(option('later')), 1)).toBeNull();
    expect(pureWay(info, ask(option('later', { effort_deep_share: 1 })), 1)).toBe(2);
    expect(pureWay(info, ask(option('even', { effort_up_share: 0.95, effort_out_share: 0.05, effort_deep_share: 0 })), 1)).toBe(0);
  });
  it('see moved levers', () => {
    expect(leversAt(info, ask(option('out', { contribution_share: 0.5 })), 1).contribution_share).toBe(0.5);
    expect(leversAt(info, ask(option('unknown')), 1)).toEqual({});
  });
});
