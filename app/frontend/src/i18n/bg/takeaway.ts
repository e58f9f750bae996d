import type { takeaway as English } from '../en/takeaway';
import type { Widen } from '../widen';

export const takeaway: Widen<typeof English> = {};
