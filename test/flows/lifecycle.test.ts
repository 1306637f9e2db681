/**
 * What becomes of a directive, whatever state it is in and whatever is tried: each row is a state, each column something tried by
 * somebody who may. A cell says where it leads, what is done of it, that it `stays` as it was, that its number is `free`, or by which
 * problem it is refused. Every cell has a directive of its own; what is done is recorded once, and trying again changes nothing more.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { acknowledge } from '../../src/domain/directives/acknowledge-actions.ts';
import { amendDirective } from '../../src/domain/directives/amend-actions.ts';
import { decideAmendment, takeBackAmendment } from '../../src/domain/directives/amendment-request-actions.ts';
import * as approving from '../../src/domain/directives/approval-actions.ts';
import type { DirectiveDraft } from '../../src/domain/directives/directive.ts';
import { directiveForm } from '../../src/domain/directives/directive-form.ts';
import { endDirective } from '../../src/domain/directives/ending-actions.ts';
import { passOn } from '../../src/domain/directives/head-actions.ts';
import { prepareIssue } from '../../src/domain/directives/prepare-actions.ts';
import { remind } from '../../src/domain/directives/remind-actions.ts';
import { haltSending, resumeSending } from '../../src/domain/directives/sending-actions.ts';
import { startDraft } from '../../src/domain/forms/draft-actions.ts';
import { Problem } from '../../src/domain/problem.ts';
import type { Office } from '../../src/domain/stores.ts';
import { addMilliseconds, HOUR } from '../../src/lib/clock.ts';
import { people } from '../support/cast.ts';
import { countsOf, entriesOf, receiptIdOf, signsOff } from '../support/desk.ts';
import { actorNamed, submit } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';
import { readTable } from '../support/table.ts';

/** Of the department, where nobody signs: `clerk`, `director`. Of the rangers, whose leader signs: `kl-clerk`, `ranger-head`. */
const BEFORE_IT_LEAVES = `
                        | approve   | refuse   | take back    | release     | its hour  | same number
------------------------+-----------+----------+--------------+-------------+-----------+------------
half written            | notFound  | notFound | notFound     | notFound    | stays     | free
awaiting a signature    | signed for an hour | refused  | taken back   | releaseSigned | stays   | numberTaken
awaiting a second person | preparing | refused | taken back   | releaseSigned | stays   | numberTaken
signed for an hour      | stays     | stays    | taken back   | releaseSigned | issued  | numberTaken
scheduled               | notFound  | notFound | taken back   | preparing   | issued    | numberTaken
preparing               | notFound  | notFound | directiveLeft | stays      | issued    | numberTaken
issued                  | notFound  | notFound | directiveLeft | stays      | stays     | numberTaken
issued, signed          | stays     | stays    | directiveLeft | stays      | stays     | numberTaken
being amended           | notFound  | notFound | directiveLeft | stays      | amended   | numberTaken
amendment to be signed  | being amended | issued | issued     | stays       | stays     | numberTaken
amended                 | notFound  | notFound | directiveLeft | stays      | stays     | numberTaken
closed                  | notFound  | notFound | directiveLeft | stays      | stays     | numberTaken
withdrawn               | notFound  | notFound | directiveLeft | stays      | stays     | numberTaken
replaced                | notFound  | notFound | directiveLeft | stays      | stays     | numberTaken
refused                 | stays     | stays    | stays        | notFound    | stays     | free
taken back              | stays     | stays    | stays        | notFound    | stays     | free
`;

