// Where things stand on the map, in pixels of the picture.
import type { Course } from './moment';

export interface Point {
  x: number;
  y: number;
}
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
export interface Named extends Point {
  place: number;
  anchor: 'start' | 'middle' | 'end';
}
export interface MapLayout {
  width: number;
  height: number;
  places: Point[];
  perRootNeed: number; // radius in pixels of a place with one person in need
  smallest: number; // radius in pixels
  widest: number[]; // largest radius of each place in any month
  homes: Point[]; // of organisations
  sites: Point[]; // in the order of Course.sites
  square: number; // half a side of an organisation's square
  names: Named[];
}

const NARROWEST = 0.85;
const WIDEST = 1.9;
const PADDING = 0.08; // of the larger extent
const LARGEST_RADIUS = 34;
const SMALLEST_RADIUS = 4;
export const NAME_PIXELS = 12;

/** The radius of a place's circle, whose area grows with the people in need. */
export function radius(layout: MapLayout, need: number): number {
  return Math.max(layout.smallest, layout.perRootNeed * Math.sqrt(Math.max(0, need)));
}

/** Put places (km, y grows south) into a picture so wide; a kilometre is as long both ways. */
export function project(
  places: readonly Point[],
  width: number,
  margin = 0, // pixels kept free on each side
): { points: Point[]; height: number } {
  const xs = places.map((place) => place.x);
  const ys = places.map((place) => place.y);
  const [west, east, north, south] = [
    Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys),
  ];
  const pad = PADDING * Math.max(east - west, south - north, 1);
  let wide = east - west + 2 * pad;
  let high = south - north + 2 * pad;
  wide = Math.max(wide, NARROWEST * high);
  high = Math.max(high, wide / WIDEST);
  const perKm = Math.max(0.1, width - 2 * margin) / wide;
  const points = places.map(({ x, y }) => ({
    x: (x - (west + east) / 2 + wide / 2) * perKm + margin,
    y: (y - (north + south) / 2 + high / 2) * perKm + margin,
  }));
  return { points, height: Math.round(high * perKm + 2 * margin) };
}

/** So many points on rings around a point, from the top and clockwise, `apart` pixels from each other. */
export function rings(centre: Point, first: number, apart: number, count: number, turn = 0): Point[] {
  const found: Point[] = [];
  for (let ring = 0; found.length < count; ring += 1) {
    const away = first + ring * apart;
    const room = Math.max(6, Math.floor((2 * Math.PI * away) / apart));
    const here = Math.min(room, count - found.length);
    for (let at = 0; at < here; at += 1) {
      const angle = turn + (2 * Math.PI * at) / here - Math.PI / 2;
      found.push({ x: centre.x + away * Math.cos(angle), y: centre.y + away * Math.sin(angle) });
    }
  }
  return found;
}

/** For each thing the lowest seat in its group that is free in its months. */
export function seats(things: readonly { group: number; from: number; until: number }[]): number[] {
  const taken = new Map<number, number[]>(); // group: month in which each seat gets free
  const seat = things.map(() => 0);
  const order = things.map((_, at) => at).sort((a, b) => things[a]!.from - things[b]!.from);
  for (const at of order) {
    const { group, from, until } = things[at]!;
    const free = taken.get(group) ?? [];
    let first = free.findIndex((month) => month <= from);
    if (first < 0) first = free.length;
    free[first] = until;
    taken.set(group, free);
    seat[at] = first;
  }
  return seat;
}

/** Lay out the map of a run. */
export function layOut(
  course: Course,
  places: readonly Point[],
  names: readonly string[],
  width: number,
): MapLayout {
  let margin = 0;
  let layout = layOutWith(course, places, names, width, margin);
  // A margin moves everything, so that what stands out is found step by step.
  for (let over = overhang(layout); over > 0 && margin < width / 4; over = overhang(layout)) {
    margin += over;
    layout = layOutWith(course, places, names, width, margin);
  }
  return layout;
}

/** By how many pixels circles and homes stand out of the picture. */
function overhang({ width, height, places, widest, homes, square }: MapLayout): number {
  const beyond = ({ x, y }: Point, half: number) =>
    Math.max(half - x, half - y, x + half - width, y + half - height);
  return Math.ceil(Math.max(
    0,
    ...places.map((point, at) => beyond(point, widest[at]! + 6)),
    ...homes.map((point) => beyond(point, square + 3)),
  ));
}

