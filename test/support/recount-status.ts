import type { PersonActor } from '../../src/domain/actor.ts';
import { viewMatrix } from '../../src/domain/compliance/matrix-views.ts';
import { viewStatus } from '../../src/domain/compliance/status-views.ts';
import { sql } from '../../src/storage/sql.ts';
import { actorNamed } from './issuing.ts';
import type { TestOffice } from './office.ts';

interface Owed {
  directive: number;
  path: string;
  isDone: boolean;
  isImplemented: boolean;
  isForHeads: boolean;
}

/** Every receipt of what is in force that asks something of somebody, one by one. */
async function owedIn({ database }: TestOffice): Promise<Owed[]> {
  const rows = await database.read.query<Record<string, unknown>>(sql`
    SELECT r.directive_id AS directive, u.path, r.status, r.implemented_at AS implemented, d.audience
    FROM receipts r JOIN directives d ON d.id = r.directive_id AND d.version = r.version JOIN units u ON u.id = r.unit_id
    WHERE d.state = 'issued' AND r.to_know = ${false} AND r.status <> 'closed'`);
  return rows.map(({ directive, path, status, implemented, audience }) => ({
    directive: Number(directive),
    path: String(path),
    isDone: status === 'acknowledged',
    isImplemented: implemented !== null,
    isForHeads: audience === 'heads',
  }));
}

/** Whoever leads the root, whatever has become of the people of the cast. */
async function leaderOfAll(office: TestOffice): Promise<PersonActor> {
  const [root] = await office.app.office.read.units.listRoots();
  const actor = (await actorNamed(office, 'director')) as PersonActor;
  return { ...actor, posts: [{ unitId: root!.id, unitPath: root!.path, role: 'leader' }] };
}

const cell = (owed: Owed[], isDone: (one: Owed) => boolean) => ({
  due: owed.length,
  done: owed.filter(isDone).length,
});

/** What the matrix and the front page of each unit say, and what a recount of every receipt says; equal when the figures are true. */
export async function statusAndRecount(office: TestOffice) {
  const actor = await leaderOfAll(office);
  const all = await owedIn(office);
  const units = await office.app.office.read.units.listAll();
  const [said, counted]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  for (const unit of units) {
    const here = all.filter(({ path }) => path.startsWith(unit.path));
    const matrix = await viewMatrix(actor, unit.id, office.app.office);
    const below = units.filter(({ parentId }) => parentId === unit.id);
    for (const kind of ['directive', 'implement'] as const) {
      const column = matrix.columns.indexOf(kind);
      const isOwed = (one: Owed) => kind === 'directive' || one.isForHeads;
      const isDone = (one: Owed) => (kind === 'directive' ? one.isDone : one.isImplemented);
      for (const row of [unit, ...below]) {
        const isSelf = row === unit;
        const owed = here.filter(
          (one) => isOwed(one) && (isSelf ? one.path === row.path : one.path.startsWith(row.path)),
        );
        const shown = matrix.rows.find((one) => one.unit.id === row.id && one.isSelf === isSelf)?.cells[column];
        said[`${unit.code} ${row.code} ${kind}`] = shown ?? { due: 0, done: 0 };
        counted[`${unit.code} ${row.code} ${kind}`] = cell(owed, isDone);
      }
    }
    const first = await viewStatus(actor, unit.id, 0, office.app.office);
    for (let page = 0; page * 10 < first.total; page += 1) {
      const { directives } = page === 0 ? first : await viewStatus(actor, unit.id, page, office.app.office);
      for (const { id, acknowledged, owed, closed } of directives) {
        said[`${unit.code} ${id}`] = { due: owed - closed, done: acknowledged };
      }
    }
    for (const id of new Set(here.map(({ directive }) => directive))) {
      counted[`${unit.code} ${id}`] = cell(
        here.filter(({ directive }) => directive === id),
        ({ isDone }) => isDone,
      );
    }
    // What everybody has left is still listed, with nothing due.
    for (const [key, value] of Object.entries(said)) {
      if ((value as { due: number }).due === 0) counted[key] ??= { due: 0, done: 0 };
    }
  }
  return { said, counted };
}

/** People of whom the roster's short-hand (where they belong, whether they are reached) says something else than posts and accounts. */
export async function misplaced({ database }: TestOffice): Promise<unknown[]> {
  const rows = await database.read.query<Record<string, unknown>>(sql`
    SELECT p.id, p.home_unit_id AS home, p.reach, o.unit_id AS post, length(u.path) AS depth, o.id AS post_id, a.id AS account,
      a.unreachable_at AS lost
    FROM people p LEFT JOIN posts o ON o.person_id = p.id AND o.to_on IS NULL LEFT JOIN units u ON u.id = o.unit_id
    LEFT JOIN accounts a ON a.person_id = p.id AND a.ended_at IS NULL`);
  const people = new Map<number, Record<string, unknown>[]>();
  for (const row of rows) people.set(Number(row.id), [...(people.get(Number(row.id)) ?? []), row]);
  return [...people.values()].flatMap((held) => {
    const [lowest] = [...held].sort(
      (one, other) => Number(other.depth) - Number(one.depth) || Number(one.post_id) - Number(other.post_id),
    );
    const reach = lowest!.account === null ? 'notEnrolled' : lowest!.lost === null ? 'reachable' : 'unreachable';
    return lowest!.home === lowest!.post && lowest!.reach === reach ? [] : [lowest];
  });
}
