// Every route of the server, typed; whatever goes wrong becomes a Failure with a code.
import type {
  Answer, Job, Meta, Problem, Question, ScenarioInfo, Typical,
} from './types';

export type * from './types';

/** What went wrong, as a code that the page puts into words. */
export class Failure extends Error {
  constructor(
    readonly code: string,
    readonly status = 0,
    readonly problems: Problem[] = [],
    readonly retrySeconds = 0,
    readonly details: Record<string, unknown> = {},
  ) {
    super(code);
    this.name = 'Failure';
  }
}

/** The request was overtaken by the page itself: nothing to tell anybody. */
export const isStopped = (error: unknown): boolean =>
  error instanceof Failure && error.code === 'stopped';

const CONNECT_MILLISECONDS = 5000;

interface Request { method?: string; body?: string; type?: string; fileName?: string; signal?: AbortSignal; patient?: boolean }

/** A request whose server is probed every five seconds, so that a dead one is noticed. */
async function ask(path: string, request: Request = {}): Promise<string> {
  const stop = new AbortController();
  let isDead = false;
  const onOutside = () => stop.abort();
  if (request.signal?.aborted) throw new Failure('stopped');
  request.signal?.addEventListener('abort', onOutside);
  const giveUp = () => { isDead = true; stop.abort(); };
  const watch = setInterval(() => {
    if (!request.patient) giveUp();
    else health().catch(giveUp);
  }, CONNECT_MILLISECONDS);
  try {
    const headers: Record<string, string> = request.body === undefined ? {} : { 'Content-Type': request.type ?? 'application/json' };
    if (request.fileName !== undefined) headers['X-File-Name'] = encodeURIComponent(request.fileName);
    const given = { method: request.method ?? 'GET', headers, signal: stop.signal, cache: 'no-store' as const };
    const response = await fetch(path, request.body === undefined ? given : { ...given, body: request.body });
    if (!response.ok) throw await failureOf(response);
    return await response.text();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(request.signal?.aborted && !isDead ? 'stopped' : 'unreachable');
  } finally {
    clearInterval(watch);
    request.signal?.removeEventListener('abort', onOutside);
  }
}

async function failureOf(response: Response): Promise<Failure> {
  const fallback: Record<number, string> = { 404: 'not_found', 413: 'too_large', 422: 'bad_request', 503: 'busy' };
  let told: Record<string, unknown> = {};
  try {
    const body: unknown = await response.json();
    if (body !== null && typeof body === 'object' && !Array.isArray(body)) told = body as Record<string, unknown>;
  } catch { /* an error page that is no JSON: its status says enough */ }
  const code = typeof told.code === 'string' ? told.code : fallback[response.status] ?? 'server_error';
  const problems = Array.isArray(told.problems) ? (told.problems as Problem[]) : [];
  const retry = Number(response.headers.get('Retry-After') ?? 0);
  return new Failure(code, response.status, problems, Number.isFinite(retry) ? retry : 0, told);
}

async function json<T>(path: string, request: Request = {}): Promise<T> {
  const text = await ask(path, request);
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Failure('server_error', 200);
  }
}

const post = (body: unknown, signal?: AbortSignal): Request => ({
  method: 'POST', body: JSON.stringify(body), patient: true, ...(signal ? { signal } : {}),
});

/** Whether the model is ready; `state` is `ready` or `preparing`. */
export const health = () => json<{ state: string }>('/api/health');
export const meta = () => json<Meta>('/api/meta');
export const scenario = (id: string, signal?: AbortSignal) =>
  json<ScenarioInfo>(`/api/scenarios/${encodeURIComponent(id)}`, { patient: true, ...(signal ? { signal } : {}) });
/** The name of the file only makes what is said about its problems clearer. */
export const upload = (text: string, fileName: string) =>
  json<ScenarioInfo>('/api/upload', { method: 'POST', body: text, type: 'text/yaml', fileName, patient: true });
export const answer = (question: Question, draft: boolean, signal?: AbortSignal) =>
  json<Answer>('/api/answer', post({ ...question, draft }, signal));
export const typical = (question: Question, at: number, signal?: AbortSignal) =>
  json<Typical>('/api/typical', post({ ...question, at }, signal));
export const startJob = (kind: Job['kind'], question: Question, outcome: string) =>
  json<{ id: string }>('/api/jobs', post({ kind, ...question, outcome }));
export const job = (id: string) => json<Job>(`/api/jobs/${encodeURIComponent(id)}`, { patient: true });
export const stopJob = (id: string) =>
  ask(`/api/jobs/${encodeURIComponent(id)}`, { method: 'DELETE' }).then(() => undefined);
export const world = (at: number) => json<{ world: number; values: Record<string, number> }>(`/api/worlds/${at}`);
export const csv = (question: Question) => ask('/api/csv', post(question));
export const scenarioFile = (question: Question) =>
  ask('/api/scenario-file', post(question));