const AFTER_IT_LEFT = `
                        | acknowledge  | remind       | amend         | correct | replace | withdraw | close | resume
------------------------+--------------+--------------+---------------+---------+---------+----------+-------+-------
half written            | notYours     | notFound     | notFound      | notFound | notFound | notFound | notFound | notFound
awaiting a signature    | notYours     | notFound     | notFound      | notFound | notFound | notFound | notFound | stays
awaiting a second person | notYours    | notFound     | notFound      | notFound | notFound | notFound | notFound | stays
signed for an hour      | notYours     | notFound     | notFound      | notFound | notFound | notFound | notFound | stays
scheduled               | notYours     | notFound     | notFound      | notFound | notFound | notFound | notFound | stays
preparing               | notYours     | notFound     | notFound      | notFound | notFound | notFound | notFound | stays
issued                  | acknowledged | reminded     | being amended | corrected | replaced | withdrawn | closed | resumed
issued, signed          | acknowledged | reminded     | amendment to be signed | amendment to be signed | replaced | withdrawn | closed | resumed
being amended           | acknowledged | reminded     | amendUnderWay | amendUnderWay | replaced | withdrawn | amendUnderWay | resumed
amendment to be signed  | acknowledged | reminded     | amendUnderWay | amendUnderWay | replaced | withdrawn | closed | resumed
amended                 | acknowledged | reminded     | being amended | being amended | replaced | withdrawn | closed | resumed
closed                  | acknowledged | directiveEnded | directiveEnded | directiveEnded | replaced | withdrawn | stays | resumed
withdrawn               | stays        | directiveEnded | directiveEnded | directiveEnded | replaceEnded | stays | stays | directiveHoldsNoMore
replaced                | stays        | directiveEnded | directiveEnded | directiveEnded | replaceEnded | stays | stays | directiveHoldsNoMore
refused                 | notYours     | notFound     | notFound      | notFound | notFound | notFound | notFound | stays
taken back              | notYours     | notFound     | notFound      | notFound | notFound | notFound | notFound | stays
`;

let office: TestOffice;
let domain: Office;
const actors: Record<string, PersonActor> = {};
let numbers = 0;

beforeAll(async () => {
  const clerk = { staffNo: 'kl-clerk', name: 'Đinh Văn Thư', posts: [['KL', 'clerk']] satisfies [[string, 'clerk']] };
  office = await openTestOffice({ isStill: true, people: [...people, clerk] });
  domain = office.app.office;
  await signsOff(office, 'KL');
  for (const who of ['clerk', 'director', 'kl-clerk', 'ranger-head', 'an', 'binh']) {
    actors[who] = (await actorNamed(office, who)) as PersonActor;
  }
});
afterAll(async () => {
  expect(await recount(office.database.url)).toEqual([]);
  await office.close();
});

/** A directive in some state, and those who wrote it and answer for it. */
interface Case {
  id: number;
  number: string;
  author: PersonActor;
  head: PersonActor;
}

const TEXT = 'Yêu cầu các đơn vị trực 24/24 giờ.';
const nextHour = () => ({ issueAt: addMilliseconds(domain.clock.now(), HOUR) });

async function write(of: 'department' | 'rangers', fields: Partial<DirectiveDraft> = {}): Promise<Case> {
  const [author, head] = of === 'rangers' ? ['kl-clerk', 'ranger-head'] : ['clerk', 'director'];
  const number = `${++numbers}/CĐ-SNNMT`;
  const { id } = await submit(office, ['H1'], { number, text: TEXT, ...fields }, actors[author!]!);
  return { id, number, author: actors[author!]!, head: actors[head!]! };
}

async function issued(it: Promise<Case>): Promise<Case> {
  const found = await it;
  await prepareIssue(found.id, domain);
  // Lets "resume" have something to do wherever there is something to send.
  await haltSending(found.id, 'Bad Request: something', domain);
  return found;
}

async function decided(it: Promise<Case>, as: 'approve' | 'refuse'): Promise<Case> {
  const found = await it;
  const decision = as === 'approve' ? ({ as } as const) : ({ as, reason: null } as const);
  await approving.decideDirective(found.head, found.id, decision, domain);
  return found;
}

async function amend(it: Case): Promise<Case> {
  const version = (await domain.read.directives.find(it.id))?.version;
  const change = { title: 'Về việc ứng phó bão số 9', text: `${TEXT} Sửa bản ${version}.`, deadlineAt: null };
  const wish = { ...change, reason: 'Bão đổi hướng', keepsAcknowledged: false };
  await amendDirective(it.author, it.id, wish, domain);
  return it;
}

async function press(it: Case, who: 'an' | 'binh') {
  const receiptId = await receiptIdOf(office, it.id, actors[who]!.person.id);
  await acknowledge(actors[who]!, { receiptId, messageId: null }, domain);
}

