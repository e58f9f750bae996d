// Months that pass in time, at most one picture per frame of the screen.

/** Call back with how many months have passed, so many per second, until the result is called. */
export function clock(monthsPerSecond: number, tick: (by: number) => void): () => void {
  let before = performance.now();
  let frame = requestAnimationFrame(step);
  function step(now: number): void {
    const by = Math.floor(((now - before) / 1000) * monthsPerSecond);
    if (by > 0) {
      before += (by * 1000) / monthsPerSecond;
      // After a pause of the page itself (a hidden tab) time does not rush after.
      if (by > 3) before = now;
      tick(by > 3 ? 1 : by);
    }
    frame = requestAnimationFrame(step);
  }
  return () => cancelAnimationFrame(frame);
}

/** In which year a month lies, from 1; month 0 is the first month. */
export function years(month: number): number {
  return Math.floor(month / 12) + 1;
}
