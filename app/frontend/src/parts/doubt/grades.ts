// The grades of evidence: which assumptions have which, and what they explain.
import type { Assumption, Meta } from '../../lib/types';

/** The assumptions of every grade, in the order in which grades first appear. */
export function byGrade(meta: Meta): [string, Assumption[]][] {
  const grades = new Map<string, Assumption[]>();
  for (const one of meta.assumptions) grades.set(one.grade, [...(grades.get(one.grade) ?? []), one]);
  return [...grades].sort(([, few], [, many]) => few.length - many.length);
}
