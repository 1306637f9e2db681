import { dayOf } from '../../lib/day.ts';
import { randomCode, sha256 } from '../../lib/ids.ts';
import { nameForRecord, type PersonActor } from '../actor.ts';
import { canonicalJson, entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { requireConsent, streamOf } from './consent-actions.ts';
import { followContact } from './follow-up-actions.ts';
import {
  type HealthAnswers,
  type HealthDeclaration,
  type HealthDetails,
  type HealthWay,
  isRepeatable,
  needsLook,
  sameAgain,
} from './health.ts';
import { resultOf } from './health-rules.ts';
import { tellOfHealth } from './health-telling.ts';
import { homeOf } from './leader-chain.ts';

/** What came of declaring. */
export interface Declared {
  declaration: HealthDeclaration;
  details: HealthDetails | null;
}

/**
 * `health.declare`, and on a day that was declared already `health.correct`: the answers of the form. They are for the day on which
 * the form was begun. Submitting a draft twice is one act. Throws `healthDayOver`, `consentMissing`, `unitMissing`.
 */
export async function declareHealth(
  actor: PersonActor,
  answers: HealthAnswers,
  { day, draftId }: { day: string; draftId: number },
  office: Office,
): Promise<Declared> {
  const today = requireToday(day, office);
  const declared = await office.inTransaction(async (stores) => {
    await requireConsent(actor, stores);
    if (await stores.health.hasActOf(draftId)) return await readBack(actor, today, stores);
    return await take(actor, answers, { way: 'form', draftId, today }, office, stores);
  });
  office.wake();
  return declared;
}

/** `health.declare` by one press: nothing noticed, as the last time. Pressed again it changes nothing. Throws `healthNotSame` too. */
export async function declareSame(actor: PersonActor, day: string, office: Office): Promise<Declared> {
  const today = requireToday(day, office);
  const declared = await office.inTransaction(async (stores) => {
    await requireConsent(actor, stores);
    if (await stores.health.findOf(actor.person.id, today)) return await readBack(actor, today, stores);
    const last = await findRepeatable(actor.person.id, today, stores);
    if (!last) throw new Problem('healthNotSame');
    return await take(actor, sameAgain(last.details.answers), { way: 'same', draftId: null, today }, office, stores);
  });
  office.wake();
  return declared;
}

/** A form or button of an earlier day declares nothing for today: it was answered, or shown, about that day. */
function requireToday(day: string, { clock, zone }: Office): string {
  const today = dayOf(clock.now(), zone);
  if (day !== today) throw new Problem('healthDayOver');
  return today;
}

async function readBack(actor: PersonActor, today: string, { health }: Stores): Promise<Declared> {
  const declaration = await health.findOf(actor.person.id, today);
  // The draft was submitted on the day before, right at midnight.
  if (!declaration) throw new Problem('healthDayOver');
  return { declaration, details: await health.getDetails(declaration) };
}

/** The person's last declaration before a day, where the next one can be the same by one press. */
export async function findRepeatable(
  personId: number,
  today: string,
  { health }: Stores,
): Promise<{ declaration: HealthDeclaration; details: HealthDetails } | null> {
  const declaration = await health.findLastBefore(personId, today);
  const details = declaration && (await health.getDetails(declaration));
  return declaration && details && isRepeatable(details.answers) ? { declaration, details } : null;
}

/**
 * Writes down what was declared, and tells those who answer for the person where the result is news. What the record keeps is that
 * it was declared and a hash that nobody can guess the answers from, never the result.
 */
async function take(
  actor: PersonActor,
  answers: HealthAnswers,
  { way, draftId, today }: { way: HealthWay; draftId: number | null; today: string },
  office: Office,
  stores: Stores,
): Promise<Declared> {
  const at = office.clock.now();
  const { health } = stores;
  const personId = actor.person.id;
  const unit = await homeOf(actor, stores);
  const said = await saidBefore(personId, today, stores);
  const earlier = await health.findOf(personId, today);
  const details = { answers, ...resultOf(answers), salt: randomCode(16) };
  const act = { unitId: unit.id, details, at, way, draftId };
  if (earlier) await health.correct(earlier, act);
  else await health.add({ ...act, personId, on: today });
  const declaration = (await health.findOf(personId, today))!;
  const hash = sha256(canonicalJson({ answers, salt: details.salt }));
  const record = { declaration: declaration.id, day: today, version: declaration.version, said: hash };
  const fact = { stream: streamOf(actor), action: earlier ? 'health.correct' : 'health.declare', at };
  const who = nameForRecord(actor);
  await stores.evidence.append(
    entryOf({ ...fact, way: 'button', actor: who, subject: who, details: record, passes: true }),
  );
  const contact = { contact: answers.contact, before: said.last?.answers.contact ?? 'none' };
  await followContact(actor, declaration, contact, office, stores);
  const before = { today: said.today?.result ?? null, last: said.last?.result ?? null };
  if (needsLook(details.result, before)) await tellOfHealth(actor, declaration, unit, { now: at, today }, stores);
  return { declaration, details };
}

async function saidBefore(personId: number, today: string, { health }: Stores) {
  const [ofToday, last] = [await health.findOf(personId, today), await health.findLastBefore(personId, today)];
  const detailsIn = async (one: HealthDeclaration | null) => one && (await health.getDetails(one));
  return { today: await detailsIn(ofToday), last: await detailsIn(last) };
}
