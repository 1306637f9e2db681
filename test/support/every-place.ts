import type { PersonActor } from '../../src/domain/actor.ts';
import { setLevel } from '../../src/domain/areas/area-level-actions.ts';
import { giveConsent } from '../../src/domain/declarations/consent-actions.ts';
import type { HealthAnswers } from '../../src/domain/declarations/health.ts';
import { declareHealth } from '../../src/domain/declarations/health-actions.ts';
import { beginCampaign } from '../../src/domain/declarations/health-campaign-actions.ts';
import { submitRequest } from '../../src/domain/declarations/privacy-request-actions.ts';
import { declareTrip } from '../../src/domain/declarations/trip-actions.ts';
import { attest } from '../../src/domain/directives/attest-actions.ts';
import { absenceForm } from '../../src/domain/forms/absence-form.ts';
import { startDraft } from '../../src/domain/forms/draft-actions.ts';
import { markAway } from '../../src/domain/people/absence-actions.ts';
import { type Role, roles } from '../../src/domain/people/post.ts';
import { answerRollCall } from '../../src/domain/rollcalls/answer-actions.ts';
import { callRoll } from '../../src/domain/rollcalls/call-actions.ts';
import { dayOf } from '../../src/lib/day.ts';
import { type CastMember, people } from './cast.ts';
import { receiptIdOf } from './desk.ts';
import { actorNamed, issue } from './issuing.ts';
import { openTestOffice, type TestOffice } from './office.ts';
import { give } from './tasks.ts';
import { TestClock } from './test-clock.ts';

/** As somebody at the rangers' (KL) sees it. */
export const PLACES = { own: 'KL', below: 'H1', beside: 'TL', above: 'SO' } as const;
export type Place = keyof typeof PLACES;
export const ALL_PLACES = Object.keys(PLACES) as Place[];

/** Whose affairs they are: somebody at each place who holds nothing else. */
const SUBJECTS: Record<Place, string> = { own: 'ranger', below: 'an', beside: 'giang', above: 'porter' };

/** Who issues there. */
const HEADS: Record<Place, string> = { own: 'ranger-head', below: 'h1-head', beside: 'water-head', above: 'director' };

const someone = (role: Role): CastMember => ({ staffNo: `who-${role}`, name: `Lê ${role}`, posts: [['KL', role]] });
export const WHO = [...roles.map((role) => `who-${role}`), 'who-nobody'];

const CAST: CastMember[] = [
  ...people,
  { staffNo: 'ranger', name: 'Hà Văn Rừng', posts: [['KL', 'staff']] },
  { staffNo: 'porter', name: 'Phan Văn Cổng', posts: [['SO', 'staff']] },
  ...roles.map(someone),
  { staffNo: 'who-nobody', name: 'Lê Văn Thôi', posts: [] },
];

/** The ids of everything that there is at one place, by what it is. */
export interface AtPlace {
  unitId: number;
  personId: number;
  directiveId: number;
  /** One for its leaders and deputies. */
  forHeadsId: number;
  receiptId: number;
  attestationId: number;
  absenceId: number;
  taskId: number;
  tripId: number;
  declarationId: number;
  campaignId: number;
  requestId: number;
  rollCallId: number;
  listedId: number;
  levelId: number;
  draftId: number;
  number: string;
}

const ILL: HealthAnswers = {
  symptoms: ['cough'],
  temperature: null,
  contact: 'f1',
  test: 'none',
  vaccination: 'two',
  note: null,
};

/** An office on a Monday morning in which there is one of everything at each of four places. */
export async function openEveryPlace(): Promise<{ office: TestOffice; at: Record<Place, AtPlace> }> {
  const office = await openTestOffice({ people: CAST, clock: new TestClock('2026-11-23T01:30:00Z') });
  const at = {} as Record<Place, AtPlace>;
  for (const [index, place] of ALL_PLACES.entries()) at[place] = await fill(office, place, index);
  await office.settle();
  return { office, at };
}

async function fill(test: TestOffice, place: Place, index: number): Promise<AtPlace> {
  const { office } = test.app;
  const [code, unitId] = [PLACES[place], await test.unitId(PLACES[place])];
  const subject = (await actorNamed(test, SUBJECTS[place])) as PersonActor;
  const director = (await actorNamed(test, 'director')) as PersonActor;
  const personId = subject.person.id;
  const today = dayOf(test.clock.now(), office.zone);
  // Of each directive one person alone has a card.
  const groupId = await office.inTransaction(async ({ groups }) => {
    const id = await groups.save(`NHOM-${place}`, `Nhóm ${place}`);
    await groups.addMembers(id, [personId]);
    return id;
  });
  const number = `${index + 71}/KH-SNNMT`;
  const { id: directiveId } = await issue(test, [code], { number, groupId }, await actorNamed(test, HEADS[place]));
  const receiptId = await receiptIdOf(test, directiveId, personId);
  const forHeads = await issue(test, [code], { audience: 'heads' }, await actorNamed(test, HEADS[place]));
  await attest(director, { receiptId, way: 'phone', note: null }, office);
  const task = await give(test, directiveId, { lead: code, text: `Việc ${place}` });
  const absence = await markAway(subject, { personId, fromOn: today, toOn: today }, office);
  await giveConsent(subject, office);
  const stops = [{ place: '01', fromOn: '2026-11-24', toOn: '2026-11-26' }];
  const trip = await declareTrip(
    subject,
    { kind: 'private', stops, reason: 'Việc nhà', transport: 'coach', companions: null, contacts: null },
    1_000 + index,
    office,
  );
  const { declaration } = await declareHealth(subject, ILL, { day: today, draftId: 2_000 + index }, office);
  const wish = { unitId, time: '10:00', isEveryDay: true, fromOn: today, toOn: null };
  const campaign = await beginCampaign(director, wish, 3_000 + index, office);
  const request = await submitRequest(subject, { kind: 'correct', text: 'Sai tên' }, 4_000 + index, office);
  const call = await callRoll(director, { about: 'bão', unitIds: [unitId] }, 5_000 + index, office);
  await test.settle();
  const level = await setLevel(
    director,
    { hazard: 'dich', province: `0${[1, 4, 8][index % 3]}`, level: '1', fromOn: today, toOn: null, directiveId },
    office,
  );
  const draft = await startDraft(subject, absenceForm, { personId }, office);
  const listed = (await office.read.rollCalls.findListedOf(call.id, personId))!;
  await answerRollCall(subject, listed.id, { answer: 'help', messageId: null }, office);
  return {
    ...{ unitId, personId, directiveId, receiptId, number, taskId: task.id, absenceId: absence.id, tripId: trip.id },
    ...{ declarationId: declaration.id, campaignId: campaign.id, requestId: request.id, rollCallId: call.id },
    ...{ forHeadsId: forHeads.id, listedId: listed.id, levelId: level.id, draftId: draft.id },
    attestationId: (await office.read.attestations.listOf(receiptId))[0]!.id,
  };
}
