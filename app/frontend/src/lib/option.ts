// What an option's levers and instruments are: the preset's own, unless they were moved.
import type {
  ArmInfo, Circumstances, EventInfo, Instrument, InstrumentChange, Meta, Option, Question, ScenarioInfo,
} from './types';

// Sums that the model demands (simulation.scenario.crosschecks): the efforts add to 1, the ways
// to pay to at most 1.
export const MIX = ['effort_up_share', 'effort_out_share', 'effort_deep_share'] as const;
export const PAYMENT = ['oneoff_share', 'matched_share', 'endowed_share'] as const;

/** An option as its preset is. */
export const preset = (arm: string): Option => ({ arm, levers: {}, instruments: {} });

export const nothingElse = (): Circumstances => ({ events: {}, assumptions: {}, world: 0 });

/** The arm of a name; the reference where there is none. */
export function armOf(info: ScenarioInfo, name: string): ArmInfo | undefined {
  return info.arms.find((arm) => arm.name === name) ?? info.arms.find((arm) => arm.name === info.reference);
}

export const isChanged = (option: Option): boolean =>
  Object.keys(option.levers).length + Object.keys(option.instruments).length > 0;

export const isWorldChanged = (circumstances: Circumstances): boolean =>
  circumstances.world !== 0 || Object.keys(circumstances.assumptions).length > 0;

/** Where a lever stands: as moved, else as the preset has it, else the register's default. */
export function leverValue(option: Option, arm: ArmInfo | undefined, name: string, meta: Meta | null): number {
  return option.levers[name] ?? presetValue(arm, name, meta);
}

export function presetValue(arm: ArmInfo | undefined, name: string, meta: Meta | null): number {
  return arm?.levers[name] ?? meta?.levers.find((lever) => lever.name === name)?.default ?? 0;
}

/** The months in which the preset changes a lever; none where the lever was moved. */
export function plannedMonths(arm: ArmInfo | undefined, name: string): number[] {
  return Object.keys(arm?.scheduled[name] ?? {}).map(Number).sort((one, two) => one - two);
}

const clean = (value: number) => Math.round(value * 1e6) / 1e6;
const isSame = (one: number, two: number) => Math.abs(one - two) < 1e-9;

/** Move a lever, and with it those that must add up with it. */
export function moveLever(option: Option, arm: ArmInfo | undefined, name: string, value: number, meta: Meta | null): void {
  if (MIX.some((share) => share === name)) return moveMix(option, arm, shareMoved(mixOf(option, arm, meta), MIX.findIndex((share) => share === name), value), meta);
  option.levers[name] = clean(value);
  if (PAYMENT.some((share) => share === name)) makeRoom(option, arm, name, meta);
  forgetUnmoved(option, arm, [name, ...(PAYMENT.some((share) => share === name) ? PAYMENT : [])], meta);
}

/** The three efforts: up, out, deep. */
export function mixOf(option: Option, arm: ArmInfo | undefined, meta: Meta | null): [number, number, number] {
  const [up, out, deep] = MIX.map((name) => leverValue(option, arm, name, meta));
  return [up ?? 0, out ?? 0, deep ?? 0];
}

/** Set all three efforts; they add to 1 and lose their plan together. */
export function moveMix(option: Option, arm: ArmInfo | undefined, mix: readonly number[], meta: Meta | null): void {
  const whole = wholeMix(mix);
  MIX.forEach((name, at) => { option.levers[name] = whole[at] ?? 0; });
  const isPreset = MIX.every((name) => isSame(option.levers[name] ?? 0, presetValue(arm, name, meta)));
  const isPlanned = MIX.some((name) => plannedMonths(arm, name).length > 0);
  if (isPreset && !isPlanned) for (const name of MIX) delete option.levers[name];
}

/** Shares in whole percent that add to exactly 1: the largest takes what rounding leaves. */
export function wholeMix(mix: readonly number[]): [number, number, number] {
  const kept = mix.map((share) => Math.max(0, share));
  const total = kept.reduce((sum, share) => sum + share, 0) || 1;
  const percent = kept.map((share) => Math.round((100 * share) / total));
  const left = 100 - percent.reduce((sum, share) => sum + share, 0);
  const largest = percent.indexOf(Math.max(...percent));
  percent[largest] = (percent[largest] ?? 0) + left;
  const [up, out, deep] = percent.map((share) => share / 100);
  return [up ?? 0, out ?? 0, deep ?? 0];
}

/** One share set, the others keeping their proportion to each other. */
export function shareMoved(mix: readonly number[], at: number, value: number): [number, number, number] {
  const share = Math.min(1, Math.max(0, value));
  const others = mix.reduce((sum, item, index) => (index === at ? sum : sum + item), 0);
  const moved = mix.map((item, index) =>
    index === at ? share : others > 1e-9 ? (item / others) * (1 - share) : (1 - share) / 2);
  // The moved one keeps its value exactly; rounding falls on the others.
  const first = moved.findIndex((_, index) => index !== at);
  const second = moved.findIndex((_, index) => index !== at && index !== first);
  moved[at] = clean(Math.round(100 * share) / 100);
  moved[first] = clean(Math.round(100 * (moved[first] ?? 0)) / 100);
  moved[second] = clean(1 - (moved[at] ?? 0) - (moved[first] ?? 0));
  if ((moved[second] ?? 0) < 0) { moved[first] = clean((moved[first] ?? 0) + (moved[second] ?? 0)); moved[second] = 0; }
  const [up, out, deep] = moved;
  return [up ?? 0, out ?? 0, deep ?? 0];
}

