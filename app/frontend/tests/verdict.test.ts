import { describe, expect, it } from 'vitest';
import { dictionaries } from './dictionaries';
import type { Language } from '../src/lib/format';
import type { Answer, ArmAnswer, Difference } from '../src/lib/types';
import { bounds, insteadOf, size, sizes } from '../src/parts/answer/sizes';
import {
  findings, headline, judged, lasting, levelOfReference, spoken, wouldTell, type Speech,
} from '../src/parts/answer/verdict';
import { warningsOf } from '../src/parts/answer/warnings';

function row(changes: Partial<Difference> = {}, told: Partial<Difference['told']> = {}): Difference {
  return {
    outcome: 'impact_total', reference_mean: 100, mean: 114, difference: 14, low: 12, high: 16,
    clear: true, better: 'better', slight: false, superiority: 0.9, paired_superiority: 0.9,
    replications: 200, enough_replications: 20,
    told: { value: 14, low: 12, high: 16, decimals: 0, unit: '%', ...told },
    ...changes,
  };
}
const unclear = row(
  { difference: 0.5, low: -2, high: 3, clear: false, better: 'unclear' },
  { value: 0.5, low: -2, high: 3 },
);
const arm = (differences: Difference[] | null, levels: ArmAnswer['levels'] = {}): ArmAnswer => ({
  funding_months: 36, bands: {}, scarce: {}, levels, spent_eur: 1_200_000, differences,
});
const answer = (...arms: ArmAnswer[]): Answer => ({
  replications: 200, seed: 1, model: 'm', draft: false, milliseconds: { engine: 1, total: 2 },
  months: 96, arms: [arm(null), ...arms], warnings: [],
});
const speak = (language: Language, ...labels: string[]): Speech => ({
  said: dictionaries[language].answer, language, labels,
});
const plain = (text: string | null): string => (text ?? '').replaceAll('\u00a0', ' ');
const en = speak('en', 'Even mix', 'Scale out', 'Scale up');
const bg = speak('bg', 'Поравно', 'В ширина', 'Нагоре');

describe('the headline', () => {
  it('says size and interval of a clear difference', () => {
    expect(plain(headline(answer(arm([row()])), en))).toBe(
      'In this model, “Scale out” brings 14 % more impact than “Even mix” (12 to 16 %).',
    );
    expect(plain(headline(answer(arm([row()])), bg))).toBe(
      'В този модел „В ширина“ дава с 14 % по-голямо въздействие от „Поравно“ (от 12 до 16 %).',
    );
  });
  it('says the size of a loss without a minus sign, its ends from small to large', () => {
    const loss = row(
      { difference: -12, low: -12.6, high: -11.2, better: 'worse' },
      { value: -11.9, low: -12.6, high: -11.2, decimals: 1 },
    );
    expect(plain(headline(answer(arm([loss])), en))).toBe(
      'In this model, “Scale out” brings 11.9 % less impact than “Even mix” (11.2 to 12.6 %).',
    );
    expect(plain(headline(answer(arm([loss])), bg))).toContain('11,9 % по-малко въздействие');
  });
  it('says so where there is no clear difference, with signs', () => {
    expect(plain(headline(answer(arm([unclear])), en))).toBe(
      'In this model, there is no clear difference in impact between “Scale out” and “Even mix” (\u22122 to +3 %).',
    );
    expect(plain(headline(answer(arm([unclear])), bg))).toContain('няма ясна разлика');
  });
  it('says "slightly" of what is clear and small', () => {
    const slight = row({ slight: true }, { value: 0.4, low: 0.1, high: 0.7, decimals: 1 });
    expect(plain(headline(answer(arm([slight])), en))).toBe(
      'In this model, “Scale out” brings slightly more impact than “Even mix”: 0.4 % (0.1 to 0.7 %).',
    );
  });
  it('tells one run from luck and equal runs from unclear ones', () => {
    const one = row({ replications: 1, low: null, high: null, clear: false, better: 'unclear' });
    expect(headline(answer(arm([one])), en)).toContain('A single run');
    const equal = row({ difference: 0, low: 0, high: 0, clear: false, better: 'unclear' });
    expect(headline(answer(arm([equal])), en)).toContain('the same impact in every run');
  });
  it('groups several options by direction, the best first', () => {
    const loss = row({ difference: -3, better: 'worse' }, { value: -3, low: -4, high: -2 });
    const text = plain(headline(answer(arm([loss]), arm([row()])), en));
    expect(text).toBe(
      'In this model, compared with “Even mix”: more impact with “Scale up” (14 %); less impact with “Scale out” (3 %).',
    );
  });
  it('is silent on drafts and without options', () => {
    expect(headline(answer(arm(null)), en)).toBeNull();
    expect(headline(answer(), en)).toBeNull();
  });
});

