// The strategy triangle: up at the top, deep at the left, out at the right.
export interface Point { x: number; y: number }
export type Mix = readonly [up: number, out: number, deep: number];

export const CORNERS = { up: { x: 100, y: 14 }, out: { x: 180, y: 152 }, deep: { x: 20, y: 152 } } as const;

/** Where a mix lies. */
export function pointOf([up, out, deep]: Mix): Point {
  return {
    x: up * CORNERS.up.x + out * CORNERS.out.x + deep * CORNERS.deep.x,
    y: up * CORNERS.up.y + out * CORNERS.out.y + deep * CORNERS.deep.y,
  };
}

/** The mix at a point; outside the triangle, at the nearest point of its edge. */
export function mixAt({ x, y }: Point): Mix {
  const [up, out, deep] = weights({ x, y });
  if (up >= 0 && out >= 0 && deep >= 0) return [up, out, deep];
  const edges = [onEdge({ x, y }, CORNERS.up, CORNERS.out), onEdge({ x, y }, CORNERS.out, CORNERS.deep), onEdge({ x, y }, CORNERS.deep, CORNERS.up)];
  const distance = (point: Point) => Math.hypot(point.x - x, point.y - y);
  const nearest = edges.reduce((best, point) => (distance(point) < distance(best) ? point : best));
  const kept = weights(nearest).map((share) => Math.max(0, share));
  const sum = kept.reduce((total, share) => total + share, 0);
  return [kept[0]! / sum, kept[1]! / sum, kept[2]! / sum];
}

function weights({ x, y }: Point): Mix {
  const { up: a, out: b, deep: c } = CORNERS;
  const area = (b.y - c.y) * (a.x - c.x) + (c.x - b.x) * (a.y - c.y);
  const up = ((b.y - c.y) * (x - c.x) + (c.x - b.x) * (y - c.y)) / area;
  const out = ((c.y - a.y) * (x - c.x) + (a.x - c.x) * (y - c.y)) / area;
  return [up, out, 1 - up - out];
}

function onEdge(point: Point, from: Point, until: Point): Point {
  const [dx, dy] = [until.x - from.x, until.y - from.y];
  const share = Math.min(1, Math.max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy)));
  return { x: from.x + share * dx, y: from.y + share * dy };
}

/** A mix after an arrow key: up and down change up; right takes from deep for out, left gives it back. */
export function nudged(mix: Mix, key: string, step: number, moveShare: (mix: Mix, at: number, value: number) => Mix): Mix | null {
  const [up, out, deep] = mix;
  if (key === 'ArrowUp') return moveShare(mix, 0, up + step);
  if (key === 'ArrowDown') return moveShare(mix, 0, up - step);
  if (key === 'ArrowRight') return [up, out + Math.min(step, deep), deep - Math.min(step, deep)];
  if (key === 'ArrowLeft') return [up, out - Math.min(step, out), deep + Math.min(step, out)];
  return null;
}
