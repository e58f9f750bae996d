// Many numbers on one line, piled up where they meet.
import { ticksOf } from './scale';

/** An axis around zero that holds all of some values: its ends and what it writes. */
export function axisAround(values: readonly number[]): { low: number; high: number; ticks: number[] } {
  const known = values.filter(Number.isFinite);
  let [low, high] = [Math.min(0, ...known), Math.max(0, ...known)];
  if (low === high) [low, high] = [-1, 1];
  const room = 0.04 * (high - low);
  [low, high] = [low < 0 ? low - room : low, high > 0 ? high + room : high];
  return { low, high, ticks: ticksOf(low, high) };
}

/** How high every dot is piled: 0 for the first at its place, 1 for the next, and so on. */
export function piled(places: readonly number[], width: number): number[] {
  const heights = new Map<number, number>();
  return places.map((place) => {
    const column = Math.round(place / width);
    const height = heights.get(column) ?? 0;
    heights.set(column, height + 1);
    return height;
  });
}
