import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../src/storage/sql.ts';
import { healthStories, ILL, openHealthOffice, WELL } from '../support/health.ts';
import type { TestOffice } from '../support/office.ts';
import { testDialect } from '../support/test-database.ts';

/** A Monday, five in the morning. */
let office: TestOffice;
beforeEach(async () => {
  office = await openHealthOffice();
});
afterEach(() => office.close());

const stories = healthStories(() => office);
const { say, press, walk, last, declarationOf } = stories;
const read = <Row = Record<string, unknown>>(statement: ReturnType<typeof sql>) =>
  office.database.read.query<Row>(statement);
const looksOf = async (who: string) =>
  (await office.app.office.read.health.listLooks(await office.personId(who), { limit: 9, offset: 0 })).looks.map(
    ({ what, by, on }) => ({ what, by: by.fullName, on }),
  );
const alerts = () => read(sql`SELECT id FROM deliveries WHERE kind = 'health.alert'`);

/** The leader of the rangers opens the list of those who need care, and one of them. */
async function lookIn(): Promise<void> {
  await stories.begin('ranger-head');
  await stories.declare('an', ILL);
  await walk('ranger-head', { say: '/suckhoe' }, 'Người cần theo dõi', '1');
}

describe('of what somebody declared the database’s open columns say nothing', () => {
  test('by who has looked at it: who, and at what, is sealed, and only the person reads it', async () => {
    await lookIn();
    const rows = await read(sql`SELECT * FROM health_looks ORDER BY id`);
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toMatchObject({ seen_on: '2026-11-23', by_id: null, what: null });
    expect(await looksOf('an')).toEqual([
      { what: 'declaration', by: 'Hoàng Kiểm', on: '2026-11-23' },
      { what: 'list', by: 'Hoàng Kiểm', on: '2026-11-23' },
    ]);
    await walk('an', { say: '/khaibao' }, 'Ai đã xem (2)');
    expect(last('an').text).toContain('Hoàng Kiểm xem tên bạn trong danh sách');
  });

  test('by how it was declared: the one press that says “nothing noticed” looks like any other act', async () => {
    await stories.declare('an', WELL);
    await office.advance({ days: 1 });
    await say('an', '/khaibao');
    await press('an', /không có triệu chứng/);
    await stories.declare('binh', ILL);
    const acts = await read<{ draft_mark: unknown }>(sql`SELECT * FROM health_acts ORDER BY at, declaration_id`);
    expect(acts).toHaveLength(3);
    for (const act of acts) {
      expect(Object.keys(act).sort()).toEqual(['at', 'declaration_id', 'draft_mark', 'version']);
      expect(Number(act.draft_mark)).toBeGreaterThan(1_000_000);
    }
    expect(new Set(acts.map(({ draft_mark }) => String(draft_mark))).size).toBe(3);
  });

  test('by the question at which a half-filled form stands, which waits there all the same', async () => {
    await stories.open('an');
    await walk('an', 'Có triệu chứng', 'Có');
    expect(await read(sql`SELECT step, editing, answers FROM drafts`)).toMatchObject([{ step: 'sealed' }]);
    await office.restart();
    await office.advance({ days: 6 });
    const draft = await office.app.office.read.drafts.find(await office.personId('an'));
    expect(draft).toMatchObject({ step: 'cough', isEditing: false, answers: { symptoms: 'some', fever: 'yes' } });
    await office.advance({ days: 2 });
    expect(await office.app.office.read.drafts.find(await office.personId('an'))).toBeNull();
  });
});

describe('who was told of a declaration', () => {
  test('is known as long as it can be read, and no longer', async () => {
    await stories.declare('an', ILL);
    await stories.declare('binh', ILL);
    expect(await alerts()).toHaveLength(4);
    await press('an', { data: `erase:health:${(await declarationOf('an'))!.id}` });
    await office.advance({ hours: 1 });
    expect(await alerts()).toHaveLength(2);
    await office.advance({ days: 24 });
    expect(await alerts()).toHaveLength(2);
    await office.advance({ days: 2 });
    expect(await alerts()).toEqual([]);
    // The button in the leader's chat still says what became of it.
    await press('h1-head', 'Xem khai báo');
    expect(last('h1-head').text).toContain('Nội dung đã được xóa');
  });
});

describe('who has looked', () => {
  test('is kept a year for the person to ask why, and then its key is in no file', async () => {
    await lookIn();
    const [key] = await read<{ wrapped: Uint8Array }>(
      sql`SELECT wrapped FROM vault_keys WHERE id = (SELECT max(details_id) FROM health_looks)`,
    );
    if (testDialect === 'sqlite') expect(stories.inFiles(key!.wrapped)).toBe(true);
    await office.advance({ days: 364 });
    expect(await looksOf('an')).toHaveLength(2);
    await office.advance({ days: 2 });
    expect(await looksOf('an')).toEqual([]);
    expect(await read(sql`SELECT id FROM health_looks`)).toEqual([]);
    expect(stories.inFiles(key!.wrapped)).toBe(false);
  });

  test('and was written down in the open, as it was done before, is sealed within the hour', async () => {
    const [personId, byId] = [await office.personId('an'), await office.personId('focal')];
    await office.database.inTransaction((connection) =>
      connection.execute(sql`INSERT INTO health_looks (seen_on, person_id, at, by_id, what)
        VALUES ('2026-11-22', ${personId}, ${office.clock.now()}, ${byId}, 'list')`),
    );
    const before = [{ what: 'list', by: 'Hồ Đầu Mối', on: '2026-11-22' }];
    expect(await looksOf('an')).toEqual(before);
    for (let times = 0; times < 2; times += 1) {
      await office.advance({ hours: 1 });
      expect(await read(sql`SELECT by_id, what FROM health_looks`)).toEqual([{ by_id: null, what: null }]);
      expect(await looksOf('an')).toEqual(before);
    }
  });
});
