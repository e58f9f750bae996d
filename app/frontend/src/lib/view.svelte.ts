// The one state of the page: what is asked, what was answered, what went wrong.
import { speak, speech } from '../i18n/words.svelte';
import * as api from './api';
import { Failure, isStopped } from './api';
import { fitLink } from './fitting';
import type { Language } from './format';
import { Latest } from './latest';
import { readLink, writeLink, type Read } from './link';
import type { Notice, NoticeCode } from './notices';
import { firstQuestion, nothingElse, preset } from './option';
import type { Answer, Meta, Question, ScenarioInfo } from './types';
import { History } from './undo';

const FIRST = 'strategies'; // what the page opens with where no link says otherwise
const PATIENCE_MILLISECONDS = 2000;

interface Kept { question: Question; names: string[] }
type Mutator = (question: Question) => void;

/** Speak a language; where its words cannot be fetched, the server cannot be reached. */
async function fetchWords(language: Language): Promise<void> {
  try {
    await speak(language);
  } catch {
    throw new Failure('unreachable');
  }
}

export class View {
  // Raw: each is replaced as a whole, never changed in place; change it through the methods.
  meta = $state.raw<Meta | null>(null);
  info = $state.raw<ScenarioInfo | null>(null);
  question = $state.raw<Question>({ scenario: '', seed: 1, replications: 200, reference: '', options: [], circumstances: nothingElse() });
  names = $state.raw<string[]>([]); // what saved options are called; '' for a name made from the preset
  answer = $state.raw<Answer | null>(null);
  private answered = $state.raw(''); // the question that the answer answers
  busy = $state(false);
  problem = $state.raw<Failure | null>(null);
  notices = $state.raw<Notice[]>([]);
  stage = $state<'starting' | 'preparing' | 'ready'>('starting');
  canUndo = $state(false);
  canRedo = $state(false);

  private held: { text: string; fileName: string } | null = null;
  private history = new History<Kept>();
  private isDragging = false;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private forNext: Notice[] = []; // said when the next scenario is there
  private opening = 0;
  private retry: () => void = () => undefined;
  private latest = new Latest<Question, Answer>(
    {
      run: (question, draft, signal) => api.answer(question, draft, signal),
      draw: (answer, question) => {
        this.answered = JSON.stringify(question);
        this.answer = answer;
        this.problem = null;
      },
      fail: (error) => this.fail(error, () => this.latest.again(this.question)),
      busy: (isBusy) => { this.busy = isBusy; },
    },
    () => this.settle(),
  );

  /** Switch the page to a language. */
  async speak(language: Language): Promise<void> {
    try {
      await fetchWords(language);
    } catch (error) {
      this.fail(error, () => void this.speak(language));
    }
  }

  /** Wait for the model, then open what the address asks for, in its language or the browser's. */
  async start(query: string, browser = ''): Promise<void> {
    const read = readLink(query);
    try {
      await fetchWords(read.language ?? (browser.startsWith('bg') ? 'bg' : speech.language));
      const { state } = await api.health();
      if (state === 'preparing') {
        this.stage = 'preparing';
        this.problem = null;
        this.later(() => void this.start(query, browser), 500);
        return;
      }
      this.meta = await api.meta();
      this.stage = 'ready';
      this.problem = null;
    } catch (error) {
      this.fail(error, () => void this.start(query, browser));
      return;
    }
    this.forNext = [];
    await this.open(read.scenario ?? this.first, read);
  }

  /** What the page opens with where no link says otherwise. */
  private get first(): string {
    const shipped = this.meta?.scenarios.map((item) => item.id) ?? [];
    return shipped.includes(FIRST) ? FIRST : shipped[0] ?? '';
  }

