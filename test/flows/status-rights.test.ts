/**
 * Who may see what of whose figures: somebody with one role at the rangers' (KL) looks at their own unit (`own`), one `below` it (H1), one
 * `beside` it (TL) and the one `above` it (SO), each with something owed of every kind. A cell says where it is shown, `–` nowhere. What is
 * not shown is refused in the words at the foot of its column, the same for a unit that never was; `nothing` is left out without a word.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { viewDirective, viewMissing, viewOwing } from '../../src/domain/compliance/compliance-views.ts';
import { viewLife } from '../../src/domain/compliance/life-views.ts';
import { viewMatrix } from '../../src/domain/compliance/matrix-views.ts';
import * as names from '../../src/domain/compliance/names-views.ts';
import { viewDay, viewMore, viewNeeds, viewStatus } from '../../src/domain/compliance/status-views.ts';
import type { UnitKind } from '../../src/domain/compliance/unit-kinds.ts';
import { viewWeeks } from '../../src/domain/compliance/weeks-views.ts';
import { beginCampaign } from '../../src/domain/declarations/health-campaign-actions.ts';
import type { Directive } from '../../src/domain/directives/directive.ts';
import { remindOne } from '../../src/domain/directives/remind-actions.ts';
import { type Role, roles } from '../../src/domain/people/post.ts';
import { Problem } from '../../src/domain/problem.ts';
import { callRoll } from '../../src/domain/rollcalls/call-actions.ts';
import { type CastMember, people } from '../support/cast.ts';
import { receiptIdOf } from '../support/desk.ts';
import { actorNamed, issue } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { readTable } from '../support/table.ts';
import { give } from '../support/tasks.ts';
import { TestClock } from '../support/test-clock.ts';

/** Figures, and names behind them. */
const SEEN = readTable(`
          | front page | needs       | matrix      | today       | more        | owing       | steps       | owed tasks  | lost        | directive   | missing     | life
----------+------------+-------------+-------------+-------------+-------------+-------------+-------------+-------------+-------------+-------------+-------------+------------
staff     | –          | –           | –           | –           | –           | –           | –           | –           | –           | –           | –           | –
leader    | own below  | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below
deputy    | own below  | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below
clerk     | own below  | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below
focal     | own below  | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below
inspector | own below  | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below
admin     | own below  | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below   | own below
nobody    | –          | –           | –           | –           | –           | –           | –           | –           | –           | –           | –           | –
refused   | notYourUnit| notYourUnit | notYourUnit | notYourUnit | notYourUnit | notYourUnit | notYourUnit | notYourUnit | notYourUnit | notYourUnit | notYourUnit | notYourUnit
`);

/** What not everybody sees of a unit that they see, what is found by its number, and what is done to one person. */
const PARTS = readTable(`
          | documents | tasks     | health    | roll call | trips     | by number      | person      | nudge                  | by name                  | weeks
----------+-----------+-----------+-----------+-----------+-----------+----------------+-------------+------------------------+--------------------------+-------------
staff     | –         | –         | –         | –         | –         | –              | –           | –                      | –                        | –
leader    | own below | own below | own below | own below | own below | own below      | own below   | own below              | own below                | own below
deputy    | own below | own below | own below | own below | own below | own below      | own below   | own below              | own below                | own below
clerk     | own below | own below | –         | –         | –         | own below      | own below   | own below              | own below                | –
focal     | own below | own below | own below | own below | own below | own below      | own below   | own below              | own below                | –
inspector | own below | own below | –         | –         | –         | own below      | –           | –                      | own below                | –
admin     | own below | own below | –         | –         | –         | own below      | own below   | own below              | own below                | –
nobody    | –         | –         | –         | –         | –         | –              | –           | –                      | –                        | –
refused   | nothing   | nothing   | nothing   | nothing   | nothing   | mayNotSee statusNotFound | notYourUnit | mayNotRemind | mayNotSee statusNotFound | notYourUnit
`);

