// The view as the query of an address, and back. Parts of a list stand between ~, a key and its
// value between !; both, and %, are escaped where a name holds them.
import type { Language } from './format';
import type { Notice } from './notices';
import type { Circumstances, InstrumentChange, Option, Question } from './types';

/** What a link says. */
export interface Seen { question: Question; names: string[]; language: Language; version: string; model: string }
/** What could be read of a link; nothing of it was checked against a scenario yet. */
export interface Read {
  scenario: string | null; seed: number | null; replications: number | null; reference: string | null;
  options: Option[]; names: string[]; circumstances: Circumstances;
  language: Language | null; version: string | null; model: string | null; notices: Notice[];
}

const escaped = (text: string) => text.replace(/[%~!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
const plain = (text: string) => text.replace(/%(25|7E|21)/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
const parts = (...items: string[]) => items.map(escaped).join('!');
const encoded = (text: string) => encodeURIComponent(text).replaceAll('%20', '+');

/** The query of a view, with its question mark. */
export function writeLink(seen: Seen): string {
  const { question } = seen;
  const rows: [string, string][] = [
    ['s', question.scenario], ['seed', String(question.seed)], ['n', String(question.replications)], ['r', question.reference],
    ...question.options.map((option, at): [string, string] => ['o', writeOption(option, seen.names[at] ?? '')]),
    ...Object.entries(question.circumstances.events).map(([name, event]): [string, string] => ['e', event === null
      ? escaped(name)
      : parts(name, event.kind, String(event.month), String(event.size), String(event.duration_months), ...(event.place === null ? [] : [event.place]))]),
    ...Object.entries(question.circumstances.assumptions).map(([name, value]): [string, string] => ['a', parts(name, String(value))]),
  ];
  if (question.circumstances.world !== 0) rows.push(['w', String(question.circumstances.world)]);
  rows.push(['l', seen.language], ['v', seen.version], ['m', seen.model]);
  return `?${rows.map(([key, value]) => `${key}=${encoded(value)}`).join('&')}`;
}

function writeOption(option: Option, name: string): string {
  const pieces = [escaped(option.arm)];
  if (name !== '') pieces.push(parts('n', name));
  for (const [lever, value] of Object.entries(option.levers)) pieces.push(parts('l', lever, String(value)));
  for (const [instrument, change] of Object.entries(option.instruments)) {
    pieces.push(change === null ? parts('x', instrument) : parts('i', instrument, ...changeText(change)));
  }
  return pieces.join('~');
}

const changeText = (change: InstrumentChange) =>
  [change.start_month, change.end_month, change.intensity].map((value) => (value === undefined ? '' : String(value)));

/** Read a query; what cannot be read is left out and noted. */
export function readLink(query: string): Read {
  const notices: Notice[] = [];
  const bad = (what: string) => { notices.push({ code: 'link_unreadable', what: what.slice(0, 80) }); };
  const asked = new URLSearchParams(query);
  const whole = (key: string): number | null => {
    const text = asked.get(key);
    if (text === null) return null;
    if (/^\d{1,10}$/.test(text)) return Number(text);
    bad(`${key}=${text}`);
    return null;
  };
  const read: Read = {
    scenario: asked.get('s'), seed: whole('seed'), replications: whole('n'), reference: asked.get('r'),
    options: [], names: [], circumstances: { events: {}, assumptions: {}, world: whole('w') ?? 0 },
    language: null, version: asked.get('v'), model: asked.get('m'), notices,
  };
  const language = asked.get('l');
  if (language === 'en' || language === 'bg') read.language = language;
  else if (language !== null) bad(`l=${language}`);
  for (const text of asked.getAll('o')) {
    const { option, name } = readOption(text, bad);
    read.options.push(option);
    read.names.push(name);
  }
  for (const text of asked.getAll('e')) readEvent(text, read.circumstances, bad);
  for (const text of asked.getAll('a')) {
    const [name = '', value = '', ...rest] = text.split('!').map(plain);
    const number = numberOf(value);
    if (name === '' || number === null || rest.length > 0) bad(`a=${text}`);
    else own(read.circumstances.assumptions, name, number);
  }
  return read;
}

/** Set a key as the object's own, whatever it is called. */
function own<Value>(target: Record<string, Value>, key: string, value: Value): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function numberOf(text: string): number | null {
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

function readOption(text: string, bad: (what: string) => void): { option: Option; name: string } {
  const [arm = '', ...pieces] = text.split('~');
  const option: Option = { arm: plain(arm), levers: {}, instruments: {} };
  let name = '';
  for (const piece of pieces) {
    const [kind, key = '', ...values] = piece.split('!').map(plain);
    const first = numberOf(values[0] ?? '');
    if (kind === 'n' && key !== '' && values.length === 0) name = key.slice(0, 120);
    else if (kind === 'l' && values.length === 1 && first !== null) own(option.levers, key, first);
    else if (kind === 'x' && key !== '' && values.length === 0) own(option.instruments, key, null);
    else if (kind === 'i' && key !== '' && values.length === 3) readChange(option, key, values, () => bad(`o=${piece}`));
    else bad(`o=${piece}`);
  }
  return { option, name };
}

function readChange(option: Option, key: string, values: string[], bad: () => void): void {
  const change: InstrumentChange = {};
  (['start_month', 'end_month', 'intensity'] as const).forEach((field, at) => {
    const text = values[at] ?? '';
    if (text === '') return;
    const value = numberOf(text);
    if (value === null) bad();
    else change[field] = value;
  });
  own(option.instruments, key, change);
}

function readEvent(text: string, circumstances: Circumstances, bad: (what: string) => void): void {
  const [name = '', kind, ...rest] = text.split('!').map(plain);
  const [month, size, duration] = rest.slice(0, 3).map(numberOf);
  if (name !== '' && kind === undefined) own(circumstances.events, name, null);
  else if (name !== '' && kind !== undefined && month != null && size != null && duration != null && rest.length <= 4) {
    own(circumstances.events, name, { kind, month, size, duration_months: duration, place: rest[3] ?? null });
  } else bad(`e=${text}`);
}
