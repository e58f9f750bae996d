import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Latest } from '../../src/lib/latest';

// An engine of 150 ms: what was drawn when, what ran, how many at once.
const ENGINE = 150;
let ran: string[] = [];
let drawn: string[] = [];
let failed: string[] = [];
let together = 0;
let most = 0;
let busy = false;
let isBroken = false;
let latest: Latest<number, string>;
let value = 0;

beforeEach(() => {
  vi.useFakeTimers();
  [ran, drawn, failed, together, most, busy, isBroken] = [[], [], [], 0, 0, false, false];
  latest = new Latest<number, string>(
    {
      async run(asked, draft) {
        ran.push(`${asked}${draft ? 'd' : 'f'}`);
        most = Math.max(most, ++together);
        await new Promise((done) => setTimeout(done, ENGINE));
        together -= 1;
        if (isBroken) throw new Error('broken');
        return `${asked}${draft ? 'd' : 'f'}`;
      },
      draw: (result) => drawn.push(result),
      fail: (_, asked) => failed.push(String(asked)),
      busy: (now) => { busy = now; },
    },
    () => latest.settle(value),
  );
});
afterEach(() => vi.useRealTimers());

const drag = (to: number) => { value = to; latest.drag(to); };

test('while somebody drags for two seconds the picture moves all the time', async () => {
  for (let at = 1; at <= 40; at += 1) {
    drag(at);
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(drawn.length).toBeGreaterThanOrEqual(12); // 2000 / 150, not 0
  expect(most).toBe(1);
});

test('every result that finishes is drawn, in order, and the last value is always run', async () => {
  for (let at = 1; at <= 7; at += 1) {
    drag(at);
    await vi.advanceTimersByTimeAsync(40);
  }
  await vi.advanceTimersByTimeAsync(2000);
  expect(drawn).toEqual(ran);
  expect(drawn.at(-1)).toBe('7f');
  expect(drawn.at(-2)).toBe('7d');
  expect(busy).toBe(false);
});

test('a pause of 250 ms after the last move brings the full answer, once', async () => {
  drag(1);
  await vi.advanceTimersByTimeAsync(249);
  expect(ran).toEqual(['1d']);
  await vi.advanceTimersByTimeAsync(2);
  expect(ran).toEqual(['1d', '1f']);
  latest.settle(1); // and the release after it asks nothing new
  await vi.advanceTimersByTimeAsync(1000);
  expect(ran).toEqual(['1d', '1f']);
});

test('a full answer under way is given up when something moves again', async () => {
  drag(1);
  await vi.advanceTimersByTimeAsync(150);
  latest.settle(1);
  await vi.advanceTimersByTimeAsync(50);
  drag(2);
  expect(ran).toEqual(['1d', '1f', '2d']); // at once, not after the full answer
  await vi.advanceTimersByTimeAsync(2000);
  expect(drawn).toEqual(['1d', '2d', '2f']);
  expect(busy).toBe(false);
});

test('release asks for the full answer at once, and the pause after it for nothing', async () => {
  drag(1);
  await vi.advanceTimersByTimeAsync(200);
  latest.settle(1);
  expect(ran).toEqual(['1d', '1f']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(ran).toEqual(['1d', '1f']);
});

test('a draft does not replace a full answer of the same value', async () => {
  latest.settle(3);
  await vi.advanceTimersByTimeAsync(200);
  latest.drag(3);
  await vi.advanceTimersByTimeAsync(200);
  expect(ran).toEqual(['3f']);
});

test('back to an earlier value while another runs is not taken for answered', async () => {
  latest.settle(1);
  await vi.advanceTimersByTimeAsync(200);
  latest.settle(2);
  latest.settle(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(drawn).toEqual(['1f', '2f', '1f']);
});

test('a failure does not stop what waits, and the same can be asked again', async () => {
  isBroken = true;
  latest.settle(1);
  await vi.advanceTimersByTimeAsync(50);
  latest.settle(2);
  await vi.advanceTimersByTimeAsync(100);
  isBroken = false;
  await vi.advanceTimersByTimeAsync(500);
  expect(failed).toEqual(['1']);
  expect(drawn).toEqual(['2f']);
  isBroken = true;
  latest.settle(3);
  await vi.advanceTimersByTimeAsync(200);
  isBroken = false;
  latest.settle(3);
  await vi.advanceTimersByTimeAsync(200);
  expect(drawn).toEqual(['2f', '3f']);
  expect(busy).toBe(false);
});

test('what belongs to a scenario that was left is neither drawn nor told as a failure', async () => {
  latest.settle(1);
  drag(2);
  await vi.advanceTimersByTimeAsync(50);
  latest.forget();
  expect(busy).toBe(false);
  latest.settle(9);
  await vi.advanceTimersByTimeAsync(1000);
  expect(drawn).toEqual(['9f']);
  expect(failed).toEqual([]);
});