function makeRoom(option: Option, arm: ArmInfo | undefined, moved: string, meta: Meta | null): void {
  const others = PAYMENT.filter((name) => name !== moved);
  const room = 1 - leverValue(option, arm, moved, meta);
  const taken = others.reduce((sum, name) => sum + leverValue(option, arm, name, meta), 0);
  if (taken <= room + 1e-9) return;
  // Round down, so that rounding never takes the sum above 1.
  for (const name of others) option.levers[name] = Math.floor(100 * ((leverValue(option, arm, name, meta) / taken) * room) + 1e-6) / 100;
}

function forgetUnmoved(option: Option, arm: ArmInfo | undefined, names: readonly string[], meta: Meta | null): void {
  for (const name of names) {
    const value = option.levers[name];
    if (value !== undefined && isSame(value, presetValue(arm, name, meta)) && plannedMonths(arm, name).length === 0) delete option.levers[name];
  }
}

/** Back to the preset; levers that must add up go together. */
export function resetLever(option: Option, name: string): void {
  const together = [MIX, PAYMENT].find((names) => names.some((item) => item === name));
  for (const item of together ?? [name]) delete option.levers[item];
}

const catalogued = (name: string, meta: Meta | null) => meta?.instruments.find((item) => item.name === name);

/** Names of all instruments that can be had: those of the catalogue, then others of the scenario's arms. */
export function instrumentNames(meta: Meta | null, info: ScenarioInfo | null): string[] {
  const ofArms = info?.arms.flatMap((arm) => Object.keys(arm.instruments)) ?? [];
  return [...new Set([...(meta?.instruments.map((item) => item.name) ?? []), ...ofArms])];
}

/**
 * What an instrument is when it is switched on: as in the arm itself, else as in the catalogue, else
 * as in the first arm that has it. The server does the same (analysis/explorer/changing.py). One
 * with no intensity has that of the catalogue, or 1.
 */
export function instrumentOffered(
  arm: ArmInfo | undefined, name: string, meta: Meta | null, info: ScenarioInfo | null,
): Instrument | undefined {
  const inArms = info?.arms.find((one) => Object.hasOwn(one.instruments, name));
  const source = [arm, inArms].map((one) => (one && Object.hasOwn(one.instruments, name) ? one.instruments[name] : undefined));
  const base = source[0] ?? catalogued(name, meta) ?? source[1];
  if (!base || base.intensity > 0) return base;
  return { ...base, intensity: catalogued(name, meta)?.intensity || 1 };
}

/** An instrument as it is used in an option; null where it is off. */
export function instrumentUsed(
  option: Option, arm: ArmInfo | undefined, name: string, meta: Meta | null, info: ScenarioInfo | null,
): Instrument | null {
  const change = option.instruments[name];
  if (change === null) return null;
  const own = arm?.instruments[name];
  if (change === undefined) return own && own.intensity > 0 ? own : null;
  const offered = instrumentOffered(arm, name, meta, info);
  if (!offered) return null;
  const used = { ...offered, ...change };
  return used.intensity > 0 ? used : null;
}

/** Switch an instrument on or off; back to the preset where that is what it has. */
export function switchInstrument(option: Option, arm: ArmInfo | undefined, name: string, isOn: boolean): void {
  delete option.instruments[name];
  const isOnAlready = (arm?.instruments[name]?.intensity ?? 0) > 0;
  if (isOnAlready !== isOn) option.instruments[name] = isOn ? {} : null;
}

/** Change when and how intensely an instrument is used. */
export function changeInstrument(option: Option, arm: ArmInfo | undefined, name: string, change: InstrumentChange): void {
  const now: InstrumentChange = { ...(option.instruments[name] ?? {}), ...change };
  const own = arm?.instruments[name];
  for (const key of ['start_month', 'end_month', 'intensity'] as const) {
    if (own && own.intensity > 0 && now[key] !== undefined && now[key] === own[key]) delete now[key];
  }
  if (own && own.intensity > 0 && Object.keys(now).length === 0) delete option.instruments[name];
  else option.instruments[name] = now;
}

/** The scenario's events, of all arms; `everywhere` says whether every arm has it alike. */
export function scenarioEvents(info: ScenarioInfo): { name: string; event: EventInfo; everywhere: boolean }[] {
  const names = [...new Set(info.arms.flatMap((arm) => Object.keys(arm.events)))];
  return names.flatMap((name) => {
    const found = info.arms.map((arm) => arm.events[name]);
    const event = found.find((item) => item !== undefined);
    return event ? [{ name, event, everywhere: found.every((item) => JSON.stringify(item) === JSON.stringify(event)) }] : [];
  });
}

/** A name for an added event that nothing has yet. */
export function freeName(kind: string, taken: readonly string[]): string {
  const stem = kind.replaceAll('_', '-');
  for (let at = 1; ; at += 1) {
    const name = at === 1 ? stem : `${stem}-${at}`;
    if (!taken.includes(name)) return name;
  }
}

/** The question with which a scenario opens: its first arm that is not the reference. */
export function firstQuestion(info: ScenarioInfo, replications: number): Question {
  const other = info.arms.find((arm) => arm.name !== info.reference) ?? info.arms[0];
  return {
    scenario: info.id, seed: info.seed, replications, reference: info.reference,
    options: [preset(other?.name ?? info.reference)], circumstances: nothingElse(),
  };
}
