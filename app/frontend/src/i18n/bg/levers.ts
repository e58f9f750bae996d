import type { levers as English } from '../en/levers';
import type { Widen } from '../widen';

export const levers: Widen<typeof English> = {};