describe('sizes', () => {
  const { said } = en;
  it('have no end that reads as zero', () => {
    const tiny = row({}, { value: 0.2, low: 0.00001, high: 0.31, decimals: 2 });
    expect(plain(sizes(tiny, said, 'en'))).toBe('just over 0 to 0.31 %');
    const tinier = row({}, { value: 0.00001, low: 0.000001, high: 0.00002, decimals: 4, unit: '' });
    expect(sizes(tinier, said, 'en')).toBe('less than 0.0001');
  });
  it('say an interval whose ends read alike once', () => {
    expect(plain(sizes(row({}, { low: 12.1, high: 12.2 }), said, 'en'))).toBe('12 %');
  });
  it('keep units whole and in the language', () => {
    const points = row({}, { unit: 'percentage points' });
    expect(size(points, said, 'en')).toBe('14\u00a0percentage\u00a0points');
    expect(plain(size(points, bg.said, 'bg'))).toBe('14 процентни пункта');
    expect(plain(size(row({}, { unit: 'unheard of' }), said, 'en'))).toBe('14 unheard of');
  });
  it('tell levels of shares in percent', () => {
    const share = row({ mean: 0.72, reference_mean: 0.62 }, { unit: 'percentage points' });
    expect(plain(insteadOf(share, said, 'en'))).toBe('72 % instead of 62 %');
  });
  it('know no interval of a single run', () => {
    expect(bounds(row({ low: null, high: null }), said, 'en')).toBe('interval not known');
    expect(sizes(row({ low: null, high: null }), said, 'en')).toBe('interval not known');
  });
});

describe('one outcome in words', () => {
  const lasts = (mean: number, reference: number): Difference => row(
    { outcome: 'sustainability_36', mean, reference_mean: reference, difference: mean - reference },
    { unit: 'percentage points', value: 10, low: 9, high: 11 },
  );
  it('is a level where the outcome has a top', () => {
    expect(plain(spoken(lasts(0.72, 0.62), en.said, 'en'))).toBe(
      '72 % instead of 62 % of the service of its best year with funding still runs three years after the funding (9 to 11 percentage points more)',
    );
    expect(plain(spoken(lasts(0.72, 0.62), bg.said, 'bg'))).toContain('(с 9 до 11 процентни пункта повече)');
  });
  it('has grown above 100 %, and is where only one of both has', () => {
    expect(plain(spoken(lasts(1.3, 1.1), en.said, 'en'))).toContain('has grown to 130 % instead of 110 %');
    expect(plain(spoken(lasts(1.1, 0.9), en.said, 'en'))).toContain('its service is 110 % instead of 90 %');
  });
  it('has no direction where it is not clear', () => {
    expect(plain(spoken(unclear, en.said, 'en'))).toBe('impact (\u22122 to +3 %)');
    const equal = row({ low: 0, high: 0, clear: false, better: 'unclear' });
    expect(spoken(equal, en.said, 'en')).toBe('impact (the same in every run)');
    expect(judged(equal, en.said)).toBe('no difference');
  });
  it('calls a lower cost better and says lower', () => {
    const cost = row({ outcome: 'cost_per_impact_eur', difference: -9, better: 'better' }, { value: -9, low: -10, high: -8 });
    expect(plain(spoken(cost, en.said, 'en'))).toBe('9 % lower cost per unit of impact (8 to 10 %)');
    expect(judged({ ...cost, slight: true }, en.said)).toBe('slightly better');
  });
  it('has words for everything that is judged, in both languages', () => {
    for (const { said } of [en, bg]) {
      for (const words of Object.values(said.outcomes)) {
        expect(words.short && words.noun && words.more && words.less).toBeTruthy();
      }
    }
  });
  it('says how many runs would tell, only where more would', () => {
    expect(wouldTell({ ...unclear, enough_replications: 812 }, en.said, 'en')).toContain('about 810 runs');
    expect(wouldTell({ ...unclear, enough_replications: 1e7 }, en.said, 'en')).toContain('hardly');
    expect(wouldTell({ ...unclear, enough_replications: 100 }, en.said, 'en')).toBe('');
    expect(wouldTell(row({ enough_replications: 812 }), en.said, 'en')).toBe('');
  });
});