/** What binh has acknowledged is a slip no more: it takes a new version. */
async function amended(it: Promise<Case>): Promise<Case> {
  const found = await issued(it);
  await press(found, 'binh');
  return await amend(found);
}

async function end(it: Promise<Case>, as: 'closed' | 'withdrawn'): Promise<Case> {
  const found = await issued(it);
  await endDirective(actors.clerk!, found.id, { as, reason: 'Ban hành nhầm' }, domain);
  return found;
}

async function replace(it: Case): Promise<Case> {
  const { id } = await write('department', { replacesId: it.id });
  await prepareIssue(id, domain);
  return it;
}

const STATES: Record<string, () => Promise<Case>> = {
  async 'half written'() {
    const number = `${++numbers}/CĐ-SNNMT`;
    const draft = await startDraft(actors.clerk!, directiveForm, { number }, domain);
    return { id: draft.id + 1_000_000, number, author: actors.clerk!, head: actors.director! };
  },
  'awaiting a signature': () => write('rangers', nextHour()),
  'awaiting a second person': () => write('department', { urgency: 'immediate' }),
  'signed for an hour': () => decided(write('rangers', nextHour()), 'approve'),
  scheduled: () => write('department', nextHour()),
  async preparing() {
    const it = await write('department');
    const today = '2026-11-21';
    await domain.inTransaction((stores) => stores.receipts.prepareChunk(it.id, 0, 2, domain.clock.now(), today));
    return it;
  },
  issued: () => issued(write('department')),
  'issued, signed': () => issued(decided(write('rangers'), 'approve')),
  'being amended': () => amended(write('department')),
  'amendment to be signed': () => amended(decided(write('rangers'), 'approve')),
  async amended() {
    const it = await amended(write('department'));
    await prepareIssue(it.id, domain);
    return it;
  },
  closed: () => end(write('department'), 'closed'),
  withdrawn: () => end(write('department'), 'withdrawn'),
  replaced: async () => await replace(await issued(write('department'))),
  refused: () => decided(write('rangers'), 'refuse'),
  async 'taken back'() {
    const it = await write('rangers');
    await approving.takeBackDirective(it.author, it.id, domain);
    return it;
  },
};

const requestOf = async ({ id }: Case) => (await domain.read.amendmentRequests.findAwaiting(id))?.id ?? null;

async function decide(it: Case, decision: approving.Decision) {
  const request = await requestOf(it);
  if (request !== null) await decideAmendment(it.head, request, decision, domain);
  else await approving.decideDirective(it.head, it.id, decision, domain);
}

const STEPS: Record<string, (it: Case) => Promise<unknown>> = {
  approve: (it) => decide(it, { as: 'approve' }),
  refuse: (it) => decide(it, { as: 'refuse', reason: 'Chưa rõ' }),
  async 'take back'(it) {
    const request = await requestOf(it);
    if (request !== null) await takeBackAmendment(it.author, request, domain);
    else await approving.takeBackDirective(it.author, it.id, domain);
  },
  release: (it) => approving.releaseDirective(it.author, it.id, domain),
  async 'its hour'(it) {
    await approving.keepHours(domain);
    await prepareIssue(it.id, domain);
  },
  async 'same number'(it) {
    await submit(office, ['H1'], { number: it.number }, it.author);
    return 'free';
  },
  acknowledge: (it) => press(it, 'an'),
  async remind(it) {
    await remind(it.head, { directiveId: it.id, unitId: await office.unitId('H1') }, domain);
  },
  amend,
  correct: amend,
  replace,
  withdraw: (it) => endDirective(it.head, it.id, { as: 'withdrawn', reason: 'Ban hành nhầm' }, domain),
  close: (it) => endDirective(it.head, it.id, { as: 'closed', reason: null }, domain),
  resume: (it) => resumeSending(it.head, it.id, domain),
};
/** So many minutes pass before it is tried. */
const LATER: Record<string, number> = { 'its hour': 61, remind: 61, amend: 11 };

const DONE: Record<string, string> = {
  'directive.acknowledge': 'acknowledged',
  'directive.remind': 'reminded',
  'directive.correct': 'corrected',
  'directive.resume': 'resumed',
};

