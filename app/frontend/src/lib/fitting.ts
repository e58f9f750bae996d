// A link's wishes made to fit the scenario: what it names must exist, numbers must be in range.
import type { Read } from './link';
import type { Notice, NoticeCode } from './notices';
import { firstQuestion, instrumentNames, leverValue, MIX, PAYMENT, preset } from './option';
import type { EventInfo, InstrumentChange, Meta, Option, Question, ScenarioInfo } from './types';

const LARGEST_SEED = 4_294_967_295; // the scenario file's own limit
const LARGEST_SIZE = 10;
const TOLERANCE = 0.02; // simulation.scenario.crosschecks

/** The question that a link asks, as far as the scenario allows, and what was left out of it. */
export function fitLink(read: Read, meta: Meta, info: ScenarioInfo): { question: Question; names: string[]; notices: Notice[] } {
  const notices: Notice[] = [...read.notices];
  const say = (code: NoticeCode, what: string) => { notices.push({ code, what }); };
  const question = firstQuestion(info, meta.replications.full);
  if (read.seed !== null) question.seed = inside(read.seed, 0, LARGEST_SEED, () => say('link_bad_value', `seed ${read.seed}`));
  if (read.replications !== null) question.replications = inside(read.replications, 1, meta.most_replications, () => say('link_bad_value', `n ${read.replications}`));
  const isArm = (name: string) => info.arms.some((arm) => arm.name === name);
  if (read.reference !== null) {
    if (isArm(read.reference)) question.reference = read.reference;
    else say('link_unknown_arm', read.reference);
  }
  const names: string[] = [];
  const options: Option[] = [];
  read.options.forEach((option, at) => {
    if (!isArm(option.arm)) return say('link_unknown_arm', option.arm);
    if (options.length >= meta.most_options) return say('link_too_many_options', option.arm);
    options.push(fitOption(option, meta, info, say));
    names.push(read.names[at] ?? '');
  });
  if (options.length > 0) question.options = options;
  fitCircumstances(question, read, meta, info, say);
  if (read.version !== null && read.model !== null && (read.version !== meta.version || read.model !== meta.model)) {
    say('other_version', `${read.version} · ${read.model}`);
  }
  return { question, names: question.options.map((_, at) => names[at] ?? ''), notices };
}

function inside(value: number, low: number, high: number, bad: () => void): number {
  const kept = Math.min(high, Math.max(low, value));
  if (kept !== value) bad();
  return kept;
}

function fitOption(option: Option, meta: Meta, info: ScenarioInfo, say: (code: NoticeCode, what: string) => void): Option {
  const fitted = preset(option.arm);
  for (const [name, value] of Object.entries(option.levers)) {
    const lever = meta.levers.find((item) => item.name === name);
    if (!lever) { say('link_unknown_part', name); continue; }
    const high = lever.unit.startsWith('month') ? Math.min(lever.high, info.months) : lever.high;
    const kept = inside(value, lever.low, high, () => say('link_bad_value', `${name} ${value}`));
    fitted.levers[name] = lever.whole ? Math.round(kept) : kept;
  }
  const arm = info.arms.find((item) => item.name === option.arm);
  // What must add up and does not is left out together: half of it would mean something else.
  const sum = (names: readonly string[]) => names.reduce((total, name) => total + leverValue(fitted, arm, name, meta), 0);
  const isMixed = MIX.some((name) => name in fitted.levers);
  const isPlanned = MIX.some((name) => !(name in fitted.levers) && Object.keys(arm?.scheduled[name] ?? {}).length > 0);
  if (isMixed && (isPlanned || Math.abs(sum(MIX) - 1) > TOLERANCE)) leaveOut(fitted, MIX, say);
  if (sum(PAYMENT) > 1 + 1e-9) leaveOut(fitted, PAYMENT, say);
  for (const [name, change] of Object.entries(option.instruments)) {
    if (!instrumentNames(meta, info).includes(name)) { say('link_unknown_part', name); continue; }
    fitted.instruments[name] = change === null ? null : fitChange(change, info, () => say('link_bad_value', name));
  }
  return fitted;
}

function leaveOut(option: Option, names: readonly string[], say: (code: NoticeCode, what: string) => void): void {
  const left = names.filter((name) => name in option.levers);
  if (left.length > 0) say('link_bad_value', left.map((name) => `${name} ${option.levers[name]}`).join(' + '));
  for (const name of left) delete option.levers[name];
}

function fitChange(change: InstrumentChange, info: ScenarioInfo, bad: () => void): InstrumentChange {
  const fitted: InstrumentChange = {};
  if (change.start_month !== undefined) fitted.start_month = Math.round(inside(change.start_month, 0, info.months - 1, bad));
  if (change.end_month !== undefined) fitted.end_month = Math.round(inside(change.end_month, 1, info.months, bad));
  if (change.intensity !== undefined) fitted.intensity = inside(change.intensity, 0, 1, bad);
  if (fitted.end_month !== undefined && fitted.end_month <= (fitted.start_month ?? 0)) {
    bad();
    delete fitted.end_month;
  }
  return fitted;
}

function fitCircumstances(question: Question, read: Read, meta: Meta, info: ScenarioInfo, say: (code: NoticeCode, what: string) => void): void {
  const { circumstances } = question;
  for (const [name, event] of Object.entries(read.circumstances.events)) {
    const fitted = event === null ? null : fitEvent(event, meta, info, (what) => say('link_bad_value', `${name} ${what}`));
    if (fitted !== undefined) circumstances.events[name] = fitted;
    else say('link_unknown_part', name);
  }
  for (const [name, value] of Object.entries(read.circumstances.assumptions)) {
    const known = meta.assumptions.find((item) => item.name === name);
    if (!known) { say('link_unknown_part', name); continue; }
    circumstances.assumptions[name] = inside(value, known.low, known.high, () => say('link_bad_value', `${name} ${value}`));
  }
  circumstances.world = inside(read.circumstances.world, 0, Math.max(0, meta.worlds - 1), () => say('link_bad_value', `world ${read.circumstances.world}`));
}

function fitEvent(event: EventInfo, meta: Meta, info: ScenarioInfo, bad: (what: string) => void): EventInfo | undefined {
  if (!meta.event_kinds.includes(event.kind)) return undefined;
  if (event.place !== null && !info.places.some((place) => place.name === event.place)) return undefined;
  return {
    kind: event.kind, place: event.place,
    month: Math.round(inside(event.month, 0, info.months - 1, () => bad(`${event.month}`))),
    size: inside(event.size, 0, LARGEST_SIZE, () => bad(`${event.size}`)),
    duration_months: Math.round(inside(event.duration_months, 1, info.months, () => bad(`${event.duration_months}`))),
  };
}
