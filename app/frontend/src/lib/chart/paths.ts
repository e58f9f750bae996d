// Path strings of lines and bands; built by hand, since they are redrawn while somebody drags.

type Place = (value: number) => number;

/** A line through values at months 0, 1, 2, ...; it breaks where a value is undefined. */
export function linePath(values: readonly number[], x: Place, y: Place): string {
  let path = '';
  let pen = 'M';
  for (let month = 0; month < values.length; month += 1) {
    const value = values[month] as number;
    if (!Number.isFinite(value)) {
      pen = 'M';
      continue;
    }
    path += `${pen}${tenth(x(month))} ${tenth(y(value))}`;
    pen = 'L';
  }
  return path;
}

/** The area between two rows of values. */
export function bandPath(low: readonly number[], high: readonly number[], x: Place, y: Place): string {
  if (low.length === 0 || low.length !== high.length) return '';
  let path = '';
  for (let month = 0; month < high.length; month += 1) {
    path += `${month ? 'L' : 'M'}${tenth(x(month))} ${tenth(y(high[month] as number))}`;
  }
  for (let month = low.length - 1; month >= 0; month -= 1) {
    path += `L${tenth(x(month))} ${tenth(y(low[month] as number))}`;
  }
  return path + 'Z';
}

/** A pixel to a tenth: nobody sees more, and the string stays short. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Shapes of markers around a point, by the letters that the figures use for them. */
export function markerPath(marker: Marker, x: number, y: number, size = 4.5): string {
  const at = (dx: number, dy: number): string => `${tenth(x + dx * size)} ${tenth(y + dy * size)}`;
  const shape = (...corners: [number, number][]): string =>
    `M${corners.map(([dx, dy]) => at(dx, dy)).join('L')}Z`;
  switch (marker) {
    case '^':
      return shape([0, -1.1], [1.05, 0.8], [-1.05, 0.8]);
    case 'v':
      return shape([0, 1.1], [1.05, -0.8], [-1.05, -0.8]);
    case 's':
      return shape([-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]);
    case 'D':
      return shape([0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]);
    case 'P':
      return shape(
        [-0.4, -1.1], [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4], [0.4, 0.4],
        [0.4, 1.1], [-0.4, 1.1], [-0.4, 0.4], [-1.1, 0.4], [-1.1, -0.4], [-0.4, -0.4],
      );
    case 'X':
      return shape(
        [-1.1, -0.6], [-0.6, -1.1], [0, -0.5], [0.6, -1.1], [1.1, -0.6], [0.5, 0],
        [1.1, 0.6], [0.6, 1.1], [0, 0.5], [-0.6, 1.1], [-1.1, 0.6], [-0.5, 0],
      );
    case '*': {
      const corners = Array.from({ length: 10 }, (_, corner): [number, number] => {
        const angle = (Math.PI * corner) / 5;
        const radius = corner % 2 ? 0.5 : 1.25;
        return [radius * Math.sin(angle), -radius * Math.cos(angle)];
      });
      return shape(...corners);
    }
    default: {
      const r = tenth(size * 0.95);
      return `M${tenth(x - r)} ${tenth(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
    }
  }
}

const MARKER_MONTHS = 12;

/** The markers of a line, one each year, as one path. */
export function markersPath(marker: Marker, values: readonly number[], x: Place, y: Place): string {
  let path = '';
  for (let month = 0; month < values.length; month += MARKER_MONTHS) {
    const value = values[month] as number;
    if (Number.isFinite(value)) path += markerPath(marker, x(month), y(value));
  }
  return path;
}

export type Marker = 'o' | '^' | 's' | 'D' | 'P' | 'X' | 'v' | '*';