/** Which of the table's states it is in, as far as that can be seen from outside. */
async function standing(it: Case): Promise<string> {
  const found = await domain.read.directives.find(it.id);
  if (!found) return 'half written';
  const { state, endedAs, nextVersion, version } = found;
  if (state === 'awaiting') return found.approval === 'second' ? 'awaiting a second person' : 'awaiting a signature';
  if (state === 'cancelled') return 'taken back';
  if (state === 'scheduled' && found.approval !== null) return 'signed for an hour';
  if (state === 'closed') return endedAs!;
  if (state !== 'issued') return state;
  if (nextVersion !== null) return 'being amended';
  if ((await requestOf(it)) !== null) return 'amendment to be signed';
  return version > 1 ? 'amended' : 'issued';
}

const look = async (it: Case) => ({
  standing: await standing(it),
  entries: await entriesOf(office, `directive:${it.id}`),
  directive: await domain.read.directives.find(it.id),
});
const everything = async (it: Case) => ({ ...(await look(it)), counts: await countsOf(office) });

/** What comes of it, and whatever should not: a second entry, a change without one, something more the second time. */
async function outcome(state: string, step: string): Promise<string> {
  const it = await STATES[state]!();
  office.clock.advance({ minutes: LATER[step] ?? 0 });
  const before = await everything(it);
  const said = await attempt(step, it);
  const after = await everything(it);
  await attempt(step, it);
  const again = await everything(it);
  const fresh = after.entries.slice(before.entries.length);
  const isMoved = after.standing !== before.standing;
  const word = said ?? (isMoved ? after.standing : fresh.length > 0 ? (DONE[fresh[0]!] ?? fresh[0]!) : 'stays');
  const isDone = said === null && word !== 'stays';
  const faults = [
    isDone && fresh.length !== 1 && `recorded ${fresh.length} times`,
    !isDone && !isSame(before, after, word !== 'stays' && word !== 'free') && 'and yet something changed',
    !isSame(after, again, true) && 'and more when tried again',
  ];
  return [word, ...faults.filter(Boolean)].join(', ');
}

type Look = Awaited<ReturnType<typeof everything>>;
/** People may be told and other directives come into being where nothing of this one changes. */
function isSame({ counts: had, ...one }: Look, { counts, ...other }: Look, isWhole: boolean): boolean {
  return JSON.stringify([one, isWhole && had]) === JSON.stringify([other, isWhole && counts]);
}

async function attempt(step: string, it: Case): Promise<string | null> {
  try {
    const said = await STEPS[step]!(it);
    return said === 'free' ? said : null;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

describe.each([
  ['before it leaves', BEFORE_IT_LEAVES],
  ['after it left', AFTER_IT_LEFT],
])('whatever may be tried %s', (_, text) => {
  const table = readTable(text);
  test.each([...table.keys()])('leads where the office expects it with a directive that is %s', async (state) => {
    const found: Record<string, string> = {};
    for (const step of Object.keys(table.get(state)!)) found[step] = await outcome(state, step);
    expect(found).toEqual(table.get(state));
  });
});

describe('what a head passes on', () => {
  test.each(['closed', 'withdrawn', 'replaced', 'amended'])('just before it is %s goes the same way', async (how) => {
    const { id, ...it } = await write('department', { audience: 'heads' });
    await prepareIssue(id, domain);
    const head = (await actorNamed(office, 'h1-head')) as PersonActor;
    const receiptId = await receiptIdOf(office, id, head.person.id);
    await acknowledge(head, { receiptId, messageId: null }, domain);
    const child = await passOn(head, { receiptId, note: null }, domain);
    if (how === 'replaced') await replace({ id, ...it });
    else if (how === 'amended') await amend({ id, ...it });
    else await endDirective(it.author, id, { as: how as 'closed', reason: 'Ban hành nhầm' }, domain);
    await prepareIssue(id, domain);
    await prepareIssue(child.id, domain);
    const endedAs = how === 'amended' ? 'withdrawn' : how;
    expect(await domain.read.directives.get(child.id)).toMatchObject({ state: 'closed', endedAs });
  });
});
