// The verdict in plain words, with no more certainty than the numbers carry.
import { number, percent, rounded, type Language } from '../../lib/format';
import type { Answer, Difference } from '../../lib/types';
import { bounds, insteadOf, isSame, size, sizes, type Said } from './sizes';

export const HEADLINE = 'impact_total';
const LASTING = 'sustainability_36';
const AFTERWARDS = 'impact_after_funding';
const WHOLE = 1.005; // up to here a share reads as 100 %
const MOST_REPLICATIONS = 100_000;
export const JUDGEMENTS = ['better', 'worse', 'neither', 'unclear'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

/** What the verdict speaks with: the words, the language and the name of every arm of an answer. */
export interface Speech {
  said: Said;
  language: Language;
  labels: readonly string[]; // quoted where they are used
}

interface Finding { row: Difference; label: string }

/** One difference of an arm of an answer; the reference and drafts have none. */
export function differenceOf(answer: Answer, at: number, outcome: string): Difference | undefined {
  return answer.arms[at]?.differences?.find((row) => row.outcome === outcome);
}

function findingsOf(answer: Answer, outcome: string, { said, labels }: Speech): Finding[] {
  return answer.arms.flatMap((_, at) => {
    const row = at > 0 ? differenceOf(answer, at, outcome) : undefined;
    return row ? [{ row, label: said.quoted(labels[at] ?? '') }] : [];
  });
}

/** The answer in one sentence; null while there is only a draft. */
export function headline(answer: Answer, speech: Speech): string | null {
  const { said, language, labels } = speech;
  const found = findingsOf(answer, HEADLINE, speech);
  const reference = said.quoted(labels[0] ?? '');
  const [only] = found;
  if (!only) return null;
  if (found.length > 1) {
    const ordered = [...found].sort((a, b) => b.row.difference - a.row.difference);
    const parts = directions(
      ordered, speech, said.moreImpact, said.lessImpact, said.noClearImpact, true,
    );
    return said.compared(reference, parts.join('; '));
  }
  const { row, label } = only;
  if (row.replications === 1) return said.oneRun;
  if (isSame(row)) return said.sameInEvery(label, reference);
  if (!row.clear) return said.noClear(label, reference, bounds(row, said, language));
  const moved = row.difference > 0 ? said.moreImpact : said.lessImpact;
  const brings = row.slight ? said.bringsSlightly : said.brings;
  return brings(
    label, size(row, said, language), moved, reference, sizes(row, said, language),
  );
}

/** Every arm with the direction of its difference, arms of one direction together. */
export function directions(
  found: readonly Finding[], { said, language }: Speech,
  more: string, less: string, unclear: string, withSizes = false,
): string[] {
  const groups = new Map<string, string[]>(
    [more, said.slightly(more), said.slightly(less), less, unclear].map((word) => [word, []]),
  );
  for (const { row, label } of found) {
    const direction = row.difference > 0 ? more : less;
    const word = !row.clear ? unclear : row.slight ? said.slightly(direction) : direction;
    groups.get(word)?.push(
      withSizes && row.clear ? `${label} (${size(row, said, language)})` : label,
    );
  }
  return [...groups]
    .filter(([, arms]) => arms.length > 0)
    .map(([word, arms]) => said.withArms(word, said.listed(arms)));
}

/** How much of the service every arm keeps, and its impact after the funding; may be empty. */
export function lasting(answer: Answer, speech: Speech): string {
  const { said } = speech;
  const found = findingsOf(answer, LASTING, speech);
  if (!found.some(({ row }) => row.clear)) return '';
  const later = directions(
    findingsOf(answer, AFTERWARDS, speech), speech, said.higher, said.lower, said.notClearly,
  ).join(', ');
  // Above 100 % the service has grown, and nothing is "left".
  if (found.some(({ row }) => Math.max(row.mean, row.reference_mean) > WHOLE)) {
    const parts = directions(found, speech, said.larger, said.smaller, said.notClearly);
    return said.grown(parts.join(', '), later);
  }
  const parts = directions(found, speech, said.leftMore, said.leftLess, said.leftUnclear);
  return said.lasting(parts.join(', '), later);
}

/** How many people the reference serves in the end, and what is left of its service later on. */
export function levelOfReference(answer: Answer, { said, language, labels }: Speech): string {
  const levels = answer.arms[0]?.levels ?? {};
  const mean = (outcome: string): number => levels[outcome]?.mean ?? NaN;
  const [served, coverage, left] = [
    mean('reach_final'), mean('coverage_share_final'), mean(LASTING),
  ];
  const need = coverage > 0 ? served / coverage : mean('reach_mean') + mean('unmet_need_mean');
  if (!Number.isFinite(served) || !Number.isFinite(need) || !Number.isFinite(left)) return '';
  const people = served < need / 2 ? rounded(need, language) : number(need, language);
  const count = served >= 1 || served === 0 ? number(served, language) : said.fewerThanOne;
  const share = percent(left, language);
  return said.levelOf(
    said.quoted(labels[0] ?? ''), count, people,
    left > WHOLE ? said.keptGrown(share) : said.keptShare(share),
  );
}

type OutcomeWords = Said['outcomes'][keyof Said['outcomes']];

/** The words of an outcome; undefined for one that nobody speaks of. */
export function wordsOf(outcome: string, said: Said): OutcomeWords | undefined {
  return (said.outcomes as Record<string, OutcomeWords>)[outcome];
}

/** One difference in words; without direction where zero is in its interval. */
export function spoken(row: Difference, said: Said, language: Language): string {
  const wording = wordsOf(row.outcome, said);
  if (!wording) return row.outcome;
  if (!row.clear) {
    return `${wording.noun} (${isSame(row) ? said.everyRun : bounds(row, said, language)})`;
  }
  const direction = row.difference > 0 ? wording.more : wording.less;
  const level = levelTold(row, wording, said, language);
  if (level) {
    // In a level the range follows a preposition of its own.
    const range = sizes(row, said, language, said.span);
    return row.slight
      ? said.levelSlight(level, range, direction)
      : said.levelMoved(level, range, direction);
  }
  const told = row.slight ? said.toldSlight : said.told;
  return told(size(row, said, language), direction, sizes(row, said, language));
}

/** The levels of an outcome with a top; above the whole a service has grown. */
function levelTold(
  row: Difference, wording: OutcomeWords, said: Said, language: Language,
): string {
  const levels = insteadOf(row, said, language);
  const above = wording.above('');
  if (!above || Math.max(row.mean, row.reference_mean) <= WHOLE) return wording.level(levels);
  const isGrown = Math.min(row.mean, row.reference_mean) > WHOLE;
  return wording.above(isGrown ? said.hasGrown(levels) : said.is(levels));
}

/** In a word or two how an arm compares in one outcome, "slightly better". */
export function judged(row: Difference, said: Said): string {
  if (isSame(row)) return said.noDifference;
  const word = said.judged[row.better];
  return row.slight ? said.slightly(word) : word;
}

/** The main outcomes of an arm by how they were judged, empty groups left out. */
export function findings(
  answer: Answer, at: number, main: readonly string[],
): [Judgement, Difference[]][] {
  const rows = main.flatMap((outcome) => differenceOf(answer, at, outcome) ?? []);
  return JUDGEMENTS.map((judgement): [Judgement, Difference[]] => [
    judgement, rows.filter((row) => row.better === judgement),
  ]).filter(([, group]) => group.length > 0);
}

/** How many runs would tell a difference that luck hides; empty where more would say no more. */
export function wouldTell(row: Difference, said: Said, language: Language): string {
  const enough = row.enough_replications;
  if (row.clear || isSame(row) || enough === null || enough <= row.replications) return '';
  return enough > MOST_REPLICATIONS
    ? said.hardlyTell(number(MOST_REPLICATIONS, language))
    : said.wouldTell(rounded(enough, language));
}
