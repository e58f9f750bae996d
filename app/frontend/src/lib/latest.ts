// The latest value wins, and every finished result is drawn: one request in flight, then the last
// value asked for.  Dropping results that are no longer the newest would freeze the picture for as
// long as somebody drags.  Only a full answer is given up when something moves again: it is slow,
// and a quick one waits behind it.
export interface Work<Value, Result> {
  run(value: Value, draft: boolean, signal: AbortSignal): Promise<Result>;
  draw(result: Result, value: Value, draft: boolean): void;
  fail(error: unknown, value: Value): void;
  busy(isBusy: boolean): void;
}

interface Asked<Value> { value: Value; key: string; draft: boolean }

export class Latest<Value, Result> {
  private running: Asked<Value> | null = null;
  private waiting: Asked<Value> | null = null;
  private last: Asked<Value> | null = null;
  private stop = new AbortController(); // of the request under way
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly work: Work<Value, Result>,
    private readonly rested: () => void,
    private readonly restMilliseconds = 250,
  ) {}

  /** A quick answer now; a rest after the last of them calls `rested`. */
  drag(value: Value): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.rested, this.restMilliseconds);
    this.ask(value, true);
  }

  /** The full answer; nothing new is asked where it is already there or on its way. */
  settle(value: Value): void {
    clearTimeout(this.timer);
    this.ask(value, false);
  }

  /** Ask again after a failure. */
  again(value: Value): void {
    this.last = null;
    this.settle(value);
  }

  /** Stop what runs, draw nothing of it: its question is no longer on the page. */
  forget(): void {
    clearTimeout(this.timer);
    this.giveUp();
    this.waiting = this.last = null;
    this.work.busy(false);
  }

  private giveUp(): void {
    this.stop.abort();
    this.stop = new AbortController();
    this.running = null;
  }

  private ask(value: Value, draft: boolean): void {
    const asked = { value, key: JSON.stringify(value), draft };
    const isThere = this.last !== null && this.last.key === asked.key && (!this.last.draft || draft);
    if (isThere) return;
    this.last = asked;
    this.waiting = asked;
    if (draft && this.running?.draft === false) this.giveUp();
    if (this.running === null) void this.next();
  }

  private async next(): Promise<void> {
    const asked = this.waiting;
    if (asked === null) return;
    this.waiting = null;
    this.running = asked;
    this.work.busy(true);
    const { signal } = this.stop;
    try {
      const result = await this.work.run(asked.value, asked.draft, signal);
      if (signal.aborted) return;
      this.work.draw(result, asked.value, asked.draft);
    } catch (error) {
      if (signal.aborted) return;
      if (this.last === asked) this.last = null;
      this.work.fail(error, asked.value);
    }
    if (signal.aborted) return;
    this.running = null;
    if (this.waiting === null) this.work.busy(false);
    else void this.next();
  }
}
