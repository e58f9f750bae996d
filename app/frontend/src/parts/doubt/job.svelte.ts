// One long question to the server: started by a click, asked about until it ends, stopped when
// the page's question changes.
import * as api from '../../lib/api';
import { Failure } from '../../lib/api';
import type { Job, Question } from '../../lib/types';

const ASK_MILLISECONDS = 300;

/** What a result belongs to, in the words of the moment it was asked for. */
export interface About {
  key: string;
  option: string;
  reference: string;
  scenario: string;
  outcome: string;
}

export class LongQuestion<Result> {
  state = $state.raw<Job['state'] | 'none'>('none');
  done = $state(0);
  total = $state(0);
  result = $state.raw<Result | null>(null);
  about = $state.raw<About | null>(null);
  failure = $state.raw<string | null>(null);

  private id: string | null = null;
  private asking = 0; // counts what was started, so that late replies to earlier ones are dropped

  constructor(private readonly kind: Job['kind']) {}

  get isAtWork(): boolean {
    return this.state === 'waiting' || this.state === 'running';
  }

  async start(question: Question, about: About): Promise<void> {
    this.stop();
    const asking = ++this.asking;
    this.state = 'waiting';
    this.done = this.total = 0;
    this.result = null;
    this.failure = null;
    this.about = about;
    try {
      const { id } = await api.startJob(this.kind, question, about.outcome);
      if (asking !== this.asking) {
        forget(id);
        return;
      }
      this.id = id;
      await this.follow(id, asking);
    } catch (error) {
      if (asking === this.asking) this.fail(error);
    }
  }

  /** Stop what runs; what was found so far stays. */
  stop(): void {
    this.asking += 1;
    if (this.id) forget(this.id);
    this.id = null;
    if (this.isAtWork) this.state = 'stopped';
  }

  private async follow(id: string, asking: number): Promise<void> {
    for (;;) {
      const job = await api.job(id);
      if (asking !== this.asking) return;
      this.state = job.state;
      this.done = job.done;
      this.total = job.total;
      if (job.result) this.result = job.result as Result;
      if (!this.isAtWork) {
        this.id = null;
        return;
      }
      await new Promise((resume) => setTimeout(resume, ASK_MILLISECONDS));
      if (asking !== this.asking) return;
    }
  }

  private fail(error: unknown): void {
    this.state = 'failed';
    this.failure = error instanceof Failure ? error.code : 'page_error';
    if (this.id) forget(this.id);
    this.id = null;
  }
}

function forget(id: string): void {
  api.stopJob(id).catch(() => undefined); // a server that is gone has stopped as well
}
