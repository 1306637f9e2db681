import { rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { submitDirective } from '../../src/domain/directives/issue-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { openOffice } from '../../src/open-office.ts';
import { sql } from '../../src/storage/sql.ts';
import { backUp, bringBack, canBackUp, command } from '../support/backups.ts';
import { type CastMember, people as cast } from '../support/cast.ts';
import { cardsOfAll, crowdOf } from '../support/crowd.ts';
import { actorNamed, figuresOf, issue, receiptOf, submit } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';
import { TestClock } from '../support/test-clock.ts';

const PEOPLE = 60;
const CLERK: CastMember = { staffNo: 'clerk', name: 'Trần Văn Thư', posts: [['SO', 'clerk']] };

let office: TestOffice;
let file: string;
afterEach(async () => {
  await office.close();
  rmSync(file, { force: true });
});

const kept = () => ({ url: office.config.databaseUrl, clock: office.clock });
const until = (isTrue: () => boolean) => office.sandbox.waitFor(isTrue, { timeout: 15_000 });
const haveIt = (): number => cardsOfAll(office, PEOPLE).filter((count) => count > 0).length;
const everybodyOnce = Array.from({ length: PEOPLE }, () => 1);

/** The bot ends, the backup takes the place of what there was, and the bot starts again; gives what the command line said. */
async function restore() {
  await office.database.disconnect();
  let said: Awaited<ReturnType<typeof bringBack>>;
  await office.restart(async () => {
    said = await bringBack(kept(), file);
  });
  return said!;
}

const buttonsOf = (staffNo: string, pattern: RegExp): string[] =>
  office
    .as(staffNo)
    .messages()
    .flatMap((message) => message.buttons.flat().map(({ label }) => label))
    .filter((label) => pattern.test(label));

describe.runIf(canBackUp)('after an hour-old backup was restored', () => {
  test('nobody gets a second time what may have been sent, the author is asked, and “Gửi lại” reaches exactly those in doubt', async () => {
    office = await openTestOffice({ people: crowdOf(PEOPLE), rate: 30 });
    const directive = await submit(office, ['H1'], {}, await actorNamed(office, 'director'));
    // Beyond the first burst, of which the outcomes are then written down.
    await until(() => haveIt() >= 35);
    file = await backUp(kept());
    await until(() => haveIt() === PEOPLE);
    await office.settle();
    office.clock.advance({ hours: 1 });
    const said = await restore();

    expect(cardsOfAll(office, PEOPLE)).toEqual(everybodyOnce);
    const { unknown, sent, waiting } = await figuresOf(office, directive.id, 'SO');
    expect([unknown + sent, waiting]).toEqual([PEOPLE, 0]);
    expect(unknown).toBeGreaterThan(10);
    expect(sent).toBeGreaterThan(5);
    expect(said.inDoubt).toMatchObject({
      messages: unknown,
      directives: [{ id: directive.id, messages: unknown, asked: ['director'] }],
    });
    expect(buttonsOf('director', /Gửi lại/)).toEqual([`Gửi lại cho ${unknown} người chưa rõ đã nhận`]);
    expect(office.as('director').last().text).toContain('vừa được khôi phục từ bản sao lưu');
    expect(await recount(kept().url)).toEqual([]);

    await office.advance({ days: 1 });
    expect(cardsOfAll(office, PEOPLE)).toEqual(everybodyOnce);
    const receipts = await Promise.all(everybodyOnce.map((_, index) => receiptOf(office, directive.id, `p${index}`)));
    const acknowledging = receipts.findIndex((receipt) => receipt.status === 'unknown');
    office.as(`p${acknowledging}`).press(/Xác nhận đã đọc/);
    await office.settle();

    for (let again = 0; again < 2; again += 1) office.as('director').press(/Gửi lại/);
    await office.settle();
    const twice = receipts.map(({ status }, index) => (status === 'unknown' && index !== acknowledging ? 2 : 1));
    // Whoever has acknowledged keeps a card without the button.
    expect(cardsOfAll(office, PEOPLE)).toEqual(twice.map((count, index) => (index === acknowledging ? 0 : count)));
    expect(await figuresOf(office, directive.id, 'SO')).toMatchObject({
      unknown: 0,
      sent: PEOPLE - 1,
      acknowledged: 1,
    });
    expect(buttonsOf('director', /Gửi lại/)).toEqual([]);
    expect(await recount(kept().url)).toEqual([]);
  });

  test('what was issued from the command line is asked of those who may issue there, and the command line can decide', async () => {
    office = await openTestOffice({ people: crowdOf(PEOPLE, [CLERK]), rate: 30 });
    const directive = await submit(office, ['H1']);
    await until(() => haveIt() >= 20);
    file = await backUp(kept());
    await until(() => haveIt() === PEOPLE);
    const said = await restore();
    expect(said.inDoubt.directives).toMatchObject([{ id: directive.id, asked: ['director', 'clerk'] }]);
    for (const staffNo of ['director', 'clerk']) expect(buttonsOf(staffNo, /Gửi lại/)).toHaveLength(1);
    const { unknown } = await figuresOf(office, directive.id, 'SO');
    expect(await command(kept(), 'resend', `${directive.id}`)).toEqual({
      id: directive.id,
      resumed: false,
      people: unknown,
    });
    await until(() => cardsOfAll(office, PEOPLE).filter((count) => count === 2).length === unknown);
    await office.settle();
    expect(cardsOfAll(office, PEOPLE).reduce((sum, count) => sum + count)).toBe(PEOPLE + unknown);
    for (const staffNo of ['director', 'clerk']) expect(buttonsOf(staffNo, /Gửi lại/)).toEqual([]);
    expect(await command(kept(), 'resend', `${directive.id}`)).toMatchObject({ people: 0 });
  });

  test('what was not wholly issued goes out only when its author says so', async () => {
    office = await openTestOffice({ people: crowdOf(PEOPLE), rate: 1_000 });
    const director = await actorNamed(office, 'director');
    await office.restart(async () => {
      // Submitted, and not prepared by anybody before the backup.
      const { office: parts, close } = await openOffice(office.config, { log: createLog({ level: 'error' }) });
      const unitIds = [(await parts.read.units.findByCode('H1'))!.id];
      const draft = { number: null, title: 'Về việc trực bão', text: 'Trực 24/24 giờ.', unitIds, attachments: [] };
      const kind = { audience: 'everyone', urgency: 'normal', lateJoiners: true, deadlineAt: null } as const;
      await submitDirective(director, { ...draft, ...kind }, null, parts);
      await close();
      file = await backUp(kept());
    });
    expect(cardsOfAll(office, PEOPLE)).toEqual(everybodyOnce);
    const said = await restore();
    expect(said).toMatchObject({ inDoubt: { messages: 0 }, halted: [{ asked: ['director'] }] });
    await office.advance({ hours: 3 });
    expect(cardsOfAll(office, PEOPLE)).toEqual(everybodyOnce);
    expect(buttonsOf('director', /Gửi tiếp/)).toEqual(['Gửi tiếp']);

    office.as('director').press(/Gửi tiếp/);
    await office.settle();
    expect(cardsOfAll(office, PEOPLE)).toEqual(everybodyOnce.map(() => 2));
    expect(buttonsOf('director', /Gửi tiếp/)).toEqual([]);
  });

  test('reminders that were due before it are not made up for', async () => {
    office = await openTestOffice({ people: crowdOf(3), clock: new TestClock('2026-11-23T01:00:00Z') });
    await issue(office, ['H1'], { urgency: 'veryUrgent' });
    file = await backUp(kept());
    await office.advance({ hours: 2 });
    const reminded = () =>
      office
        .as('p0')
        .messages()
        .filter(({ text }) => text.startsWith('🔔 Nhắc bạn')).length;
    expect(reminded()).toBe(1);
    await restore();
    await office.advance({ minutes: 1 });
    expect(reminded()).toBe(1);
    await office.advance({ hours: 1 });
    expect(reminded()).toBe(2);
  });

  test('a short unit that was reported before it is not reported again at once', async () => {
    office = await openTestOffice({ clock: new TestClock('2026-11-23T01:00:00Z') });
    await issue(office, ['H1'], { deadlineAt: instant('2026-11-23T09:30:00+07:00') });
    file = await backUp(kept());
    await office.advance({ hours: 2 });
    const reports = () =>
      office
        .as('h1-head')
        .messages()
        .filter(({ text }) => text.includes('chưa đạt yêu cầu xác nhận')).length;
    expect(reports()).toBe(1);
    await restore();
    await office.advance({ minutes: 1 });
    expect(reports()).toBe(1);
    await office.advance({ days: 1 });
    expect(reports()).toBe(2);
  });

  test('a list that was about to be sent is in doubt with every directive on it', async () => {
    office = await openTestOffice({ enrolled: ['director', 'clerk'], people: cast });
    const author = await actorNamed(office, 'clerk');
    for (let number = 1; number <= 5; number += 1) await issue(office, ['H2'], { number: `${number}/KH` }, author);
    const personId = await office.personId('chau');
    await office.restart(async () => {
      const { office: parts, close } = await openOffice(office.config, { log: createLog({ level: 'error' }) });
      await parts.inTransaction(async (stores) => {
        const at = parts.clock.now();
        await stores.people.addAccount({ personId, telegramId: 7_010, enrolledAt: at, way: 'contact' });
        await parts.consequences.personReachable(stores, personId, at);
      });
      await close();
      file = await backUp(kept());
      await office.database.disconnect();
      const restored = await bringBack(kept(), file);
      expect(restored.inDoubt).toMatchObject({ messages: 5 });
    });
    expect(office.as('chau').messages()).toEqual([]);
    expect(buttonsOf('clerk', /Gửi lại cho 1 người/)).toHaveLength(5);
    expect(await recount(kept().url)).toEqual([]);
  });

  test('no button that was sent in the lost hour means anything else afterwards, and the record says who restored', async () => {
    office = await openTestOffice({ people: crowdOf(3) });
    await issue(office, ['H1']);
    file = await backUp(kept());
    const lost = await issue(office, ['H1'], { title: 'Văn bản đã mất' });
    const oldButton = `ack:${(await receiptOf(office, lost.id, 'p0')).id}`;
    await restore();
    const next = await issue(office, ['H1'], { title: 'Văn bản sau khôi phục' });
    office.as('p0').press({ data: oldButton });
    await office.settle();
    expect(await figuresOf(office, next.id, 'SO')).toMatchObject({ acknowledged: 0, sent: 3 });
    expect(next.id).not.toBe(lost.id);
    const { inTransaction, clock } = office.app.office;
    const [personId, at] = [await office.personId('p0'), clock.now()];
    const leave = { personId, fromOn: '2026-11-23', toOn: '2026-11-24', markedById: personId };
    const { id: receiptId } = await receiptOf(office, next.id, 'p0');
    const word = { receiptId, way: 'phone', note: null, byId: personId, at } as const;
    await inTransaction(async ({ absences, attestations }) => {
      expect(await absences.add(leave, at)).toBeGreaterThan(1_000);
      expect(await attestations.add(word)).toBeGreaterThan(1_000);
    });
    const { database, close } = await openOffice(office.config, { log: createLog({ level: 'error' }) });
    const entries = await database.read.query<{ stream: string }>(
      sql`SELECT stream FROM evidence_entries WHERE action = 'office.restore'`,
    );
    expect(entries).toEqual([{ stream: 'office' }]);
    await close();
  });
});
