import type { Role } from '../people/post.ts';
import { isReachable } from '../people/reachable.ts';
import type { Stores } from '../stores.ts';
import { idsOf } from '../units/unit.ts';
import { isLate, type PrivacyRequest } from './privacy-request.ts';
import { ANSWERING_ROLES, OFFICE_ROLES } from './privacy-request-policy.ts';

/**
 * Who is told of a request: the administrators nearest above its person who can be told; where there is none, the leaders of the whole
 * office. Never the person.
 */
export async function listAnswering(
  { person, unit }: Pick<PrivacyRequest, 'person' | 'unit'>,
  today: string,
  stores: Stores,
): Promise<number[]> {
  const admins = await listReachable(unit.path, ANSWERING_ROLES, today, stores);
  const others = admins.filter(({ personId }) => personId !== person.id);
  const nearest = Math.max(...others.map(({ unitPath }) => unitPath.length));
  const told = others.filter(({ unitPath }) => unitPath.length === nearest);
  return told.length > 0 ? unique(told) : await listLeaders({ person, unit }, today, stores);
}

/** The same, and of one that is late the leaders of the whole office as well, who answer for it. */
export async function listResponsible(request: PrivacyRequest, today: string, stores: Stores): Promise<number[]> {
  const answering = await listAnswering(request, today, stores);
  return isLate(request, today)
    ? [...new Set([...answering, ...(await listLeaders(request, today, stores))])]
    : answering;
}

async function listLeaders(
  { person, unit }: Pick<PrivacyRequest, 'person' | 'unit'>,
  today: string,
  stores: Stores,
): Promise<number[]> {
  const root = `/${idsOf(unit.path)[0]}/`;
  const leaders = await listReachable(root, OFFICE_ROLES, today, stores);
  return unique(leaders.filter(({ personId }) => personId !== person.id));
}

interface Holder {
  personId: number;
  unitPath: string;
}

const unique = (holders: Holder[]): number[] => [...new Set(holders.map(({ personId }) => personId))];

/** Who holds one of these roles on the way from the root to a path and can be told, with each place where they hold it. */
async function listReachable(path: string, roles: readonly Role[], today: string, stores: Stores): Promise<Holder[]> {
  const holders: Holder[] = [];
  for (const { id: personId } of await stores.people.listHoldersAbove(path, roles, today)) {
    if (!(await isReachable(personId, stores))) continue;
    for (const { unitPath, role } of await stores.people.listHeldPosts(personId, today)) {
      if (roles.includes(role) && path.startsWith(unitPath)) holders.push({ personId, unitPath });
    }
  }
  return holders;
}
