/**
 * What becomes of a directive, whatever state it is in and whatever is tried: each row is a state, each column something tried by
 * somebody who may. A cell says where it leads, what is done of it, that it `stays` as it was, that its number is `free`, or by which
 * problem it is refused. Every cell has a directive of its own; what is done is recorded once, and trying again changes nothing more.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { acknowledge } from '../../src/domain/directives/acknowledge-actions.ts';
import { endDirective } from '../../src/domain/directives/ending-actions.ts';
import { passOn } from '../../src/domain/directives/head-actions.ts';
import { listPending, viewPending } from '../../src/domain/directives/issue-views.ts';
import { prepareIssue } from '../../src/domain/directives/prepare-actions.ts';
import { Problem } from '../../src/domain/problem.ts';
import type { Office } from '../../src/domain/stores.ts';
import { people } from '../support/cast.ts';
import { countsOf, entriesOf, receiptIdOf, signsOff } from '../support/desk.ts';
import { type Case, directiveStates } from '../support/directive-states.ts';
import { actorNamed } from '../support/issuing.ts';
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
refused                 | stays     | stays    | stays        | stays       | stays     | free
taken back              | stays     | stays    | stays        | stays       | stays     | free
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
let desk: ReturnType<typeof directiveStates>;

beforeAll(async () => {
  const clerk = { staffNo: 'kl-clerk', name: 'Đinh Văn Thư', posts: [['KL', 'clerk']] satisfies [[string, 'clerk']] };
  office = await openTestOffice({ isStill: true, people: [...people, clerk] });
  domain = office.app.office;
  await signsOff(office, 'KL');
  const actors: Record<string, PersonActor> = {};
  for (const who of ['clerk', 'director', 'kl-clerk', 'ranger-head', 'an', 'binh']) {
    actors[who] = (await actorNamed(office, who)) as PersonActor;
  }
  desk = directiveStates(office, actors);
});
afterAll(async () => {
  expect(await recount(office.database.url)).toEqual([]);
  await office.close();
});

/** So many minutes pass before it is tried. */
const LATER: Record<string, number> = { 'its hour': 61, remind: 61, amend: 11 };

const DONE: Record<string, string> = {
  'directive.acknowledge': 'acknowledged',
  'directive.remind': 'reminded',
  'directive.correct': 'corrected',
  'directive.resume': 'resumed',
};

const look = async (it: Case) => ({
  standing: await desk.standing(it),
  entries: await entriesOf(office, `directive:${it.id}`),
  directive: await domain.read.directives.find(it.id),
});
const everything = async (it: Case) => ({ ...(await look(it)), counts: await countsOf(office) });

/** What comes of it, and whatever should not: a second entry, a change without one, something more the second time. */
async function outcome(state: string, step: string): Promise<string> {
  const it = await desk.states[state]!();
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
    const said = await desk.steps[step]!(it);
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
    const { id, ...it } = await desk.write('department', { audience: 'heads' });
    await prepareIssue(id, domain);
    const head = (await actorNamed(office, 'h1-head')) as PersonActor;
    const receiptId = await receiptIdOf(office, id, head.person.id);
    await acknowledge(head, { receiptId, messageId: null }, domain);
    const child = await passOn(head, { receiptId, note: null }, domain);
    if (how === 'replaced') await desk.replace({ id, ...it });
    else if (how === 'amended') await desk.amend({ id, ...it });
    else await endDirective(it.author, id, { as: how as 'closed', reason: 'Ban hành nhầm' }, domain);
    await prepareIssue(id, domain);
    await prepareIssue(child.id, domain);
    const endedAs = how === 'amended' ? 'withdrawn' : how;
    expect(await domain.read.directives.get(child.id)).toMatchObject({ state: 'closed', endedAs });
  });
});

/** Where each step leads that is recorded last. */
const LEADS_TO: Record<string, RegExp> = {
  'directive.approve': /^(preparing|signed for an hour)$/,
  'directive.cancel': /^taken back$/,
  'directive.amend': /^being amended$/,
  'amendment.submit': /^amendment to be signed$/,
  'amendment.cancel': /^issued$/,
  'directive.close': /^closed$/,
  'directive.withdraw': /^withdrawn$/,
};

describe('two who press at the same moment', () => {
  test.each([
    ['awaiting a signature', 'approve', 'approve'],
    ['awaiting a signature', 'approve', 'take back'],
    ['issued', 'amend', 'amend'],
    ['issued', 'amend', 'withdraw'],
    ['issued', 'amend', 'close'],
    ['issued', 'close', 'withdraw'],
    ['issued, signed', 'amend', 'amend'],
    ['amendment to be signed', 'approve', 'approve'],
    ['amendment to be signed', 'approve', 'take back'],
    ['amendment to be signed', 'approve', 'withdraw'],
  ])('come one after another: of what is %s, %s and %s', async (state, one, other) => {
    const it = await desk.states[state]!();
    office.clock.advance({ minutes: 11 });
    const before = await look(it);
    await Promise.all([attempt(one, it), attempt(other, it)]);
    const after = await look(it);
    const fresh = after.entries.slice(before.entries.length);
    expect(new Set(fresh).size).toBe(fresh.length);
    expect(after.standing).toMatch(LEADS_TO[fresh.at(-1)!]!);
    if (after.directive!.endedAs) expect(after.directive!.nextVersion).toBeNull();
  });
});

test('whoever has lost their post neither finds nor takes back what they wrote', async () => {
  const it = await desk.states.scheduled!();
  const author = { ...it.author, posts: [] };
  expect(await listPending(author, domain)).toEqual([]);
  await expect(viewPending(author, it.id, domain)).rejects.toMatchObject({ code: 'notFound' });
  for (const step of ['take back', 'release']) expect(await attempt(step, { ...it, author })).toBe('notFound');
  expect(await desk.standing(it)).toBe('scheduled');
});