  /** Open a scenario as it is, or as a link has it. */
  async open(scenarioId: string, read?: Read): Promise<void> {
    const opening = ++this.opening;
    this.latest.forget();
    this.busy = true;
    try {
      const info = await api.scenario(scenarioId);
      if (opening !== this.opening) return;
      this.held = null;
      this.show(info, read);
    } catch (error) {
      if (opening !== this.opening) return;
      if (read && error instanceof Failure && ['gone', 'not_found'].includes(error.code)) {
        // A link to what is not here opens the usual situation, and says so.
        this.forNext = [...read.notices, { code: error.code === 'gone' ? 'link_gone' : 'link_unknown_scenario', what: scenarioId.slice(0, 80) }];
        await this.open(this.first);
        return;
      }
      this.busy = false;
      this.fail(error, () => void this.open(scenarioId, read));
    }
  }

  /** Open a scenario file of the reader's own. */
  async upload(text: string, fileName: string): Promise<void> {
    const opening = ++this.opening;
    this.busy = true;
    try {
      const info = await api.upload(text, fileName);
      if (opening !== this.opening) return;
      this.held = { text, fileName };
      this.show(info);
      this.say('uploaded_no_link', fileName);
    } catch (error) {
      if (opening !== this.opening) return;
      this.busy = false;
      this.fail(error, () => void this.upload(text, fileName));
    }
  }

  /** Change the question once, and ask. */
  change(mutator: Mutator): void {
    this.finishDragging();
    this.replace(mutator, true);
    this.ask();
  }

  /** Change the question while something moves: a quick answer. */
  dragging(mutator: Mutator): void {
    this.replace(mutator, !this.isDragging);
    this.isDragging = true;
    this.latest.drag(this.question);
  }

  /** The movement ended: the full answer. */
  settle(): void {
    this.finishDragging();
    this.ask();
  }

  undo(): void {
    this.finishDragging();
    this.travel(this.history.undo({ question: this.question, names: this.names }));
  }

  redo(): void {
    this.finishDragging();
    this.travel(this.history.redo({ question: this.question, names: this.names }));
  }

  /** The current option, the luck and what may happen, as the scenario has them. */
  reset(): void {
    this.change((question) => {
      const [option] = question.options;
      if (option) question.options[0] = preset(option.arm);
      question.circumstances = nothingElse();
      if (this.info) {
        question.seed = this.info.seed;
        question.reference = this.info.reference;
      }
    });
  }

  get isFull(): boolean {
    return this.question.options.length >= (this.meta?.most_options ?? 4);
  }

  /** Whether the picture shows earlier choices, since the last could not be answered. */
  get isBehind(): boolean {
    return this.answer !== null && this.problem !== null && this.answered !== JSON.stringify(this.question);
  }

  /** Keep the current option beside. */
  save(name = ''): void {
    if (this.isFull) return;
    const names = [...this.names, name];
    const arms = this.answer?.arms;
    this.change((question) => {
      if (question.options[0]) question.options.push(structuredClone(question.options[0]));
      this.names = names;
    });
    this.redraw(arms?.[1] ? [...arms, arms[1]] : arms);
  }

  /** Call a saved option by another name. */
  rename(at: number, name: string): void {
    this.change(() => { this.names = this.names.map((item, index) => (index === at ? name : item)); });
  }

  /** Let a saved option go; `at` is its place among the options, from 1. */
  drop(at: number): void {
    if (at < 1 || at >= this.question.options.length) return;
    const arms = this.answer?.arms;
    this.change((question) => {
      question.options.splice(at, 1);
      this.names = this.names.filter((_, index) => index !== at);
    });
    this.redraw(arms?.filter((_, index) => index !== at + 1));
  }

  /** Work on with a saved option; it stays saved. */
  take(at: number): void {
    const arms = this.answer?.arms;
    const taken = this.question.options[at];
    if (at < 1 || !taken) return;
    this.change((question) => { question.options[0] = structuredClone(taken); });
    this.redraw(arms?.map((arm, index) => (index === 1 ? arms[at + 1] ?? arm : arm)));
  }

  dismiss(notice: Notice): void {
    this.notices = this.notices.filter((item) => item !== notice);
  }

  /** Try again what failed. */
  tryAgain(): void {
    clearTimeout(this.waiting);
    this.retry();
  }

