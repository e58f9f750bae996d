// Shares of organisations by what is scarcest for them, stacked by month.
import { linePath, tenth } from '../../lib/chart/paths';

export const INPUTS = ['staff', 'premises', 'know_how', 'money', 'demand'] as const;
export type Input = (typeof INPUTS)[number];
/** Colours of the figures (analysis/pictures/scarcity.py): none is that of up, out or deep. */
export const COLOURS: Record<Input, string> = {
  staff: '#332288', premises: '#DDCC77', know_how: '#AA4499', money: '#A6DBF0', demand: '#777777',
};

export interface Area {
  input: Input;
  path: string;
}

/** Areas on top of each other, in pixels of a picture so wide and high; shares of 0 to 1. */
export function stack(
  scarce: Readonly<Record<string, readonly number[]>>, x: (month: number) => number, y: (share: number) => number,
): Area[] {
  const months = Math.max(0, ...INPUTS.map((input) => scarce[input]?.length ?? 0));
  let below = Array<number>(months).fill(0);
  return INPUTS.map((input) => {
    const above = below.map((sum, month) => sum + (scarce[input]?.[month] ?? 0));
    const path = months
      ? `${linePath(above, x, y)}${[...below.entries()].reverse()
          .map(([month, sum]) => `L${tenth(x(month))} ${tenth(y(sum))}`).join('')}Z`
      : '';
    below = above;
    return { input, path };
  });
}

/** What is scarcest for organisations in a month, most common first; shares of 0 to 1. */
export function shareAt(
  scarce: Readonly<Record<string, readonly number[]>>, month: number,
): { input: Input; share: number }[] {
  return INPUTS.map((input) => ({ input, share: scarce[input]?.[month] ?? 0 }))
    .filter(({ share }) => share >= 0.005)
    .sort((a, b) => b.share - a.share);
}
