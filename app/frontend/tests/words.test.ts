// Both languages say the same: no text left over, no number lost, no letter of the wrong script.
import { expect, test } from 'vitest';
import { bg } from '../src/i18n/bg';
import { en } from '../src/i18n/en';

interface Pair { place: string; english: string; bulgarian: string }

// Texts that are rightly the same in both languages, each with its reason.
const SAME: Record<string, string> = {};
// Rates: "1/month" is spoken as "per month", without the one.
const RATE = /^model\.units\.1\//;
// Functions that no sample can call; the fewer the better.
const MOST_SKIPPED = 0;

/** Arguments to call a function of words with: marks that no language holds, then plain ones. */
const samples = (count: number): unknown[][] => {
  const marks = Array.from({ length: count }, (_, at) => `⟦${'▪'.repeat(at + 1)}⟧`);
  return [
    marks,
    marks.map((mark) => [mark, `${mark}${mark}`]),
    marks.map((mark, at) => (at === 0 ? [mark, `${mark}${mark}`] : mark)),
    marks.map((mark, at) => (at === count - 1 ? [mark, `${mark}${mark}`] : mark)),
    marks.map((_, at) => at + 3),
  ];
};

function called(words: (...given: unknown[]) => unknown, given: unknown[]): string | null {
  try {
    const said = words(...given);
    return typeof said === 'string' ? said : null;
  } catch {
    return null;
  }
}

function* pairs(english: unknown, bulgarian: unknown, place: string, skipped: string[]): Generator<Pair> {
  if (typeof english === 'string') {
    yield { place, english, bulgarian: bulgarian as string };
  } else if (typeof english === 'function') {
    const [one, other] = [english, bulgarian] as ((...given: unknown[]) => unknown)[];
    const count = Math.max(one!.length, other!.length);
    let isCalled = false;
    const plain = [['one', Array(count).fill('1')], ['nothing', Array(count).fill('')]] as [string, unknown[]][];
    for (const [what, given] of [...samples(count).map((one) => ['', one] as const), ...plain]) {
      const [said, told] = [called(one!, given), called(other!, given)];
      if (said === null || told === null) continue;
      isCalled = true;
      yield { place: `${place}(${what})`, english: said, bulgarian: told };
    }
    if (!isCalled) skipped.push(place);
  } else if (english !== null && typeof english === 'object') {
    for (const [key, value] of Object.entries(english)) {
      yield* pairs(value, (bulgarian as Record<string, unknown>)[key], `${place}.${key}`, skipped);
    }
  }
}

