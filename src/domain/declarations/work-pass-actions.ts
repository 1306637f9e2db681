import { dayOf } from '../../lib/day.ts';
import type { HeldPost, PersonActor } from '../actor.ts';
import type { Person } from '../people/person.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { hasConsent } from './consent-actions.ts';
import { owesHealth } from './health-owing.ts';
import { type OwnHealth, viewOwnHealth } from './health-views.ts';
import { homeOf, homePost } from './leader-chain.ts';
import { makePass, PASS_KEY, type PassWord, passWord, readPass } from './work-pass.ts';
import { checkedUnits, mayCheckPass } from './work-pass-policy.ts';

/** One's own pass of today, and how one stands with today's declaration. */
export interface OwnPass {
  code: string;
  name: string;
  unitName: string;
  own: OwnHealth;
  hasConsent: boolean;
}

/** Asked for again it is the same all day, until the data key is changed. Throws `unitMissing`. */
export async function viewOwnPass(actor: PersonActor, office: Office): Promise<OwnPass> {
  const { read } = office;
  const { name: unitName } = await homeOf(actor, read);
  const own = await viewOwnHealth(actor, office);
  const code = makePass({ personId: actor.person.id, day: own.day }, read.vault.keyFor(PASS_KEY));
  return { code, name: actor.person.fullName, unitName, own, hasConsent: await hasConsent(actor, office) };
}

/** What a pass tells whoever may check it: all of it. */
export interface CheckedPass {
  name: string;
  unitName: string;
  word: PassWord;
  day: string;
  isOwn: boolean;
}

/**
 * Somebody scans a pass. By anybody but its bearer it is a look at their health and written down as one. A pass of another day, one
 * that was never made here or whose bearer is gone, and one that is not theirs to check are refused alike, with `passUnknown`.
 */
export async function checkPass(actor: PersonActor, code: string, office: Office): Promise<CheckedPass> {
  const at = office.clock.now();
  const day = dayOf(at, office.zone);
  const pass = readPass(code, office.read.vault.keyFor(PASS_KEY));
  if (pass?.day !== day) throw new Problem('passUnknown');
  return await office.inTransaction(async (stores) => {
    const bearer = await findBearer(pass.personId, day, stores);
    const doors = await doorsOf(actor, stores, office);
    if (!bearer || !mayCheckPass(actor, bearer, doors)) throw new Problem('passUnknown');
    const { personId, person, posts, unitId } = bearer;
    const isOwn = actor.person.id === personId;
    if (!isOwn) await stores.health.addLook({ personId, on: day, byId: actor.person.id, what: 'pass', at });
    const { name: unitName } = await stores.units.get(unitId);
    return {
      name: person.fullName,
      unitName,
      word: await wordOf({ personId, posts }, day, stores, office),
      day,
      isOwn,
    };
  });
}

/** Where somebody stands at a door; a unit that is no more is none. */
async function doorsOf(actor: PersonActor, { units }: Stores, { passCheckers }: Office): Promise<string[]> {
  const codes = checkedUnits(actor, passCheckers);
  const found = await Promise.all(codes.map((code) => units.findByCode(code)));
  return found.flatMap((unit) => unit?.path ?? []);
}

interface Bearer {
  personId: number;
  person: Person;
  posts: HeldPost[];
  unitId: number;
  homePath: string;
}

/** Null for whoever has left, has no unit, or was cut off. */
async function findBearer(personId: number, today: string, { people }: Stores): Promise<Bearer | null> {
  const [person] = await people.listByIds([personId]);
  if (!person || person.leftOn !== null || !(await people.findAccount(personId))) return null;
  const posts = await people.listHeldPosts(personId, today);
  const home = homePost(posts);
  return home && { personId, person, posts, unitId: home.unitId, homePath: home.unitPath };
}

async function wordOf(
  bearer: Pick<Bearer, 'personId' | 'posts'>,
  day: string,
  stores: Stores,
  office: Office,
): Promise<PassWord> {
  const declaration = await stores.health.findOf(bearer.personId, day);
  const details = declaration && (await stores.health.getDetails(declaration));
  if (details) return passWord(details.result, true);
  return passWord(null, await owesHealth(bearer, day, stores, office));
}
