/**
 * Who may do what, and where: somebody with one role at the rangers' (KL) tries everything with directives for their own unit (`own`),
 * one `below` it (H1), one `beside` it (TL) and the one `above` it (SO). A cell says where it is allowed, `–` nowhere. Whatever is not
 * allowed is refused in the words at the foot of its column, which tell nothing of the thing, or is not to be found, and changes nothing.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { viewDirective } from '../../src/domain/compliance/compliance-views.ts';
import { listAcknowledgements } from '../../src/domain/directives/acknowledgement-list-actions.ts';
import { amendDirective } from '../../src/domain/directives/amend-actions.ts';
import * as approving from '../../src/domain/directives/approval-actions.ts';
import { viewArchived } from '../../src/domain/directives/archive-views.ts';
import { attest } from '../../src/domain/directives/attest-actions.ts';
import type { DirectiveDraft } from '../../src/domain/directives/directive.ts';
import { endDirective } from '../../src/domain/directives/ending-actions.ts';
import { listPending, viewPending } from '../../src/domain/directives/issue-views.ts';
import { viewManaged } from '../../src/domain/directives/manage-views.ts';
import * as leaving from '../../src/domain/directives/pending-actions.ts';
import { prepareIssue } from '../../src/domain/directives/prepare-actions.ts';
import { remind } from '../../src/domain/directives/remind-actions.ts';
import { haltSending, resumeSending } from '../../src/domain/directives/sending-actions.ts';
import { type Role, roles } from '../../src/domain/people/post.ts';
import { Problem } from '../../src/domain/problem.ts';
import type { Office } from '../../src/domain/stores.ts';
import { giveTasks } from '../../src/domain/tasks/give-actions.ts';
import { addMilliseconds, HOUR } from '../../src/lib/clock.ts';
import { type CastMember, people } from '../support/cast.ts';
import { countsOf, receiptIdOf, signsOff } from '../support/desk.ts';
import { actorNamed, submit } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { readTable } from '../support/table.ts';

/** What has not left; it awaits a leader's signature unless it needs something else. */
const BEFORE_IT_LEAVES = `
          | issue     | say yes   | sign      | take back | issue now | look at it | find it
----------+-----------+-----------+-----------+-----------+-----------+------------+----------
staff     | –         | –         | –         | –         | –         | –          | –
leader    | own below | own below | own below | own below | own below | own below  | own below
deputy    | own below | own below | own below | own below | own below | own below  | own below
clerk     | own below | own below | –         | own below | own below | own below  | own below
focal     | –         | –         | –         | –         | –         | –          | –
inspector | –         | –         | –         | –         | –         | –          | –
admin     | –         | –         | –         | –         | –         | –          | –
nobody    | –         | –         | –         | –         | –         | –          | –
refused   | mayNotIssue unitsNotYours | notFound | notFound | notFound | notFound | notFound | nothing
`;

/** Issued by the unit that it is for. */
const ISSUED_THERE = `
          | amend     | replace   | withdraw  | close     | manage
----------+-----------+-----------+-----------+-----------+----------
staff     | –         | –         | –         | –         | –
leader    | own below | own below | own below | own below | own below
deputy    | own below | own below | own below | own below | own below
clerk     | own below | own below | own below | own below | own below
focal     | –         | –         | –         | –         | –
inspector | –         | –         | –         | –         | –
admin     | –         | –         | –         | –         | –
nobody    | –         | –         | –         | –         | –
refused   | notFound  | notFound mayNotIssue | notFound | notFound | notFound
`;

/** Issued by the department: what comes from above is not changed below. A second person need not stand above the author. */
const ISSUED_ABOVE = `
          | amend    | replace  | withdraw | close    | manage   | say yes   | sign     | take back | issue now | find it
----------+----------+----------+----------+----------+----------+-----------+----------+-----------+-----------+--------
staff     | –        | –        | –        | –        | –        | –         | –        | –         | –         | –
leader    | –        | –        | –        | –        | –        | own below | –        | –         | –         | –
deputy    | –        | –        | –        | –        | –        | own below | –        | –         | –         | –
clerk     | –        | –        | –        | –        | –        | own below | –        | –         | –         | –
focal     | –        | –        | –        | –        | –        | –         | –        | –         | –         | –
inspector | –        | –        | –        | –        | –        | –         | –        | –         | –         | –
admin     | –        | –        | –        | –        | –        | –         | –        | –         | –         | –
nobody    | –        | –        | –        | –        | –        | –         | –        | –         | –         | –
refused   | notFound | notFound mayNotIssue | notFound | notFound | notFound | notFound | notFound | notFound | notFound | nothing
`;