const skipped: string[] = [];
const all = [...pairs(en, bg, '', skipped)].map((pair) => ({ ...pair, place: pair.place.slice(1) }));
const bare = (place: string) => place.replace(/\(.*$/, '');
const told = all.filter((pair) => /\p{L}/u.test(pair.english) && !(bare(pair.place) in SAME));

const where = (wrong: Pair[]) => wrong.map((pair) => `${pair.place}: ${pair.english} | ${pair.bulgarian}`);
/** What a text must keep: numbers, marks of arguments, words of the code. */
const kept = (text: string) =>
  (text.match(/⟦▪+⟧|`[^`]+`|\{\w+\}|\d+(?:[.,]\d+)*/gu) ?? []).map((one) => one.replace(/,/g, '.')).sort();

/** Words that mix the scripts, and Latin ones that only look Cyrillic: "а" typed as "a". */
function mixed(text: string): string[] {
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const isCyrillic = /\p{Script=Cyrillic}/u.test(text);
  return words.filter(
    (word) =>
      (/\p{Script=Cyrillic}/u.test(word) && /\p{Script=Latin}/u.test(word)) ||
      (isCyrillic && /^[aceopxyABCEHKMOPTXY]+$/.test(word)),
  );
}

test('there are words to compare, and nearly every function can be called', () => {
  console.info(`${all.length} pairs of texts; functions skipped: ${skipped.length} ${skipped.join(' ')}`);
  expect(told.length).toBeGreaterThan(600);
  expect(skipped.length).toBeLessThanOrEqual(MOST_SKIPPED);
});

test('both languages hold the same keys', () => {
  const keys = (words: unknown): unknown =>
    words !== null && typeof words === 'object'
      ? Object.fromEntries(Object.entries(words).map(([key, value]) => [key, keys(value)]))
      : typeof words;
  expect(keys(bg)).toEqual(keys(en));
});

test('every text is put into Bulgarian', () => {
  expect(where(told.filter((pair) => pair.english === pair.bulgarian))).toEqual([]);
  expect(where(told.filter((pair) => !/\p{Script=Cyrillic}/u.test(pair.bulgarian)))).toEqual([]);
});

test('what need not differ is still the same, so that the list stays short', () => {
  const places = new Map(all.map((pair) => [bare(pair.place), pair]));
  for (const place of Object.keys(SAME)) expect(places.get(place)?.english).toBe(places.get(place)?.bulgarian);
  expect(Object.keys(SAME).length).toBeLessThan(15);
});

test('no number, argument or word of the code is lost or added', () => {
  const isOne = (place: string) => place.endsWith('(one)'); // where "1" may be told as "one"
  const lost = all.filter(
    ({ place, english, bulgarian }) =>
      !RATE.test(place) && !isOne(place) && kept(english).join() !== kept(bulgarian).join(),
  );
  expect(where(lost)).toEqual([]);
});

test('no word mixes Latin and Cyrillic letters', () => {
  expect(mixed('доверие в трaста')).toEqual(['трaста']);
  expect(mixed('o, на 2 ms в CSV, лист A4')).toEqual(['o']);
  expect(where(all.filter((pair) => mixed(pair.bulgarian).length > 0))).toEqual([]);
  const strayed = told.filter((pair) => /\p{Script=Cyrillic}/u.test(pair.english));
  expect(where(strayed)).toEqual([]);
});

test('Bulgarian has its own quotation marks and decimal comma', () => {
  const count = (text: string, mark: string) => text.split(mark).length;
  const wrong = told.filter(
    ({ bulgarian: text }) => /["”«»]|\d\.\d/u.test(text) || count(text, '„') !== count(text, '“'),
  );
  expect(where(wrong)).toEqual([]);
});

test('one thing has one Bulgarian word, that of the claims', () => {
  const others: [RegExp, string][] = [
    [/надълбоко|(?<!\p{L})навън/u, 'в дълбочина, в ширина'],
    [/отправна точка/u, 'за сравнение'],
    [/[Вв]ъзмож(?:ен свят|ни свята|ните светове)/u, 'правдоподобен свят'],
    [/[Вв]ъзможност(?:и|та|ите)?(?!\p{L})/u, 'вариант'],
    [/[Пп]ерсонал/u, 'служители'],
    [/(?<!\p{L})[Хх]ора(?:та)? в нужда/u, 'нуждаещи се'],
    [/[Пп]артньори, знания/u, 'умения'],
    [/[Фф]ормалн[оаи](?:то|та|те)? споразумени/u, 'официално споразумение'],
    [/[Дд]руги(?:те)? избори|всички избори/u, 'решения: „избори“ are elections'],
  ];
  const wrong = others.map(([word, but]) => where(all.filter((pair) => word.test(pair.bulgarian))).map((one) => `${one} (${but})`));
  expect(wrong.flat()).toEqual([]);
});

test('no text begins or ends with a space or holds two', () => {
  const isLoose = (text: string) => /\S\s$|\S\s\s\S/u.test(text);
  const loose = all.filter(
    (pair) => !pair.place.endsWith('(nothing)') && isLoose(pair.bulgarian) && !isLoose(pair.english),
  );
  expect(where(loose)).toEqual([]);
});
