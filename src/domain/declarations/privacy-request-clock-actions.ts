import { dayOf } from '../../lib/day.ts';
import { nextAllowed } from '../calendar.ts';
import type { Office, Stores } from '../stores.ts';
import { morningOf } from '../tasks/task-mornings.ts';
import { daysAfter, type PrivacyRequest, REMIND_BEFORE } from './privacy-request.ts';
import { listResponsible } from './privacy-request-telling.ts';

const CHUNK = 200;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;

/**
 * Each working morning whoever has to answer gets one word about all requests that are due within two days, due or late, until they
 * are answered; of late ones the leaders of the whole office as well. Running it twice adds nothing.
 */
export async function remindOfRequests(office: Office): Promise<void> {
  const { clock, zone, calendar } = office;
  const now = clock.now();
  if (!morningOf(now, calendar) || nextAllowed(now, calendar) > now) return;
  const today = dayOf(now, zone);
  for (let afterId = 0; ; ) {
    const due = await office.read.privacyRequests.listDue(daysAfter(today, REMIND_BEFORE), afterId, CHUNK);
    if (due.length > 0) await office.inTransaction((stores) => remind(due, today, now, stores));
    if (due.length > 0) office.wake();
    if (due.length < CHUNK) break;
    afterId = due.at(-1)!.id;
    await clock.sleep(BREATH);
  }
}

async function remind(due: PrivacyRequest[], today: string, dueAt: Date, stores: Stores): Promise<void> {
  const told = new Set<number>();
  for (const request of due) for (const id of await listResponsible(request, today, stores)) told.add(id);
  for (const personId of told) {
    const word = {
      personId,
      kind: 'request.reminder' as const,
      purpose: `data-requests:${today}`,
      subjectId: personId,
    };
    await stores.deliveries.add({ ...word, lane: 'reminder', dueAt });
  }
}