/** Issued by the department. Whoever owes it reads it: what is for the department is for all who are in it. */
const IN_FORCE = `
          | remind    | resume    | see it    | list it   | told by phone | on paper  | give tasks | read it
----------+-----------+-----------+-----------+-----------+---------------+-----------+------------+----------------
staff     | –         | –         | –         | –         | –             | –         | –          | own above
leader    | own below | own below | own below | own below | own below     | own below | own below  | own below above
deputy    | own below | own below | own below | own below | own below     | own below | own below  | own below above
clerk     | own below | own below | own below | own below | –             | –         | own below  | own below above
focal     | own below | –         | own below | –         | –             | –         | –          | own below above
inspector | –         | –         | own below | own below | –             | –         | –          | own below above
admin     | own below | –         | own below | –         | –             | –         | –          | own below above
nobody    | –         | –         | –         | –         | –             | –         | –          | –
refused   | mayNotRemind | notFound | notYourUnit | notYourUnit | mayNotAttest | mayNotAttest | mayNotGiveTask | notFound
`;

const PLACES = { own: 'KL', below: 'H1', beside: 'TL', above: 'SO' } as const;
type Place = keyof typeof PLACES;
const ALL = Object.keys(PLACES) as Place[];
const someone = (staffNo: string, unit: string, role: Role): CastMember => {
  return { staffNo, name: `Lê Văn ${staffNo}`, posts: [[unit, role]] };
};

/** At each place a leader and a clerk who write what is tried upon, and at the rangers' one for each role who tries. */
const cast: CastMember[] = [
  ...people,
  ...Object.values(PLACES).flatMap((unit) => [
    someone(`${unit}-head`, unit, 'leader'),
    someone(`${unit}-writer`, unit, 'clerk'),
  ]),
  ...roles.map((role) => someone(`who-${role}`, 'KL', role)),
  { staffNo: 'who-nobody', name: 'Lê Văn Thôi', posts: [] },
];
/** Somebody who owes what is asked of a place. */
const OWING = { own: 'ranger-head', below: 'an', beside: 'giang', above: 'director' } as const;

let office: TestOffice;
let domain: Office;
const actors = new Map<string, PersonActor>();
const by = (staffNo: string): PersonActor => actors.get(staffNo)!;
const unitIds = {} as Record<Place, number>;

beforeAll(async () => {
  office = await openTestOffice({ isStill: true, people: cast });
  domain = office.app.office;
  await signsOff(office, 'SO');
  for (const { staffNo } of cast) actors.set(staffNo, (await actorNamed(office, staffNo)) as PersonActor);
  for (const place of ALL) unitIds[place] = await office.unitId(PLACES[place]);
});
afterAll(() => office.close());

/** A directive for a place, and who owes it there. */
interface Case {
  id: number;
  place: Place;
  receiptId: number;
}

/** Written by somebody of the place itself, or of the department; by a clerk it awaits a leader's signature. */
const write = (of: 'here' | 'above', role: 'head' | 'writer', fields: Partial<DirectiveDraft> = {}) =>
  async function writeFor(place: Place): Promise<Case> {
    const from = of === 'above' ? 'SO' : PLACES[place];
    const { id } = await submit(office, [PLACES[place]], fields, by(`${from}-${role}`));
    return { id, place, receiptId: 0 };
  };
const waitForHour = (of: 'here' | 'above') => (place: Place) =>
  write(of, 'head', { issueAt: addMilliseconds(domain.clock.now(), HOUR) })(place);

const issue = (of: 'here' | 'above') =>
  async function issueFor(place: Place): Promise<Case> {
    const { id } = await write(of, 'head')(place);
    await prepareIssue(id, domain);
    await haltSending(id, 'Bad Request: something', domain);
    return { id, place, receiptId: await receiptIdOf(office, id, by(OWING[place]).person.id) };
  };

type Try = (who: PersonActor, it: Case) => Promise<unknown>;
/** Finding nothing is no refusal, and no right either. */
const NOTHING = 'nothing';

const yes: Try = (who, { id }) => approving.decideDirective(who, id, { as: 'approve' }, domain);
const takeBack: Try = (who, { id }) => leaving.takeBackDirective(who, id, domain);
const release: Try = (who, { id }) => leaving.releaseDirective(who, id, domain);
const find: Try = async (who, { id }) =>
  (await listPending(who, domain)).some((one) => one.id === id) ? undefined : NOTHING;
