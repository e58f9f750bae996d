import type { frame as English } from '../en/frame';
import type { Widen } from '../widen';

export const frame: Widen<typeof English> = {};
