import type { answer as English } from '../en/answer';
import type { Widen } from '../widen';

export const answer: Widen<typeof English> = {};