describe('what lasts', () => {
  const lasts = row({ outcome: 'sustainability_36', mean: 0.7, reference_mean: 0.6 });
  const after = row({ outcome: 'impact_after_funding', difference: -1, better: 'worse' });
  it('stands beside the impact after the funding', () => {
    expect(lasting(answer(arm([row(), lasts, after])), en)).toBe(
      'Of the service of its best year with funding, three years after the funding there is more left with “Scale out”. Impact after the funding is lower with “Scale out”.',
    );
  });
  it('is nothing to tell where nothing is clear, and larger where it has grown', () => {
    expect(lasting(answer(arm([{ ...lasts, clear: false }, after])), en)).toBe('');
    expect(lasting(answer(arm([{ ...lasts, mean: 1.2 }, after])), en)).toContain('is larger with');
  });
  it('tells the level that the reference reaches', () => {
    const level = (mean: number) => ({ mean, low: null, high: null });
    const levels = {
      reach_final: level(329), coverage_share_final: level(0.075), sustainability_36: level(0.632),
      reach_mean: level(400), unmet_need_mean: level(4000),
    };
    const found = { ...answer(), arms: [arm(null, levels)] };
    expect(plain(levelOfReference(found, en))).toBe(
      'With “Even mix” 329 of 4,400 people in need are served in the last three months, and 63 % of the service of its best year with funding is left three years after the funding.',
    );
    expect(levelOfReference(answer(), en)).toBe('');
  });
});

it('sorts the main outcomes by judgement and leaves empty groups out', () => {
  const found = answer(arm([row(), { ...unclear, outcome: 'trust_final' }]));
  expect(findings(found, 1, ['trust_final', 'impact_total', 'unknown']).map(([name, rows]) => [name, rows.length]))
    .toEqual([['better', 1], ['unclear', 1]]);
  expect(findings(found, 0, ['impact_total'])).toEqual([]);
});

it('warns in sentences with the numbers of the answer', () => {
  const found: Answer = {
    ...answer(arm([])), months: 60, replications: 12,
    warnings: [
      { code: 'ends_early', numbers: {} }, { code: 'unequal_money', numbers: {} },
      { code: 'few_replications', numbers: {} }, { code: 'books_open', numbers: { money: 0.5 } },
    ],
  };
  const [early, money, few, books] = warningsOf(found, en).map(plain);
  expect(early).toContain('ends 24 months after');
  expect(money).toContain('“Even mix” 1.2 million € and “Scale out” 1.2 million €');
  expect(few).toContain('Only 12 runs');
  expect(books).toContain('0.5');
  expect(warningsOf(found, bg)).toHaveLength(4);
});
