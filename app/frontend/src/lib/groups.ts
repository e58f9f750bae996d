// Levers grouped for people: the register's own groups, in the order in which a plan is made.
import type { Lever } from './types';

export type GroupName = 'how' | 'who' | 'money' | 'shared' | 'other';

const OF_REGISTER: Record<string, GroupName> = {
  organisations: 'how', involvement: 'who', funding: 'money', pooling: 'shared',
};
const ORDER: readonly GroupName[] = ['how', 'who', 'money', 'shared', 'other'];

/** Every lever in exactly one group; one of an unknown group of the register is still there. */
export function groupLevers(levers: readonly Lever[]): { name: GroupName; levers: Lever[] }[] {
  const groupOf = (lever: Lever) => (Object.hasOwn(OF_REGISTER, lever.group) ? OF_REGISTER[lever.group]! : 'other');
  return ORDER.map((name) => ({ name, levers: levers.filter((lever) => groupOf(lever) === name) })).filter((group) => group.levers.length > 0);
}
