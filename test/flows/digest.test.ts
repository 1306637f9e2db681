import { rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { DIGEST_TIME } from '../../src/domain/compliance/digest.ts';
import { sendDigests } from '../../src/domain/compliance/digest-actions.ts';
import { acknowledge } from '../../src/domain/directives/acknowledge-actions.ts';
import { markAway } from '../../src/domain/people/absence-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import { sql } from '../../src/storage/sql.ts';
import { backUp, bringBack, canBackUp } from '../support/backups.ts';
import { people as cast } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { healthStories, PEOPLE, WELL } from '../support/health.ts';
import { actorNamed, issue, receiptOf } from '../support/issuing.ts';
import { openTestOffice, type TestOffice, type TestOfficeOptions } from '../support/office.ts';
import { minutesTo, until } from '../support/reports.ts';
import { give } from '../support/tasks.ts';
import { TestClock } from '../support/test-clock.ts';

let office: TestOffice;
afterEach(() => office.close());
const { say, press, walk, last, texts } = chatting(() => office);

/** Monday, 23 November 2026, 10:00, with a digest each morning at 07:15. */
const begin = async (options: TestOfficeOptions = {}) => {
  const clock = new TestClock('2026-11-23T03:00:00Z');
  office = await openTestOffice({ clock, settings: { digest: DIGEST_TIME }, ...options });
};
const digestsTo = (who: string): string[] =>
  texts(who).filter((text) => text.startsWith('Việc cần bạn xử lý sáng nay'));
const told = (): string[] => cast.map(({ staffNo }) => staffNo).filter((who) => digestsTo(who).length > 0);
const NOON = instant('2026-11-23T05:00:00Z');
const actor = async (who: string) => (await actorNamed(office, who)) as PersonActor;
const labels = (who: string): string[] =>
  last(who)
    .buttons.flat()
    .map(({ label }) => label);

describe('the morning digest', () => {
  test('goes to leaders whom something needs, says what and nobody’s name, and comes once', async () => {
    await begin();
    const { id } = await issue(office, ['KL'], { number: '12/CĐ-SNNMT', deadlineAt: NOON });
    for (const who of ['ranger-head', 'ranger-deputy', 'chau']) await press(who, /Xác nhận đã đọc/);
    await give(office, id, { lead: 'H1', dueAt: instant('2026-11-23T08:00:00Z') });
    await until(office, '2026-11-24 07:14');
    expect(told()).toEqual([]);
    await until(office, '2026-11-24 07:15');
    expect(told()).toEqual(['director', 'ranger-head', 'h1-head']);
    expect(digestsTo('h1-head')[0]).toMatch(
      /^Việc cần bạn xử lý sáng nay, thứ Ba 24\/11\nHạt Kiểm lâm số 1\n• 3 người quá hạn xác nhận Công điện 12\/CĐ-SNNMT \(19 giờ\)\n• 1 nhiệm vụ quá hạn$/,
    );
    expect(digestsTo('ranger-head')[0]).toContain('Chi cục Kiểm lâm\n• 4 người quá hạn');
    for (const text of told().flatMap(digestsTo)) for (const { name } of cast) expect(text).not.toContain(name);
    for (let again = 0; again < 2; again += 1) await sendDigests(office.app.office);
    await until(office, '2026-11-24 09:00');
    for (const who of told()) expect(digestsTo(who)).toHaveLength(1);
    await until(office, '2026-11-25 07:15');
    expect(digestsTo('h1-head')).toHaveLength(2);
    expect(labels('h1-head')).toEqual(['Xem tình hình', 'Việc bạn cần làm']);
    await press('h1-head', 'Xem tình hình');
    // The status says the same.
    expect(last('h1-head').text).toMatch(/3 người quá hạn xác nhận Công điện 12[\s\S]*1 nhiệm vụ quá hạn/);
  });

  test('is not sent where nothing needs anybody, nor where the office wants none', async () => {
    await begin();
    await issue(office, ['KL'], { deadlineAt: instant('2026-12-23T05:00:00Z') });
    await until(office, '2026-11-24 07:15');
    expect(told()).toEqual([]);
    office.app.office.digest = null;
    await issue(office, ['KL'], { deadlineAt: instant('2026-11-24T05:00:00Z') });
    await until(office, '2026-11-25 07:15');
    expect(told()).toEqual([]);
  });

  test('is not sent on the morning on which the office begins', async () => {
    await begin({ clock: new TestClock('2026-11-24T00:30:00Z') });
    await issue(office, ['KL'], { deadlineAt: instant('2026-11-24T00:40:00Z') });
    await until(office, '2026-11-24 08:00');
    expect(told()).toEqual([]);
  });

  test('is not sent on days off', async () => {
    await begin({ clock: new TestClock('2026-11-27T03:00:00Z') });
    await issue(office, ['KL'], { deadlineAt: instant('2026-11-27T05:00:00Z') });
    for (const day of ['2026-11-28', '2026-11-29']) await until(office, `${day} 07:15`);
    expect(told()).toEqual([]);
    await until(office, '2026-11-30 07:15');
    expect(told()).toContain('ranger-head');
  });

  test('goes to the deputy while the leader is away', async () => {
    await begin();
    await issue(office, ['KL'], { deadlineAt: NOON });
    const leave = { personId: await office.personId('ranger-head'), fromOn: '2026-11-24', toOn: '2026-11-24' };
    await markAway(await actor('ranger-head'), leave, office.app.office);
    await until(office, '2026-11-24 07:15');
    expect(told()).toEqual(['director', 'ranger-deputy', 'h1-head']);
    await until(office, '2026-11-25 07:15');
    expect(told()).toContain('ranger-head');
    expect(digestsTo('ranger-deputy')).toHaveLength(1);
  });

  test('is not sent when what it was about is done before it leaves', async () => {
    await begin({ isStill: true });
    office.clock.advance({ minutes: minutesTo(office, '2026-11-23 10:05') });
    await office.app.start();
    const { id } = await issue(office, ['TL'], { deadlineAt: NOON });
    await office.app.courier.stop();
    office.clock.advance({ minutes: minutesTo(office, '2026-11-24 07:15') });
    await sendDigests(office.app.office);
    for (const who of ['water-head', 'giang']) {
      const { id: receiptId } = await receiptOf(office, id, who);
      await acknowledge(await actor(who), { receiptId, messageId: null }, office.app.office);
    }
    await office.restart();
    expect(told()).toEqual([]);
    const rows = await office.database.read.query<{ state: string }>(
      sql`SELECT DISTINCT state FROM deliveries WHERE kind = 'digest.morning'`,
    );
    expect(rows).toEqual([{ state: 'never' }]);
  });

  test('is sent late in the morning when the bot was down, and not at noon', async () => {
    await begin();
    await issue(office, ['KL'], { deadlineAt: NOON });
    const sleepUntil = async (moment: string) => {
      await office.restart(async () => office.clock.advance({ minutes: minutesTo(office, moment) }));
      await office.advance({ minutes: 1 });
    };
    await sleepUntil('2026-11-24 10:10');
    expect(digestsTo('h1-head')).toHaveLength(1);
    await sleepUntil('2026-11-25 10:20');
    expect(digestsTo('h1-head')).toHaveLength(1);
  });
});

test('what waits for the leader’s own word is counted', async () => {
  await begin();
  await say('an', '/lichtrinh');
  await press('an', '✅ Tôi đồng ý');
  await walk(
    'an',
    ...['Việc riêng ngoài tỉnh', { say: 'Thăm người thân bị ốm' }, { say: 'bac giang' }],
    ...[{ say: '26/11' }, { say: '27/11' }, 'Không', 'Xe khách', 'Bỏ qua', { say: 'Gia đình anh Tư' }],
    ...['Tôi cam kết khai đúng sự thật', 'Gửi thủ trưởng duyệt'],
  );
  await until(office, '2026-11-24 07:15');
  expect(told()).toEqual(['h1-head']);
  expect(digestsTo('h1-head')[0]).toContain('• 1 việc chờ bạn quyết định');
  expect(digestsTo('h1-head')[0]).not.toMatch(/An|Bắc/);
  await press('h1-head', 'Việc bạn cần làm');
  expect(last('h1-head').text).toContain('xin đi');
});

test('who did not declare yesterday is counted, and those who are followed up by themselves', async () => {
  const stories = healthStories(() => office);
  await begin({ clock: new TestClock('2026-11-22T22:00:00Z'), people: PEOPLE });
  await stories.begin('ranger-head');
  for (const who of ['an', 'binh', 'chau', 'dung', 'ranger-deputy', 'ranger-head'])
    if (who !== 'binh' && who !== 'dung') await stories.declare(who, WELL);
  const span = { fromOn: '2026-11-23', toOn: '2026-11-30', tripId: null, declarationId: null };
  await office.app.office.inTransaction(async ({ followUps }) => {
    await followUps.add([{ personId: await office.personId('binh'), ...span }], office.clock.now());
  });
  await until(office, '2026-11-24 07:15');
  const [text] = digestsTo('ranger-head');
  expect(text).toContain('• 1 người đang theo dõi sức khỏe hôm qua không khai báo');
  expect(text).toContain('• 2 người hôm qua không khai báo y tế');
  expect(digestsTo('water-head')).toEqual([]);
  expect(text).not.toContain('Bình');
});

test.runIf(canBackUp)('after a restore nobody gets the same morning twice', async () => {
  await begin();
  await issue(office, ['KL'], { deadlineAt: NOON });
  const kept = () => ({ url: office.config.databaseUrl, clock: office.clock });
  await until(office, '2026-11-24 07:00');
  const file = await backUp(kept());
  await until(office, '2026-11-24 07:15');
  expect(digestsTo('h1-head')).toHaveLength(1);
  await office.database.disconnect();
  await office.restart(async () => {
    office.clock.advance({ minutes: 30 });
    await bringBack(kept(), file);
  });
  await office.advance({ minutes: 1 });
  expect(digestsTo('h1-head')).toHaveLength(1);
  await until(office, '2026-11-25 07:15');
  expect(digestsTo('h1-head')).toHaveLength(2);
  rmSync(file, { force: true });
});
