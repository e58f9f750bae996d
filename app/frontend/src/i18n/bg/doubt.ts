import type { doubt as English } from '../en/doubt';
import type { Widen } from '../widen';

export const doubt: Widen<typeof English> = {};
