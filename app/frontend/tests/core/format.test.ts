import { expect, test } from 'vitest';
import { number } from '../../src/lib/format';

test('numbers are rounded as the command line rounds them', () => {
  // The value in memory counts: 2.05 and 0.285 are a little less than they look.
  expect([number(-2.05, 'en', 1), number(0.285, 'en', 2)]).toEqual(['−2.0', '0.28']);
  // An exact half goes to the even neighbour.
  expect([1.25, 1.75, 0.25, -0.25].map((value) => number(value, 'en', 1))).toEqual(['1.2', '1.8', '0.2', '−0.2']);
  expect([0.5, 1.5, 2.5, 1000.5].map((value) => number(value, 'en'))).toEqual(['0', '2', '2', '1,000']);
  expect([number(1234.5678, 'bg', 2), number(0, 'en', 2), number(1e21, 'en').length]).toEqual(['1\u00a0234,57', '0.00', 29]);
});
