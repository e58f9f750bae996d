// What a reader has to know before trusting an answer.
import { euros, number, type Language } from '../../lib/format';
import type { Answer } from '../../lib/types';
import type { Speech } from './verdict';

const FEWEST_REPLICATIONS = 30;
const DIGITS_THAT_TELL = 4; // three would write sums alike that differ by more than half a percent

/** The warnings of an answer as sentences. */
export function warningsOf(answer: Answer, speech: Speech): string[] {
  const { said, language } = speech;
  return answer.warnings.map(({ code, numbers }) => {
    switch (code) {
      case 'ends_early':
        return said.warnings.ends_early(number(monthsAfter(answer), language));
      case 'unequal_money':
        return said.warnings.unequal_money(said.listed(sums(answer, speech, DIGITS_THAT_TELL)));
      case 'few_replications':
        return said.warnings.few_replications(
          number(answer.replications, language), number(FEWEST_REPLICATIONS, language),
        );
      case 'books_open':
        return said.warnings.books_open(largest(Object.values(numbers), language));
    }
  });
}

/** What every arm spent, "“Out” 2 million €". */
export function sums(answer: Answer, { said, language, labels }: Speech, digits = 3): string[] {
  return answer.arms.map((arm, at) =>
    said.moneyOf(said.quoted(labels[at] ?? ''), euros(arm.spent_eur, language, digits)),
  );
}

/** The months after the funding that all arms can tell of. */
function monthsAfter(answer: Answer): number {
  return Math.max(0, answer.months - Math.max(...answer.arms.map((arm) => arm.funding_months)));
}

function largest(values: readonly number[], language: Language): string {
  return number(Math.max(0, ...values.map(Math.abs)), language, 6);
}
