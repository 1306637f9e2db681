import { sql } from '../../src/storage/sql.ts';
import type { TestOffice } from './office.ts';

/** A leader signs what this unit and those below issue before it leaves. */
export async function signsOff(office: TestOffice, code: string): Promise<void> {
  const { read, inTransaction } = office.app.office;
  const unit = (await read.units.findByCode(code))!;
  const above = unit.parentId === null ? null : await read.units.get(unit.parentId);
  await inTransaction(({ units }) => units.save({ ...unit, parentCode: above?.code ?? null, signsOff: true }));
}

/** What was recorded in a stream, the oldest first. */
export async function entriesOf({ database }: TestOffice, stream: string): Promise<string[]> {
  const rows = await database.read.query<{ action: string }>(sql`
    SELECT action FROM evidence_entries WHERE stream = ${stream} ORDER BY id`);
  return rows.map(({ action }) => action);
}

/** The receipt of the version that holds; 0, which is nobody's, where there is none. */
export async function receiptIdOf({ database }: TestOffice, directiveId: number, personId: number): Promise<number> {
  const [row] = await database.read.query<{ id: number }>(sql`
    SELECT r.id FROM receipts r JOIN directives d ON d.id = r.directive_id AND d.version = r.version
    WHERE r.directive_id = ${directiveId} AND r.person_id = ${personId}`);
  return row?.id ?? 0;
}

/** How much of everything there is in the whole office: the same where nothing happened. */
export async function countsOf({ database }: TestOffice): Promise<Record<string, unknown>> {
  const [row] = await database.read.query<Record<string, unknown>>(sql`
    SELECT (SELECT count(*) FROM evidence_entries) AS entries, (SELECT count(*) FROM deliveries) AS deliveries,
      (SELECT count(*) FROM directives WHERE state <> 'cancelled') AS directives, (SELECT count(*) FROM tasks) AS tasks,
      (SELECT count(*) FROM receipts WHERE status = 'acknowledged') AS acknowledged,
      (SELECT count(*) FROM amendment_requests WHERE state = 'awaiting') AS requests,
      (SELECT count(*) FROM attestations) AS attestations`);
  return row!;
}