const PLACES = { own: 'KL', below: 'H1', beside: 'TL', above: 'SO' } as const;
type Place = keyof typeof PLACES;
const ALL = Object.keys(PLACES) as Place[];
/** Who owes what is asked of a place. */
const OWING = { own: 'ranger-head', below: 'an', beside: 'giang', above: 'inspector' } as const;
const someone = (role: Role): CastMember => ({ staffNo: `who-${role}`, name: `Lê ${role}`, posts: [['KL', role]] });
const cast: CastMember[] = [
  ...people,
  ...roles.map(someone),
  { staffNo: 'who-nobody', name: 'Lê Văn Thôi', posts: [] },
];

let office: TestOffice;
const unitIds = {} as Record<Place, number>;
const actors = new Map<string, PersonActor>();
const directives = {} as Record<Place, Directive>;
const receiptIds = {} as Record<Place, number>;

/** A Monday morning: every unit owes something of every kind. */
beforeAll(async () => {
  office = await openTestOffice({ people: cast, clock: new TestClock('2026-11-23T01:30:00Z') });
  for (const { staffNo } of cast) actors.set(staffNo, (await actorNamed(office, staffNo)) as PersonActor);
  for (const place of ALL) unitIds[place] = await office.unitId(PLACES[place]);
  for (const [index, place] of ALL.entries()) {
    // Issued to the very unit and nobody else's: what is for the department alone is owed by its own people.
    const apart =
      place === 'above' ? [await office.unitId('KL'), await office.unitId('TL'), await office.unitId('VP')] : [];
    directives[place] = await issue(office, [PLACES[place]], { number: `${index + 71}/KH-SNNMT`, knowUnitIds: apart });
    receiptIds[place] = await receiptIdOf(office, directives[place].id, actors.get(OWING[place])!.person.id);
    await give(office, directives[place].id, { lead: PLACES[place], text: `Việc ${place}` });
  }
  const director = actors.get('director')!;
  const wish = { unitId: unitIds.above, time: '10:00', isEveryDay: true, fromOn: '2026-11-23', toOn: null };
  await beginCampaign(director, wish, 1, office.app.office);
  await callRoll(director, { about: 'bão số 9', unitIds: [unitIds.above] }, 2, office.app.office);
  await office.settle();
});
afterAll(() => office.close());

type Try = (who: PersonActor, unitId: number, place: Place) => Promise<unknown>;
/** What is left out is no refusal, and no right either. */
const NOTHING = 'nothing';
const page = { limit: 8, offset: 0 };

const column =
  (kind: UnitKind): Try =>
  async (who, unitId) =>
    (await viewMatrix(who, unitId, office.app.office)).columns.includes(kind) || NOTHING;

const seen: Record<string, Try> = {
  'front page': (who, unitId) => viewStatus(who, unitId, 0, office.app.office),
  needs: (who, unitId) => viewNeeds(who, unitId, office.app.office),
  matrix: (who, unitId) => viewMatrix(who, unitId, office.app.office),
  today: (who, unitId) => viewDay(who, unitId, office.app.office),
  more: (who, unitId) => viewMore(who, unitId, office.app.office),
  owing: (who, unitId) => names.listOwing(who, unitId, page, office.app.office),
  steps: (who, unitId) => names.listOpenSteps(who, unitId, page, office.app.office),
  'owed tasks': (who, unitId) => names.listOwedTasks(who, unitId, page, office.app.office),
  lost: (who, unitId) => names.listLost(who, unitId, page, office.app.office),
  directive: (who, unitId, place) =>
    viewDirective(who, { directiveId: directives[place].id, unitId }, office.app.office),
  life: (who, unitId, place) => viewLife(who, { directiveId: directives[place].id, unitId }, office.app.office),
  missing: (who, unitId, place) =>
    viewMissing(who, { directiveId: directives[place].id, unitId, ...page }, office.app.office),
};

