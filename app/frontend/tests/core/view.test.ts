import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Question } from '../../src/lib/types';
import { View } from '../../src/lib/view.svelte';
import { answerOf, INFO, META } from './fixtures';

// A server that can be ill: what it was asked, what it says.
interface Told { status?: number; body?: unknown; headers?: Record<string, string> }
let asked: { path: string; body: (Question & { draft: boolean }) | string | null }[] = [];
let state = 'ready';
let isGone = false;
let special: (path: string, body: unknown) => Told | undefined = () => undefined;
let uploads = 0;

function respond(path: string, body: unknown): Told {
  const told = special(path, body);
  if (told) return told;
  if (path === '/api/health') return { body: { state } };
  if (path === '/api/meta') return { body: META };
  if (path === '/api/upload') return { body: { ...INFO, id: `u${++uploads}`, shipped: false } };
  if (path.startsWith('/api/scenarios/')) return { body: { ...INFO, id: path.split('/').at(-1) } };
  if (path === '/api/answer') return { body: answerOf((body as Question).options.length + 1, (body as { draft: boolean }).draft) };
  return { status: 404, body: { code: 'not_found' } };
}

const answers = () => asked.filter((item) => item.path === '/api/answer').map((item) => item.body as Question & { draft: boolean });
const later = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
let view: View;

beforeEach(() => {
  vi.useFakeTimers();
  [asked, state, isGone, special, uploads] = [[], 'ready', false, () => undefined, 0];
  vi.stubGlobal('document', { documentElement: { lang: '' } });
  vi.stubGlobal('fetch', async (path: string, given: RequestInit) => {
    await new Promise((done) => setTimeout(done, 5));
    if (isGone) throw new TypeError('Failed to fetch');
    const body = typeof given.body === 'string' && path !== '/api/upload' ? JSON.parse(given.body) : given.body ?? null;
    asked.push({ path, body });
    const { status = 200, body: told, headers = {} } = respond(path, body);
    return new Response(JSON.stringify(told), { status, headers });
  });
  view = new View();
});
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); });

async function started(query = ''): Promise<void> {
  void view.start(query);
  await vi.dynamicImportSettled();
  await later(100);
}
const grant = (value: number) => (question: Question) => { question.options[0]!.levers.grant_eur = value; };

test('the page opens the usual scenario and has its full answer', async () => {
  await started();
  expect(view.info?.id).toBe('strategies');
  expect(answers()).toHaveLength(1);
  expect(answers()[0]).toMatchObject({ scenario: 'strategies', draft: false, replications: 200, options: [{ arm: 'up' }] });
  expect(view.answer?.arms).toHaveLength(2);
  expect([view.busy, view.problem, view.notices]).toEqual([false, null, []]);
});

test('it waits while the model is prepared', async () => {
  state = 'preparing';
  void view.start('');
  await later(1200);
  expect([view.stage, view.info]).toEqual(['preparing', null]);
  state = 'ready';
  await later(600);
  expect([view.stage, view.info?.id]).toEqual(['ready', 'strategies']);
});

test('a link opens its view; a link to an unknown scenario is said', async () => {
  await started('?s=bureau&seed=5&o=planned&l=bg');
  expect(view.question).toMatchObject({ scenario: 'bureau', seed: 5, options: [{ arm: 'planned' }] });
  special = (path) => (path === '/api/scenarios/atlantis' ? { status: 404, body: { code: 'not_found' } } : undefined);
  view = new View();
  await started('?s=atlantis&l=xx');
  expect(view.info?.id).toBe('strategies');
  expect(view.notices.map((notice) => notice.code).sort()).toEqual(['link_unknown_scenario', 'link_unreadable']);
});

