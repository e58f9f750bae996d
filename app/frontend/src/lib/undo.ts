// What was, and what was undone: plain snapshots, so that nothing can change under our hands.
const MOST = 100;

export class History<T> {
  private past: string[] = [];
  private future: string[] = [];

  get canUndo(): boolean { return this.past.length > 0; }
  get canRedo(): boolean { return this.future.length > 0; }

  /** Remember what was before a change; a change forgets what was undone. */
  push(before: T): void {
    this.past.push(JSON.stringify(before));
    if (this.past.length > MOST) this.past.shift();
    this.future = [];
  }

  /** Forget the last remembered state if nothing came of the change. */
  settle(now: T): void {
    if (this.past.at(-1) === JSON.stringify(now)) this.past.pop();
  }

  /** The state before; null where there is none. */
  undo(now: T): T | null { return move(this.past, this.future, now); }

  /** The state that was undone; null where there is none. */
  redo(now: T): T | null { return move(this.future, this.past, now); }

  clear(): void { this.past = []; this.future = []; }
}

function move<T>(from: string[], to: string[], now: T): T | null {
  const text = from.pop();
  if (text === undefined) return null;
  to.push(JSON.stringify(now));
  return JSON.parse(text) as T;
}
