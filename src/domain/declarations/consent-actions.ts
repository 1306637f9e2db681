import { nameForRecord, type PersonActor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { holds, NOTICE_VERSION } from './consent.ts';

/** The stream of everything that one person declares. */
export const streamOf = ({ person }: PersonActor): string => `person:${person.staffNo}`;

/** `consent.give`: to the notice as it is today. Given twice it changes nothing. */
export async function giveConsent(actor: PersonActor, office: Office): Promise<void> {
  const at = office.clock.now();
  await office.inTransaction(async ({ consents, evidence }) => {
    if (holds(await consents.find(actor.person.id))) return;
    await consents.add(actor.person.id, NOTICE_VERSION, at);
    const fact = { stream: streamOf(actor), action: 'consent.give', at, way: 'button' as const };
    const who = nameForRecord(actor);
    await evidence.append(entryOf({ ...fact, actor: who, subject: who, details: { notice: NOTICE_VERSION } }));
  });
}

/** Nobody declares anything before they have agreed to what it is for. */
export async function requireConsent(actor: PersonActor, { consents }: Stores): Promise<void> {
  if (!holds(await consents.find(actor.person.id))) throw new Problem('consentMissing');
}

export const hasConsent = async (actor: PersonActor, { read }: Office): Promise<boolean> =>
  holds(await read.consents.find(actor.person.id));
