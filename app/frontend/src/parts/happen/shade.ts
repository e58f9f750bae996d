// The colours of the map: cividis from light (few) to dark (most), white for nobody, so that
// more is darker for every eye and on grey paper.
const STOPS = [
  '#fee838', '#e5cf52', '#c8b866', '#aea371', '#948e77', '#7d7c78', '#666970', '#4f576c',
  '#35456c', '#083370', '#00224e',
].map((stop) => [1, 3, 5].map((at) => Number.parseInt(stop.slice(at, at + 2), 16)));
const TOPS = [10, 20, 40, 60, 80, 100];

/** The colour of a percentage of people served, where `top` percent is the darkest. */
export function shade(percent: number, top: number): string {
  if (!(percent > 0)) return '#ffffff';
  const at = Math.min(1, percent / top) * (STOPS.length - 1);
  const below = Math.min(Math.floor(at), STOPS.length - 2);
  const mixed = STOPS[below]!.map((from, i) =>
    Math.round(from + (at - below) * (STOPS[below + 1]![i]! - from)),
  );
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** The percentage that gets the darkest colour: the next step above all that occurs. */
export function topOf(served: readonly (readonly number[])[]): number {
  let most = 0;
  for (const place of served) for (const percent of place) most = Math.max(most, percent);
  return TOPS.find((top) => most <= top) ?? 100;
}

/** The percentages that the legend shows, each with its colour; the first is nobody. */
export function steps(top: number): { percent: number; colour: string }[] {
  return [0, 0.25, 0.5, 0.75, 1].map((share) => ({
    percent: share * top,
    colour: shade(share * top, top),
  }));
}