const parts: Record<string, Try> = {
  documents: column('directive'),
  tasks: column('task'),
  health: column('health'),
  'roll call': column('rollCall'),
  trips: async (who, unitId) => (await viewDay(who, unitId, office.app.office)).trips ?? NOTHING,
  'by number': async (who, _, place) => {
    const { directives: found } = await names.findMeant(who, directives[place].number!, 8, office.app.office);
    return found.some(({ id }) => id === directives[place].id) || NOTHING;
  },
  'by name': async (who, _, place) => {
    const { people: found } = await names.findMeant(
      who,
      actors.get(OWING[place])!.person.fullName,
      8,
      office.app.office,
    );
    return found.people.some(({ id }) => id === actors.get(OWING[place])!.person.id) || NOTHING;
  },
  weeks: (who, unitId) => viewWeeks(who, unitId, 0, office.app.office),
  person: (who, _, place) => viewOwing(who, receiptIds[place], office.app.office),
  nudge: (who, _, place) => remindOne(who, receiptIds[place], office.app.office),
};

async function refusalOf(attempt: Try, who: PersonActor, unitId: number, place: Place): Promise<string | undefined> {
  try {
    return (await attempt(who, unitId, place)) === NOTHING ? NOTHING : undefined;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

async function shown(tries: Record<string, Try>, words: Record<string, string>, who: PersonActor) {
  const found: Record<string, string> = {};
  for (const [name, attempt] of Object.entries(tries)) {
    const places: string[] = [];
    for (const place of ALL) {
      const refusal = await refusalOf(attempt, who, unitIds[place], place);
      if (refusal === undefined) places.push(place);
      else expect(`notYourUnit ${words[name]}`.split(' '), name).toContain(refusal);
    }
    found[name] = places.join(' ') || '–';
  }
  return found;
}

const rows = [...SEEN.keys()].filter((role) => role !== 'refused');

test.each(rows)('%s sees the figures and names that stand in the table', async (role) => {
  expect(await shown(seen, SEEN.get('refused')!, actors.get(`who-${role}`)!)).toEqual(SEEN.get(role));
});

test.each(rows)('%s sees those parts of them that stand in the table', async (role) => {
  expect(await shown(parts, PARTS.get('refused')!, actors.get(`who-${role}`)!)).toEqual(PARTS.get(role));
});

test('what needs somebody now tells clerks, inspectors and administrators nothing of anybody’s safety, health or trips', async () => {
  const kindsFor = async (role: Role) => {
    const { attention } = await viewNeeds(actors.get(`who-${role}`)!, unitIds.own, office.app.office);
    return attention.map(({ kind }) => kind);
  };
  office.clock.advance({ hours: 2 });
  for (const role of ['leader', 'deputy', 'focal'] as const) {
    expect(await kindsFor(role), role).toEqual(expect.arrayContaining(['silent', 'undeclared']));
  }
  for (const role of ['clerk', 'inspector', 'admin'] as const) {
    expect((await kindsFor(role)).join(), role).not.toMatch(/help|silent|undeclared|Trips/);
  }
});

test('a unit, a number or a person that never was is refused in the same words as one that is not theirs', async () => {
  const who = actors.get('who-leader')!;
  for (const attempt of Object.values(seen)) {
    const never = await refusalOf(attempt, who, 999_999, 'own');
    expect(never).toBe(await refusalOf(attempt, who, unitIds.beside, 'own'));
  }
  const find = (number: string) => names.findMeant(who, number, 8, office.app.office);
  await expect(find('73/KH-SNNMT')).rejects.toMatchObject({ code: 'statusNotFound', params: {} });
  await expect(find('99/KH-SNNMT')).rejects.toMatchObject({ code: 'statusNotFound', params: {} });
  await expect(find('Tạ Giang')).rejects.toMatchObject({ code: 'statusNotFound', params: {} });
  await expect(find('Tạ Không Có')).rejects.toMatchObject({ code: 'statusNotFound', params: {} });
  await expect(remindOne(who, 999_999, office.app.office)).rejects.toMatchObject({ code: 'mayNotRemind', params: {} });
});
