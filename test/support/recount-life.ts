import { viewLife } from '../../src/domain/compliance/life-views.ts';
import { readInstant } from '../../src/storage/columns.ts';
import { sql } from '../../src/storage/sql.ts';
import { HAND } from './issuing.ts';
import type { TestOffice } from './office.ts';

interface Counted {
  path: string;
  at: number | null;
}

/** Every receipt of the version in force that asks something of somebody, one by one, with when they acknowledged it. */
async function receiptsOf({ database }: TestOffice, directiveId: number): Promise<Counted[]> {
  const rows = await database.read.query<{ path: string; status: string; at: unknown }>(sql`
    SELECT u.path, r.status, r.acknowledged_at AS at FROM receipts r JOIN units u ON u.id = r.unit_id
    JOIN directives d ON d.id = r.directive_id AND d.version = r.version
    WHERE d.id = ${directiveId} AND r.to_know = ${false} AND r.status <> 'closed'`);
  return rows.map(({ path, status, at }) => ({
    path,
    at: status === 'acknowledged' ? readInstant(at).getTime() : null,
  }));
}

/** Adds one acknowledgement after another until the share is there. */
function reachedAt(percent: number, receipts: readonly Counted[], since: number): number | string {
  const moments = receipts.flatMap(({ at }) => (at === null ? [] : [at])).sort((one, other) => one - other);
  let count = 0;
  for (const at of moments) {
    count += 1;
    if (count * 100 >= receipts.length * percent) return Math.max(at, since);
  }
  let lacking = 0;
  while ((count + lacking) * 100 < receipts.length * percent) lacking += 1;
  return `lacks ${lacking}`;
}

/** When a directive reached which share in each unit, as it is shown and as a recount of every receipt has it. */
export async function lifeAndRecount(office: TestOffice, directiveId: number) {
  const [said, counted]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  const all = await receiptsOf(office, directiveId);
  if (all.length === 0) return { said, counted };
  const { read } = office.app.office;
  const { version, versionAt, issuedAt } = await read.directives.get(directiveId);
  const since = (version > 1 ? versionAt! : issuedAt!).getTime();
  const units = await read.units.listAll();
  for (const unit of units) {
    const here = all.filter(({ path }) => path.startsWith(unit.path));
    if (here.length === 0) continue;
    const view = await viewLife(HAND, { directiveId, unitId: unit.id }, office.app.office);
    const say = (name: string, life: typeof view.whole) => {
      const marks = life.marks.map(({ at, lacking }) => at?.getTime() ?? `lacks ${lacking}`);
      said[`${unit.code} ${name}`] = { due: life.due, done: life.done, marks };
    };
    const count = (name: string, some: Counted[]) => {
      const done = some.filter(({ at }) => at !== null).length;
      const marks = [50, 90, 100].map((percent) => reachedAt(percent, some, since));
      if (some.length > 0) counted[`${unit.code} ${name}`] = { due: some.length, done, marks };
    };
    say('whole', view.whole);
    count('whole', here);
    if (view.own) say('own', view.own);
    count(
      'own',
      here.filter(({ path }) => path === unit.path),
    );
    for (const { unit: child, life } of view.below) say(child.name, life);
    for (const child of units.filter(({ parentId }) => parentId === unit.id)) {
      count(
        child.name,
        here.filter(({ path }) => path.startsWith(child.path)),
      );
    }
  }
  return { said, counted };
}