test('the address of an uploaded file opens it, or says that it is no longer kept', async () => {
  let isKept = true;
  special = (path) => (path !== '/api/scenarios/u9' ? undefined
    : isKept ? { body: { ...INFO, id: 'u9', shipped: false } } : { status: 404, body: { code: 'gone' } });
  await started('?s=u9&seed=5');
  expect([view.info?.id, view.question.seed, view.notices, view.link]).toEqual(['u9', 5, [], null]);
  expect(view.address).toContain('s=u9&seed=5');
  isKept = false;
  view = new View();
  await started('?s=u9&seed=5');
  expect([view.info?.id, view.notices.map((notice) => notice.code)]).toEqual(['strategies', ['link_gone']]);
});

test('its own link brings the view back', async () => {
  await started();
  view.change(grant(5));
  view.save('Mine & yours');
  await later(100);
  const { question, names, link } = view;
  view = new View();
  await started(link!);
  expect(view.question).toEqual(question);
  expect(view.names).toEqual(names);
  expect(view.notices).toEqual([]);
});

test('dragging asks for drafts, its end for the full answer, and it is one step to undo', async () => {
  await started();
  for (const value of [1, 2, 3]) {
    view.dragging(grant(value));
    await later(20);
  }
  view.settle();
  await later(100);
  expect(answers().slice(1).map((item) => [item.options[0]!.levers.grant_eur, item.draft])).toEqual([[1, true], [2, true], [3, true], [3, false]]);
  view.undo();
  expect(view.question.options[0]!.levers).toEqual({});
  expect([view.canUndo, view.canRedo]).toEqual([false, true]);
  view.redo();
  await later(100);
  expect(view.question.options[0]!.levers).toEqual({ grant_eur: 3 });
  expect(answers().at(-1)!.options[0]!.levers).toEqual({ grant_eur: 3 });
});

test('key presses in a row are one step, after a pause another', async () => {
  await started();
  view.dragging(grant(1));
  await later(100);
  view.dragging(grant(2));
  await later(400);
  expect(answers().at(-1)!.draft).toBe(false);
  view.dragging(grant(3));
  await later(400);
  view.undo();
  expect(view.question.options[0]!.levers.grant_eur).toBe(2);
  view.undo();
  expect(view.question.options[0]!.levers.grant_eur).toBeUndefined();
});

test('a drag that comes back to where it began leaves no step', async () => {
  await started();
  view.dragging(grant(1));
  view.dragging((question) => { delete question.options[0]!.levers.grant_eur; });
  view.settle();
  expect(view.canUndo).toBe(false);
});

test('options are kept beside, up to four, taken back and dropped; arms of the answer follow at once', async () => {
  await started();
  view.change(grant(1));
  await later(50);
  view.save('First');
  expect(view.answer!.arms).toHaveLength(3);
  view.change(grant(2));
  await later(50);
  view.save();
  view.save();
  view.save();
  await later(50);
  expect(view.question.options.map((option) => option.levers.grant_eur)).toEqual([2, 1, 2, 2]);
  expect(view.names).toEqual(['', 'First', '', '']);
  expect(view.isFull).toBe(true);
  view.take(1);
  expect(view.question.options[0]!.levers.grant_eur).toBe(1);
  view.drop(2);
  expect(view.question.options.map((option) => option.levers.grant_eur)).toEqual([1, 1, 2]);
  expect(view.answer!.arms).toHaveLength(4);
  view.drop(0);
  expect(view.question.options).toHaveLength(3);
  view.reset();
  expect(view.question.options[0]).toEqual({ arm: 'up', levers: {}, instruments: {} });
  expect(view.question.options).toHaveLength(3);
});

test('a server that is away is told, and back by itself with the last choice answered', async () => {
  await started();
  isGone = true;
  view.change(grant(8));
  await later(50);
  expect([view.problem?.code, view.busy]).toEqual(['unreachable', false]);
  await later(5000);
  expect(view.problem?.code).toBe('unreachable');
  isGone = false;
  await later(2500);
  expect(view.problem).toBeNull();
  expect(answers().at(-1)!.options[0]!.levers.grant_eur).toBe(8);
});

