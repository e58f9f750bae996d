// Names of files, wrapped words, numbers of the printed page, and the glossary.
import { describe, expect, it } from 'vitest';
import { bg } from '../src/i18n/bg';
import { en } from '../src/i18n/en';
import type { Answer, ArmAnswer, Difference, Meta } from '../src/lib/types';
import { allTerms, meaningOf } from '../src/parts/glossary/meanings';
import { dateOf, fiveNumbers, FIVE } from '../src/parts/takeaway/brief';
import { wrapped } from '../src/parts/takeaway/png';
import { fileName, slug } from '../src/parts/takeaway/saving';

describe('file names', () => {
  it('hold small Latin letters, digits and hyphens only', () => {
    expect(slug('Въздействие: хора/месец')).toBe('vazdeystvie-hora-mesets');
    expect(slug('../../etc/passwd')).toBe('etc-passwd');
    expect(slug('Café “Ёж”')).toMatch(/^cafe[a-z-]*$/u);
    expect(slug('a'.repeat(200)).length).toBeLessThanOrEqual(60);
    expect(slug('<script>')).toBe('script');
  });

  it('say what is in the file', () => {
    expect(fileName(['bureau', 'map', 'seed1'], 'png')).toBe('snowball-bureau-map-seed1.png');
    expect(fileName(['日本', ''], 'csv')).toBe('snowball.csv');
  });
});

describe('words in lines', () => {
  const measure = (text: string) => text.length;

  it('keep to the width and lose no word', () => {
    const text = 'one two three four five six seven';
    const lines = wrapped(text, 10, measure);
    expect(lines.join(' ')).toBe(text);
    expect(Math.max(...lines.map(measure))).toBeLessThanOrEqual(10);
  });

  it('let a word stand out that is wider than everything', () => {
    expect(wrapped('a enormously b', 4, measure)).toEqual(['a', 'enormously', 'b']);
    expect(wrapped('  ', 4, measure)).toEqual([]);
  });
});

describe('the printed page', () => {
  const level = (mean: number) => ({ mean, low: mean, high: mean });
  const arm = (impact: number, differences: Difference[] | null): ArmAnswer => ({
    funding_months: 36, bands: {}, scarce: {}, spent_eur: 1e6, differences,
    levels: { impact_total: level(impact), sustainability_36: level(0.62), coverage_gini_final: level(0.351), trust_final: level(0.4), cost_per_impact_eur: level(304.4) },
  });
  const difference: Difference = {
    outcome: 'impact_total', reference_mean: 1000, mean: 1100, difference: 100, low: 80, high: 120, clear: true,
    better: 'better', slight: false, superiority: 0.9, paired_superiority: 0.9, replications: 200, enough_replications: null,
    told: { value: 10, low: 8, high: 12, decimals: 0, unit: '%' },
  };
  const answer: Answer = {
    replications: 200, seed: 1, model: '0', draft: false, milliseconds: { engine: 1, total: 1 }, months: 96,
    arms: [arm(1000, null), arm(1100, [difference])], warnings: [],
  };
  const meta = { run: [
    { name: 'impact_total', unit: 'person-months', better: 'higher' }, { name: 'sustainability_36', unit: 'share', better: 'higher' },
    { name: 'coverage_gini_final', unit: '0-1', better: 'lower' }, { name: 'trust_final', unit: '0-1', better: 'higher' },
    { name: 'cost_per_impact_eur', unit: 'EUR/person-month', better: 'lower' },
  ] } as unknown as Meta;

  it('has five numbers for every arm, each with how it compares', () => {
    const rows = fiveNumbers(answer, meta, { said: en.answer, language: 'en', labels: ['A', 'B'] });
    expect(rows).toHaveLength(FIVE.length);
    const [impact, lasting, inequality] = rows;
    expect(impact!.cells[0]).toEqual({ level: '1,000', judged: '', range: '' });
    expect(impact!.unit).toBe('person-months');
    expect(impact!.cells[1]!.judged).toBe('better');
    expect(impact!.cells[1]!.range).toBe('+8 to +12 %');
    expect(lasting!.cells[0]!.level.replaceAll('\u00a0', ' ')).toBe('62 %');
    expect(inequality!.cells[0]!.level).toBe('0.35');
    expect(lasting!.cells[1]).toMatchObject({ judged: '', range: '' });
  });

  it('writes numbers as Bulgarians do, and a dash for what is not known', () => {
    const [impact, , inequality] = fiveNumbers(answer, meta, { said: bg.answer, language: 'bg', labels: ['A', 'B'] });
    expect(impact!.cells[0]!.level).toMatch(/^1\s000$/u);
    expect(inequality!.cells[0]!.level).toBe('0,35');
    const nothing = { ...answer, arms: [{ ...answer.arms[0]!, levels: {} }] };
    expect(fiveNumbers(nothing, meta, { said: bg.answer, language: 'bg', labels: ['A'] })[0]!.cells[0]!.level).toBe('–');
  });

  it('dates itself in the language of the page', () => {
    const day = new Date(2026, 10, 29);
    expect(dateOf(day, 'en')).toBe('29 November 2026');
    expect(dateOf(day, 'bg')).toMatch(/^29 ноември 2026/u);
    expect(bg.takeaway.print.printed(dateOf(day, 'bg'))).toMatch(/[^.]\.$/u);
  });
});

describe('the glossary', () => {
  it('explains terms, and up, out and deep with both vocabularies', () => {
    for (const words of [en, bg]) {
      expect(meaningOf(words, 'coalition')!.meaning).not.toBe('');
      for (const key of ['up', 'out', 'deep']) {
        const { vocabulary } = meaningOf(words, key)!;
        for (const part of ['report', 'moore', 'differs', 'in_the_model'] as const) expect(vocabulary![part]).not.toBe('');
      }
      expect(meaningOf(words, 'toString')).toBeNull();
    }
  });

  it('has the same words in both languages, in the order of the alphabet', () => {
    const english = allTerms(en, 'en');
    expect(english.map(({ key }) => key).sort()).toEqual(allTerms(bg, 'bg').map(({ key }) => key).sort());
    const names = english.map(({ word }) => word);
    expect(names).toEqual([...names].sort(new Intl.Collator('en').compare));
  });
});