function layOutWith(
  course: Course, places: readonly Point[], names: readonly string[], width: number, margin: number,
): MapLayout {
  const { typical } = course;
  const { points, height } = project(places, width, margin);
  const room = Math.sqrt((width * height) / places.length);
  const largest = Math.min(LARGEST_RADIUS, 0.42 * room);
  const smallest = Math.min(SMALLEST_RADIUS, largest);
  const mostNeed = typical.need.map((months) => Math.max(0, ...months));
  const perRootNeed = largest / Math.sqrt(Math.max(1, ...mostNeed));
  const widest = mostNeed.map((need) => Math.max(smallest, perRootNeed * Math.sqrt(need)));
  const square = room > 60 ? 4.5 : 3;
  const homes = around(
    typical.organisations.map(({ home }) => home),
    (place, count) => rings(points[place]!, widest[place]! + 2 * square + 1, 3.2 * square, count),
  );
  const when = course.sites.map(({ two, when: spans }) => ({
    group: two,
    from: Math.min(...spans.map(({ from }) => from)),
    until: Math.max(...spans.map(({ until }) => until)),
  }));
  const seat = seats(when);
  const most = new Map<number, number>();
  when.forEach(({ group }, at) => most.set(group, Math.max(most.get(group) ?? 0, seat[at]! + 1)));
  const sites = when.map(({ group }, at) => {
    const count = most.get(group)!;
    // Inside large circles, so that they do not stand among the homes around them.
    const inside = widest[group]! > 5 * square;
    const first = inside ? Math.max(square * 1.8, widest[group]! * 0.55) : square * 0.9;
    if (count === 1) return points[group]!;
    return rings(points[group]!, first, 2.6 * square, count, Math.PI)[seat[at]!]!;
  });
  const layout = { width, height, places: points, perRootNeed, smallest, widest, homes, sites, square };
  return { ...layout, names: nameThem(layout, names, typical.organisations.map(({ home }) => home)) };
}

function around(groups: readonly number[], ring: (group: number, count: number) => Point[]): Point[] {
  const counts = new Map<number, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  const stands = new Map([...counts].map(([group, count]) => [group, ring(group, count)]));
  const next = new Map<number, number>();
  return groups.map((group) => {
    const at = next.get(group) ?? 0;
    next.set(group, at + 1);
    return stands.get(group)![at]!;
  });
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function boxAround({ x, y }: Point, half: number): Box {
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

/** Where the names of the largest places fit without covering anything. */
function nameThem(
  layout: Omit<MapLayout, 'names'>,
  names: readonly string[],
  homes: readonly number[],
): Named[] {
  const { places, widest, square, width, height } = layout;
  const taken: Box[] = [
    ...places.map((point, at) => boxAround(point, 0.8 * widest[at]!)),
    ...layout.homes.map((point) => boxAround(point, square + 2)),
  ];
  const weight = widest.map((size, at) => size + (homes.includes(at) ? 6 : 0));
  const order = places.map((_, at) => at).sort((a, b) => weight[b]! - weight[a]!);
  const most = width < 480 ? 8 : 16;
  const found: Named[] = [];
  for (const place of order) {
    if (found.length === most) break;
    const wide = names[place]!.length * NAME_PIXELS * 0.58;
    const own = layout.homes.filter((_, at) => homes[at] === place);
    const centre = places[place]!;
    const away = Math.max(
      widest[place]!,
      ...own.map(({ x, y }) => Math.hypot(x - centre.x, y - centre.y) + square),
    );
    const spots = [...candidates(centre, widest[place]! + 4, wide), ...candidates(centre, away + 4, wide)];
    const spot = spots.find(
      ({ box }) =>
        box.left >= 2 && box.top >= 2 && box.right <= width - 2 && box.bottom <= height - 2 &&
        !taken.some((other) => overlap(other, box)),
    );
    if (!spot) continue;
    taken.push(spot.box);
    found.push({ place, x: spot.x, y: spot.y, anchor: spot.anchor });
  }
  return found;
}

function candidates(centre: Point, away: number, wide: number): (Point & { anchor: Named['anchor']; box: Box })[] {
  const tall = NAME_PIXELS;
  const beside = (anchor: 'start' | 'end', dy: number) => {
    const x = centre.x + (anchor === 'start' ? away : -away);
    const y = centre.y + dy;
    const left = anchor === 'start' ? x : x - wide;
    return { x, y: y + tall * 0.35, anchor, box: { left, right: left + wide, top: y - tall / 2, bottom: y + tall / 2 } };
  };
  const above = (sign: number) => {
    const y = centre.y + sign * (away + tall / 2);
    return {
      x: centre.x, y: y + tall * 0.35, anchor: 'middle' as const,
      box: { left: centre.x - wide / 2, right: centre.x + wide / 2, top: y - tall / 2, bottom: y + tall / 2 },
    };
  };
  const slant = 0.7 * away;
  return [
    beside('start', 0), beside('end', 0), above(1), above(-1),
    beside('start', slant), beside('start', -slant), beside('end', slant), beside('end', -slant),
  ];
}