test('a server away from the start is waited for', async () => {
  isGone = true;
  await started('?s=bureau');
  expect(view.problem?.code).toBe('unreachable');
  isGone = false;
  await later(3000);
  expect([view.problem, view.info?.id]).toEqual([null, 'bureau']);
});

test('a busy server is asked again when it says', async () => {
  await started();
  let count = 0;
  special = (path) => (path === '/api/answer' && ++count === 1 ? { status: 503, body: { code: 'busy' }, headers: { 'Retry-After': '3' } } : undefined);
  view.change(grant(8));
  await later(100);
  expect(view.problem?.code).toBe('busy');
  await later(2500);
  expect(count).toBe(1);
  await later(600);
  expect([count, view.problem]).toEqual([2, null]);
});

test('refused choices keep the last picture and tell the problems', async () => {
  await started();
  const before = view.answer;
  const problem = { file: '', line: null, place: 'x', got: 'y', expected: 'z', nearest: null, text: '' };
  special = (path) => (path === '/api/answer' ? { status: 422, body: { code: 'bad_request', problems: [problem] } } : undefined);
  view.change(grant(8));
  await later(100);
  expect(view.problem?.problems).toEqual([problem]);
  expect(view.answer).toBe(before);
  special = () => undefined;
  view.undo();
  await later(100);
  expect(view.problem).toBeNull();
});

test('a forgotten file is given again, the choices kept', async () => {
  await started();
  void view.upload('title: x', 'mine.yaml');
  await later(100);
  expect([view.info?.id, view.link]).toEqual(['u1', null]);
  expect(view.notices.map((notice) => notice.code)).toEqual(['uploaded_no_link']);
  special = (path, body) => (path === '/api/answer' && (body as Question).scenario === 'u1' ? { status: 404, body: { code: 'gone' } } : undefined);
  view.change(grant(9));
  await later(200);
  expect(asked.filter((item) => item.path === '/api/upload').map((item) => item.body)).toEqual(['title: x', 'title: x']);
  expect(answers().at(-1)).toMatchObject({ scenario: 'u2', options: [{ levers: { grant_eur: 9 } }] });
  expect(view.problem).toBeNull();
  view.undo();
  expect(view.question.scenario).toBe('u2');
});

test('a file that is refused now asks for the file again', async () => {
  await started();
  void view.upload('title: x', 'mine.yaml');
  await later(100);
  special = (path) => (path === '/api/answer' ? { status: 404, body: { code: 'gone' } } : path === '/api/upload' ? { status: 422, body: { code: 'bad_file', problems: [] } } : undefined);
  view.change(grant(9));
  await later(200);
  expect(view.problem?.code).toBe('gone');
});

test('a bad file leaves the page as it was', async () => {
  await started();
  const { info, answer } = view;
  special = (path) => (path === '/api/upload' ? { status: 422, body: { code: 'bad_file', problems: [] } } : undefined);
  void view.upload('[', 'bad.yaml');
  await later(100);
  expect([view.problem?.code, view.busy]).toEqual(['bad_file', false]);
  expect([view.info, view.answer]).toEqual([info, answer]);
});

test('the answer to a scenario that was left is not drawn under another', async () => {
  await started();
  special = (path, body) => (path === '/api/answer' && (body as Question).scenario === 'strategies' ? { body: answerOf(9) } : undefined);
  view.change(grant(9));
  void view.open('bureau');
  await later(200);
  expect(view.info?.id).toBe('bureau');
  expect(view.answer?.arms).toHaveLength(2);
});

test('a silent server is given up after five seconds', async () => {
  vi.stubGlobal('fetch', (_: string, given: RequestInit) => new Promise((_, reject) => given.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))));
  void view.start('');
  await later(4900);
  expect(view.problem).toBeNull();
  await later(200);
  expect(view.problem?.code).toBe('unreachable');
});
