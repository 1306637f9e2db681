import { afterAll, afterEach, expect, test } from 'vitest';
import { submitDirective } from '../../src/domain/directives/issue-actions.ts';
import { prepareIssue } from '../../src/domain/directives/prepare-actions.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { type OfficeWithBotProcess, openOfficeWithBotProcess } from '../support/bot-process.ts';
import { telegramIdOf } from '../support/cast.ts';
import { recount } from '../support/recount.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { testDialect } from '../support/test-database.ts';

const disk = testDialect === 'sqlite' ? mountSmallDisk(8) : null;
const why = testDialect === 'sqlite' ? 'this user may not mount a small disk' : 'the disk is that of the server';

let office: OfficeWithBotProcess | undefined;
afterEach(async () => {
  await office?.close();
});
afterAll(() => disk?.remove());

const PEOPLE = 90;
const person = (index: number) => office!.sandbox.user(telegramIdOf(index));
const answersWith = (pattern: RegExp) =>
  office!.sandbox.requests.filter(
    ({ method, params }) => method === 'answerCallbackQuery' && pattern.test(String(params.text ?? '')),
  );

async function issue(): Promise<number> {
  const domain = office!.open.office;
  const unitIds = [(await domain.read.units.findByCode('KL'))!.id];
  const draft = { number: '1/CĐ', title: 'Thử', text: 'Nội dung', unitIds, deadlineAt: null, attachments: [] };
  const kind = { audience: 'everyone', urgency: 'normal', lateJoiners: false } as const;
  const { id } = await submitDirective({ kind: 'office', name: 'test' }, { ...draft, ...kind }, null, domain);
  await prepareIssue(id, domain);
  return id;
}

const statuses = (id: number) => office!.open.office.read.receipts.countByStatus(id);

const story =
  'while the disk is full nobody is told that it was recorded, the log says so once, and afterwards nobody is lost';

test.skipIf(!disk)(
  disk ? story : `${story} (left out: ${why})`,
  async () => {
    office = await openOfficeWithBotProcess(PEOPLE, 10, {}, disk!.folder);
    const id = await issue();
    office.startBot('warn');
    await office.sandbox.waitFor(() => office!.counts().filter((count) => count > 0).length >= 20, { timeout: 30_000 });
    const pressing = office.counts().flatMap((count, index) => (count > 0 ? [index] : []));

    disk!.fill();
    for (const index of pressing) person(index).press(/Xác nhận đã đọc/);
    await systemClock.sleep(6_000);
    expect(answersWith(/Đã ghi nhận/)).toEqual([]);
    for (const index of pressing) expect(person(index).messages().at(-1)!.text).not.toContain('Bạn đã xác nhận');
    expect((await statuses(id)).acknowledged).toBe(0);
    expect(office.counts().filter((count) => count > 0).length).toBeLessThan(PEOPLE);
    expect(office.log).toEqual([expect.stringContaining('storage.full: the disk is full')]);

    disk!.makeRoom();
    for (const index of pressing) person(index).press(/Xác nhận đã đọc/);
    await office.sandbox.waitFor(() => office!.counts().every((count) => count > 0), { timeout: 40_000 });
    await office.sandbox.waitFor(() => answersWith(/Đã ghi nhận/).length >= pressing.length, { timeout: 40_000 });
    await systemClock.sleep(500);
    expect(await statuses(id)).toMatchObject({ acknowledged: pressing.length, sent: PEOPLE - pressing.length });
    expect(office.counts().every((count) => count === 1)).toBe(true);
    expect(await recount(office.database.url)).toEqual([]);
  },
  120_000,
);
