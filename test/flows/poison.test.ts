import { Composer, Context } from 'telegraf';
import type { Update, UserFromGetMe } from 'telegraf/types';
import { afterEach, expect, test } from 'vitest';
import type { BotContext } from '../../src/bot/context.ts';
import { handleOnce } from '../../src/bot/middleware/handle-once.ts';
import { UpdateLedger } from '../../src/bot/update-ledger.ts';
import { UPDATE_TRIES } from '../../src/domain/updates.ts';
import { createLog } from '../../src/lib/log.ts';
import { type Sql, sql } from '../../src/storage/sql.ts';
import { issue, receiptOf } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

let office: TestOffice;
afterEach(() => office.close());

const run = (...statements: Sql[]) =>
  office.database.inTransaction(async (connection) => {
    for (const statement of statements) await connection.execute(statement);
  });

/** From now on the database refuses whatever changes this receipt. */
async function breakReceipt(id: number): Promise<void> {
  const [when, fault] = [sql.raw(`WHEN (NEW.id = ${id})`), 'this receipt is broken'];
  if (office.database.dialect === 'sqlite') {
    return await run(sql`CREATE TRIGGER broken BEFORE UPDATE ON receipts ${when}
      BEGIN SELECT RAISE(ABORT, ${sql.raw(`'${fault}'`)}); END`);
  }
  await run(
    sql`CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION ${sql.raw(`'${fault}'`)}; END $$`,
    sql`CREATE TRIGGER broken BEFORE UPDATE ON receipts FOR EACH ROW ${when} EXECUTE FUNCTION broken()`,
  );
}

const listUpdates = (where: Sql) =>
  office.database.read.query<{ id: number; state: string; tries: number; reference: string | null }>(
    sql`SELECT id, state, tries, reference FROM updates WHERE ${where}`,
  );

test('an update that cannot be handled is tried three times and set aside; its person gets a reference, others go on', async () => {
  office = await openTestOffice({ mayWarn: true });
  const { id } = await issue(office, ['H1']);
  await breakReceipt((await receiptOf(office, id, 'an')).id);
  const [an, binh] = [office.as('an'), office.as('binh')];
  const presses = [an.press(/Xác nhận đã đọc/), binh.press(/Xác nhận đã đọc/)];
  an.send('/canlam');
  await Promise.all(presses.map((press) => press.settled));
  await office.settle();
  const [aside] = await listUpdates(sql`state = 'setAside'`);
  expect(aside?.tries).toBe(UPDATE_TRIES);
  expect(presses[0]!.answer).toMatchObject({ showAlert: true });
  expect(presses[0]!.answer?.text).toContain(aside!.reference);
  expect(an.messages().some((message) => message.text.includes(aside!.reference!))).toBe(true);
  expect(an.last().text).toContain('Bạn còn 1 việc');
  expect(presses[1]!.answer?.text).toContain('Đã ghi nhận');
  expect((await receiptOf(office, id, 'an')).status).toBe('sent');
  expect((await receiptOf(office, id, 'binh')).status).toBe('acknowledged');

  office.sandbox.redeliver(aside!.id);
  an.send('/toi'); // handled after it
  await office.settle();
  expect((await listUpdates(sql`id = ${aside!.id}`))[0]?.tries).toBe(UPDATE_TRIES + 1);
  expect(an.messages().filter((message) => message.text.includes('kèm mã'))).toHaveLength(1);

  await run(sql`DROP TRIGGER broken ${sql.either({ sqlite: sql``, postgres: sql`ON receipts` })}`);
  const again = an.press(/Xác nhận đã đọc/);
  await again.settled;
  expect(again.answer?.text).toContain('Đã ghi nhận');
});

test('an update that fails once is handled at the second try, and nobody is bothered', async () => {
  office = await openTestOffice();
  const { office: parts, sender, replies, i18n } = office.app;
  let tries = 0;
  const inside = new Composer<BotContext>();
  inside.use(async () => {
    tries += 1;
    if (tries === 1) throw new Error('once');
  });
  const update = { update_id: 4_242, message: { message_id: 1, date: 0, text: 'a', chat: { id: 1, type: 'private' } } };
  const ctx = new Context(update as Update, sender, {} as UserFromGetMe) as BotContext;
  const log = createLog({ level: 'silent' });
  Object.assign(ctx, { office: parts, parts: { office: parts, sender, replies, i18n, log } });
  await handleOnce(new UpdateLedger(parts), inside)(ctx, async () => {});
  expect(tries).toBe(2);
  expect((await listUpdates(sql`id = 4242`))[0]).toMatchObject({ state: 'begun', tries: 2 });
});

test('an update that ended the process three times is set aside at the next start', async () => {
  office = await openTestOffice({ mayWarn: true });
  const { id } = await issue(office, ['H1']);
  const [an, binh] = [office.as('an'), office.as('binh')];
  await office.restart(async () => {
    an.press(/Xác nhận đã đọc/);
    binh.press(/Xác nhận đã đọc/);
    const poison = office.sandbox.updates.at(-2)!.update_id;
    const at = office.clock.now();
    await run(sql`INSERT INTO updates (id, state, tries, at) VALUES (${poison}, 'begun', ${UPDATE_TRIES}, ${at})`);
  });
  const [aside] = await listUpdates(sql`state = 'setAside'`);
  expect(an.last().text).toContain(aside!.reference);
  expect((await receiptOf(office, id, 'an')).status).toBe('sent');
  expect((await receiptOf(office, id, 'binh')).status).toBe('acknowledged');
  await an.press(/Xác nhận đã đọc/).settled;
  expect((await receiptOf(office, id, 'an')).status).toBe('acknowledged');
});

test('while the database takes nothing, updates wait at Telegram and none is lost', async () => {
  office = await openTestOffice({ mayWarn: true });
  const { id } = await issue(office, ['H1']);
  await run(sql`ALTER TABLE updates RENAME TO updates_away`);
  const press = office.as('an').press(/Xác nhận đã đọc/);
  await office.clock.sleep(300);
  expect(press.answered).toBe(false);
  await run(sql`ALTER TABLE updates_away RENAME TO updates`);
  await press.settled;
  await office.settle();
  expect((await receiptOf(office, id, 'an')).status).toBe('acknowledged');
});
