// Who works with whom: organisations on a circle, neighbours of one place side by side.
import type { Point } from './layout';
import type { Course } from './moment';

export interface Seat extends Point {
  angle: number; // from the top, clockwise
}
export interface CircleLayout {
  size: number; // width of the picture
  height: number;
  radius: number;
  centre: Point;
  labelled: boolean; // names stand at the circle, else numbers
  seats: Seat[]; // organisation by organisation
  numbers: number[]; // organisation by organisation, in the order of the circle, from 1
  tables: Point[]; // where each coalition meets
  partners: string[]; // path of each tie
  shared: number[][]; // organisations of places that are home to several, around the circle
}

/** So many organisations can be named beside the circle. */
export const MOST_NAMES = 20;
const LABEL_PIXELS = 165;
const GAP = 0.6; // between places, in steps between organisations

/** Lay out the organisations of a run on a circle in a picture so wide. */
export function layOutCircle(course: Course, width: number): CircleLayout {
  const { organisations } = course.typical;
  const count = organisations.length;
  const labelled = count <= MOST_NAMES && width >= 520;
  const radius = Math.max(
    70,
    labelled ? Math.min(150, width / 2 - LABEL_PIXELS) : Math.min(210, width / 2 - 26),
  );
  const height = 2 * radius + 52;
  const centre = { x: width / 2, y: height / 2 };
  const rank = ranks(course);
  const order = organisations.map((_, at) => at).sort(
    (a, b) =>
      rank[organisations[a]!.home]! - rank[organisations[b]!.home]! ||
      organisations[a]!.home - organisations[b]!.home || a - b,
  );
  const places = new Set(organisations.map(({ home }) => home)).size;
  const gaps = places > 1 ? places : 0;
  const step = (2 * Math.PI) / Math.max(1, count + GAP * gaps);
  const seats: Seat[] = Array(count);
  const numbers: number[] = Array(count);
  const shared: number[][] = [];
  let angle = step / 2;
  let together: number[] = [];
  order.forEach((organisation, at) => {
    const { home } = organisations[organisation]!;
    seats[organisation] = { ...on(centre, radius, angle), angle };
    numbers[organisation] = at + 1;
    together.push(organisation);
    const next = order[at + 1];
    if (next === undefined || organisations[next]!.home !== home) {
      if (together.length > 1) shared.push(together);
      angle += step * (1 + (gaps ? GAP : 0));
      together = [];
    } else angle += step;
  });
  const coalitions = 1 + Math.max(-1, ...course.members.map(({ two }) => two));
  const tables = Array.from({ length: coalitions }, (_, coalition) => {
    const inside = course.members.filter(({ two }) => two === coalition).map(({ one }) => seats[one]!);
    if (!inside.length) return centre;
    const mean = (pick: (seat: Seat) => number) =>
      inside.reduce((sum, seat) => sum + pick(seat), 0) / inside.length;
    // Halfway between their middle and the circle's, so that meeting places keep apart.
    return { x: 0.6 * mean(({ x }) => x) + 0.4 * centre.x, y: 0.6 * mean(({ y }) => y) + 0.4 * centre.y };
  });
  const partners = course.partners.map(({ one, two }) => chord(seats[one]!, seats[two]!, centre));
  return { size: width, height, radius, centre, labelled, seats, numbers, tables, partners, shared };
}

/** Where places come around the circle: those of a coalition side by side, those without any last. */
function ranks({ typical, members }: Course): number[] {
  const found = typical.need.map(() => Number.MAX_SAFE_INTEGER);
  for (const { one, two } of members) {
    const { home } = typical.organisations[one]!;
    found[home] = Math.min(found[home]!, two);
  }
  return found;
}

/** The point on a circle at an angle from the top, clockwise. */
export function on(centre: Point, radius: number, angle: number): Point {
  return { x: centre.x + radius * Math.sin(angle), y: centre.y - radius * Math.cos(angle) };
}

/** An arc around the centre between two angles. */
export function arc(centre: Point, radius: number, from: number, until: number): string {
  const [start, end] = [on(centre, radius, from), on(centre, radius, until)];
  const large = until - from > Math.PI ? 1 : 0;
  return `M${round(start)}A${radius} ${radius} 0 ${large} 1 ${round(end)}`;
}

function chord(one: Seat, two: Seat, centre: Point): string {
  return `M${round(one)}Q${round(centre)} ${round(two)}`;
}

function round({ x, y }: Point): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}

/** A name that fits at the circle. */
export function shortened(name: string, letters = 24): string {
  return name.length <= letters ? name : `${name.slice(0, letters - 1).trimEnd()}…`;
}
