import { expect, test } from 'vitest';
import { groupLevers } from '../../src/lib/groups';
import { fractionOf, niceStep, trackOf, valueText } from '../../src/lib/steps';
import { shareMoved } from '../../src/lib/option';
import { CORNERS, mixAt, nudged, pointOf, type Mix } from '../../src/lib/triangle';
import { chance, LEVERS } from './fixtures';

const grant = LEVERS.find((item) => item.name === 'grant_eur')!;

test('every lever is in one group, one of an unknown group among the others', () => {
  const strange = { ...LEVERS[0]!, name: 'new_lever', group: 'brand_new' };
  const inherited = { ...LEVERS[0]!, name: 'odd_lever', group: 'constructor' };
  const groups = groupLevers([...LEVERS, strange, inherited]);
  expect(groups.map((group) => group.name)).toEqual(['how', 'who', 'money', 'shared', 'other']);
  expect(groups.at(-1)!.levers).toEqual([strange, inherited]);
  expect(groups.flatMap((group) => group.levers)).toHaveLength(LEVERS.length + 2);
});

test.each([[1_200_000, 50_000], [45_000, 1_000], [1_500_000, 50_000], [9_000_000, 200_000]])('money around %i € steps by %i €', (preset, step) => {
  const track = trackOf(grant, preset, preset, 96);
  expect(track.step).toBe(step);
  expect(preset % track.step).toBe(0);
  expect(track.high).toBeGreaterThanOrEqual(3 * preset);
});

test('a value beyond the usual track makes it longer, up to the limit of the register', () => {
  expect(trackOf(grant, 45_000, 30_000_000, 96).high).toBe(30_000_000);
  expect(trackOf(grant, 0, 0, 96).low).toBe(0);
  expect(trackOf(grant, 0, 0, 96).high).toBeGreaterThan(0);
  expect(trackOf(grant, 50_000_000, 50_000_000, 96).high).toBe(50_000_000);
});

test('months end with the scenario, shares step by a twentieth', () => {
  expect(trackOf(LEVERS.find((item) => item.name === 'funding_months')!, 36, 36, 84)).toEqual({ low: 6, high: 84, step: 1 });
  expect(trackOf(LEVERS.at(-1)!, 0.3, 0.3, 84)).toEqual({ low: 0, high: 0.9, step: 0.05 });
});

test('odd presets are still met by their step', () => {
  const next = chance(5);
  for (let round = 0; round < 200; round += 1) {
    const preset = Math.round(next() * 1e5) * 100 + 100;
    const step = niceStep(preset, false);
    expect(step).toBeGreaterThan(0);
    expect(step).toBeLessThanOrEqual(preset / 20 + 1e-9);
  }
});

test('values are said with their unit in both languages', () => {
  const words = { month: (at: string) => `from ${at}`, months: (count: string) => `${count} m` };
  expect(valueText(24, 'month', 'en', words)).toBe('from 24');
  expect(valueText(0.25, 'share of staff time', 'bg', words)).toBe('25\u00a0%');
  expect(valueText(1_200_000, 'EUR', 'bg', words)).toBe('1,2\u00a0млн.\u00a0€');
  expect(valueText(3.5, 'FTE', 'en', words)).toBe('3.50 FTE');
  expect(fractionOf(0.5, { low: 0, high: 2, step: 1 })).toBe(0.25);
});

test('a mix comes back from its point', () => {
  const next = chance(6);
  for (let round = 0; round < 200; round += 1) {
    const [one, two] = [next(), next()].sort((a, b) => a - b) as [number, number];
    const mix: Mix = [one, two - one, 1 - two];
    mixAt(pointOf(mix)).forEach((share, at) => expect(share).toBeCloseTo(mix[at]!, 9));
  }
});

test('outside the triangle the nearest point of its edge counts', () => {
  expect(mixAt({ x: 100, y: -500 })).toEqual([1, 0, 0]);
  const [up, out, deep] = mixAt({ x: 100, y: 500 });
  expect([up, out, deep].map((share) => Number(share.toFixed(6)))).toEqual([0, 0.5, 0.5]);
  const far = mixAt({ x: CORNERS.out.x + 300, y: CORNERS.out.y + 300 });
  expect(far[1]).toBeCloseTo(1, 9);
});

test('arrow keys move where they point, and never out of the triangle', () => {
  const next = chance(7);
  let mix: Mix = [0.34, 0.33, 0.33];
  for (let round = 0; round < 500; round += 1) {
    const key = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'][Math.floor(next() * 4)]!;
    const before = pointOf(mix);
    mix = nudged(mix, key, 0.05, shareMoved)!;
    const after = pointOf(mix);
    expect(mix.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(Math.min(...mix)).toBeGreaterThanOrEqual(-1e-12);
    if (key === 'ArrowUp') expect(after.y).toBeLessThanOrEqual(before.y + 1e-9);
    if (key === 'ArrowRight') expect(after.x).toBeGreaterThanOrEqual(before.x - 1e-9);
    if (key === 'ArrowLeft') expect(after.x).toBeLessThanOrEqual(before.x + 1e-9);
  }
  expect(nudged(mix, 'Tab', 0.05, shareMoved)).toBeNull();
});
