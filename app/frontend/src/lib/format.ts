// Numbers as people read them, in the language of the page.
export type Language = 'en' | 'bg';

const locales: Record<Language, string> = { en: 'en-GB', bg: 'bg-BG' };

// Making a formatter costs fifty times more than using one, and an answer writes hundreds of numbers.
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(language: Language, decimals: number): Intl.NumberFormat {
  const key = `${language}${decimals}`;
  const made = formatters.get(key) ?? new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: 'always',
  } as Intl.NumberFormatOptions);
  formatters.set(key, made);
  return made;
}

/**
 * A number rounded as `snowball compare` rounds it: the value in memory counts, not its short
 * decimal form (2.05 is a little less, so 2.0), and an exact half goes to the even neighbour.
 */
function roundedAsThere(value: number, decimals: number): number {
  const isHalf = Math.abs(value * 2 ** (decimals + 1)) % 2 === 1;
  if (!isHalf) return Number(value.toFixed(decimals));
  const below = Math.floor(value * 10 ** decimals);
  return (below % 2 === 0 ? below : below + 1) / 10 ** decimals;
}

/** A number with so many decimals, thousands apart, a true minus sign. */
export function number(value: number | null, language: Language, decimals = 0): string {
  if (value === null || !Number.isFinite(value)) return '–';
  const text = formatter(language, decimals).format(roundedAsThere(Math.abs(value), decimals));
  const isZero = !/[1-9]/.test(text);
  return (value < 0 && !isZero ? '\u2212' : '') + text;
}

/** A number with its sign always shown. */
export function signed(value: number, language: Language, decimals = 0): string {
  const text = number(value, language, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A level with so many significant digits: 12,345 gives 12,000. */
export function rounded(value: number | null, language: Language, digits = 2): string {
  if (value === null || !Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const rough = Number(value.toPrecision(digits));
  const place = digits - 1 - Math.floor(Math.log10(Math.abs(rough)));
  return number(rough, language, Math.max(0, place));
}

/** A share as percent. */
export function percent(share: number | null, language: Language, decimals = 0): string {
  return share === null ? '–' : `${number(100 * share, language, decimals)}\u00a0%`;
}

/** Money: full euros below a million, millions above. */
export function euros(value: number, language: Language, digits = 3): string {
  const rough = Number(value.toPrecision(digits));
  if (Math.abs(rough) < 1e6) return `${number(rough, language)}\u00a0€`;
  const millions = rough / 1e6;
  const decimals = Number.isInteger(millions) ? 0 : Number.isInteger(millions * 10) ? 1 : 2;
  const unit = language === 'bg' ? 'млн.\u00a0€' : 'million\u00a0€';
  return `${number(millions, language, decimals)}\u00a0${unit}`;
}