  forgetProblem(): void {
    this.problem = null;
  }

  /** The view as a query to share; null for a file of the reader's own, which no link can hold. */
  get link(): string | null {
    return this.info?.shipped ? this.address : null;
  }

  /** The view as the query of the page's own address, from which a reload opens it again. */
  get address(): string | null {
    if (!this.meta || !this.info) return null;
    return writeLink({ question: this.question, names: this.names, language: speech.language, version: this.meta.version, model: this.meta.model });
  }

  private show(info: ScenarioInfo, read?: Read): void {
    if (!this.meta) return;
    const fitted = read ? fitLink(read, this.meta, info) : { question: firstQuestion(info, this.meta.replications.full), names: [''], notices: [] };
    this.latest.forget();
    this.history.clear();
    this.isDragging = false;
    this.info = info;
    this.question = fitted.question;
    this.names = fitted.names;
    this.answer = null;
    this.problem = null;
    this.notices = [...this.forNext, ...fitted.notices];
    this.forNext = [];
    this.countHistory();
    this.ask();
  }

  private replace(mutator: Mutator, isStep: boolean): void {
    const before = { question: this.question, names: this.names };
    const question = structuredClone(this.question);
    mutator(question);
    this.question = question;
    if (isStep) this.history.push(before);
    this.countHistory();
  }

  private finishDragging(): void {
    if (!this.isDragging) return;
    this.isDragging = false;
    this.history.settle({ question: this.question, names: this.names });
    this.countHistory();
  }

  private travel(kept: Kept | null): void {
    this.countHistory();
    if (!kept) return;
    // A file that was given again has a new name since.
    this.question = { ...kept.question, scenario: this.question.scenario };
    this.names = kept.names;
    this.redraw(this.answer?.arms.slice(0, kept.question.options.length + 1));
    this.ask();
  }

  private redraw(arms: Answer['arms'] | undefined): void {
    if (this.answer && arms) this.answer = { ...this.answer, arms };
  }

  private countHistory(): void {
    this.canUndo = this.history.canUndo;
    this.canRedo = this.history.canRedo;
  }

  private ask(): void {
    this.latest.settle(this.question);
  }

  private say(code: NoticeCode, what: string): void {
    this.notices = [...this.notices, { code, what }];
  }

  private later(action: () => void, milliseconds: number): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(action, milliseconds);
  }

  private fail(error: unknown, retry: () => void): void {
    if (isStopped(error)) return;
    const failure = error instanceof Failure ? error : new Failure('page_error', 0, [], 0, { text: String(error) });
    this.retry = retry;
    if (failure.code === 'gone' && this.held && this.info && !this.info.shipped) {
      void this.bringBack(this.held);
      return;
    }
    this.problem = failure;
    if (failure.code === 'unreachable') this.later(() => void this.recover(), PATIENCE_MILLISECONDS);
    if (failure.code === 'busy') this.later(() => this.retry(), 1000 * Math.max(1, failure.retrySeconds));
  }

  /** The server is asked whether it is back; what failed is then tried again. */
  private async recover(): Promise<void> {
    try {
      const { state } = await api.health();
      if (state === 'preparing') throw new Failure('unreachable');
      this.retry();
    } catch {
      this.later(() => void this.recover(), PATIENCE_MILLISECONDS);
    }
  }

  /** The server has dropped a file of the reader's: it is given again, the question kept. */
  private async bringBack(held: { text: string; fileName: string }): Promise<void> {
    const opening = this.opening;
    try {
      const info = await api.upload(held.text, held.fileName);
      if (opening !== this.opening) return;
      this.info = info;
      this.question = { ...this.question, scenario: info.id };
      this.say('uploaded_again', held.fileName);
      this.latest.again(this.question);
    } catch (error) {
      if (opening !== this.opening) return;
      this.held = null;
      this.problem = error instanceof Failure && error.code === 'unreachable' ? error : new Failure('gone', 404);
      this.retry = () => void this.bringBack(held);
    }
  }
}

export const view = new View();
