import type { model as English } from '../en/model';
import type { Widen } from '../widen';

export const model: Widen<typeof English> = {};
