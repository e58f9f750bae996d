import type { happen as English } from '../en/happen';
import type { Widen } from '../widen';

export const happen: Widen<typeof English> = {};