const amend: Try = (who, { id }) => {
  const change = { title: 'Về việc trực bão', text: 'Trực tại cơ quan.', deadlineAt: null, reason: 'Bão đổi hướng' };
  return amendDirective(who, id, { ...change, keepsAcknowledged: false }, domain);
};
const replace: Try = (who, { id }) => submit(office, ['KL'], { replacesId: id }, who);
const end = (as: 'withdrawn' | 'closed'): Try => {
  return (who, { id }) => endDirective(who, id, { as, reason: 'Ban hành nhầm' }, domain);
};
const say = (way: 'phone' | 'paper'): Try => {
  return (who, { receiptId }) => attest(who, { receiptId, way, note: null }, domain);
};
const at = ({ id, place }: Case) => ({ directiveId: id, unitId: unitIds[place] });
const task = ({ place }: Case) => ({ leadUnitId: unitIds[place], cooperatingIds: [], text: 'Lập danh sách trực' });
const TASK = { dueAt: null, isStanding: true, amount: null, measure: null, isRequest: false };

type Make = (place: Place) => Promise<Case>;
type Tries = Record<string, [make: Make, attempt: Try]>;
const [forHere, forAbove] = [write('here', 'writer'), write('above', 'writer')];
const [issuedHere, issuedAbove] = [issue('here'), issue('above')];

const beforeItLeaves: Tries = {
  issue: [
    async (place) => ({ id: 0, place, receiptId: 0 }),
    (who, { place }) => submit(office, [PLACES[place]], {}, who),
  ],
  'say yes': [write('here', 'head', { urgency: 'immediate' }), yes],
  sign: [forHere, yes],
  'take back': [forHere, takeBack],
  'issue now': [waitForHour('here'), release],
  'look at it': [forHere, (who, { id }) => viewPending(who, id, domain)],
  'find it': [forHere, find],
};

const managing = (issued: Make): Tries => ({
  amend: [issued, amend],
  replace: [issued, replace],
  withdraw: [issued, end('withdrawn')],
  close: [issued, end('closed')],
  manage: [issued, (who, { id }) => viewManaged(who, id, domain)],
});

const fromAbove: Tries = {
  ...managing(issuedAbove),
  'say yes': [write('above', 'head', { urgency: 'immediate' }), yes],
  sign: [forAbove, yes],
  'take back': [forAbove, takeBack],
  'issue now': [waitForHour('above'), release],
  'find it': [forAbove, find],
};

const inForce: Tries = {
  remind: [issuedAbove, (who, it) => remind(who, at(it), domain)],
  resume: [issuedAbove, (who, { id }) => resumeSending(who, id, domain)],
  'see it': [issuedAbove, (who, it) => viewDirective(who, at(it), domain)],
  'list it': [issuedAbove, (who, it) => listAcknowledgements(who, at(it), domain)],
  'told by phone': [issuedAbove, say('phone')],
  'on paper': [issuedAbove, say('paper')],
  'give tasks': [issuedAbove, (who, it) => giveTasks(who, it.id, [{ ...task(it), ...TASK }], domain)],
  'read it': [issuedAbove, (who, { id }) => viewArchived(who, id, domain)],
};

/** What a refusal says; undefined where it is allowed. */
async function refusalOf(attempt: Try, who: PersonActor, it: Case): Promise<string | undefined> {
  try {
    return (await attempt(who, it)) === NOTHING ? NOTHING : undefined;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

describe.each([
  ['what has not left', BEFORE_IT_LEAVES, beforeItLeaves],
  ['what their own unit or one below issued', ISSUED_THERE, managing(issuedHere)],
  ['what the department issued', ISSUED_ABOVE, fromAbove],
  ['what is in force', IN_FORCE, inForce],
])('with %s', (_, text, tries) => {
  const table = readTable(text);
  const words = table.get('refused')!;
  const waiting = new Map<Make, Partial<Record<Place, Case>>>();

  /** Where this is allowed; what was refused has changed nothing, so that it waits for the next who tries. */
  async function placesOf(column: string, who: PersonActor): Promise<string> {
    const [make, attempt] = tries[column]!;
    const cases = waiting.get(make) ?? {};
    waiting.set(make, cases);
    const allowed: string[] = [];
    for (const place of ALL) {
      cases[place] ??= await make(place);
      const it = cases[place];
      const look = async () => [await countsOf(office), await domain.read.directives.find(it.id)];
      const before = await look();
      const refusal = await refusalOf(attempt, who, it);
      if (refusal === undefined) {
        allowed.push(place);
        delete cases[place];
        continue;
      }
      expect(words[column]!.split(' '), column).toContain(refusal);
      expect(await look(), column).toEqual(before);
    }
    return allowed.join(' ') || '–';
  }

  test.each([...table.keys()].filter((role) => role !== 'refused'))(
    '%s may do what stands in the table',
    async (role) => {
      const found: Record<string, string> = {};
      for (const column of Object.keys(table.get(role)!)) found[column] = await placesOf(column, by(`who-${role}`));
      expect(found).toEqual(table.get(role));
    },
  );
});
