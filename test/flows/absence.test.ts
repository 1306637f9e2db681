import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { markAway } from '../../src/domain/people/absence-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import { actorNamed, issue, receiptOf, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { TestClock } from '../support/test-clock.ts';

let office: TestOffice;
/** Monday, 23 November 2026, 08:00 in the office. */
beforeEach(async () => {
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:00:00Z') });
});
afterEach(() => office.close());

async function press(who: string, button: Parameters<ReturnType<TestOffice['as']>['press']>[0]) {
  const pressed = office.as(who).press(button);
  await office.settle();
  return pressed;
}

async function say(who: string, words: string) {
  office.as(who).send(words);
  await office.settle();
}

async function mark(by: string, who: string, fromOn: string, toOn: string): Promise<void> {
  const actor = (await actorNamed(office, by)) as PersonActor;
  await markAway(actor, { personId: await office.personId(who), fromOn, toOn }, office.app.office);
  await office.settle();
}

const lastOf = (who: string) => office.as(who).last().text;
const remindersOf = (who: string) =>
  office
    .as(who)
    .messages()
    .filter((message) => message.text.startsWith('🔔 Nhắc bạn')).length;

const spellsOf = async (who: string) =>
  (await office.app.office.read.absences.listFrom(await office.personId(who), '2026-11-01')).map(
    ({ fromOn, toOn }) => `${fromOn} ${toOn}`,
  );

describe('whoever is away', () => {
  test('marks it on the calendar, is not reminded meanwhile, and is asked when they are back', async () => {
    await issue(office, ['H1'], { deadlineAt: instant('2026-11-24T17:00:00+07:00') });
    await say('an', '/vangmat');
    expect(lastOf('an')).toContain('Vắng mặt từ ngày nào?');
    await press('an', /Hôm nay/);
    await press('an', '26');
    expect(lastOf('an')).toContain('🗓 23/11 đến hết 26/11');
    await press('an', /Ghi nhận/);
    expect(await spellsOf('an')).toEqual(['2026-11-23 2026-11-26']);
    for (let day = 0; day < 3; day += 1) await office.advance({ days: 1 });
    expect([remindersOf('an'), remindersOf('binh')]).toEqual([0, 3]);
    await office.advance({ hours: 22 }); // Friday, 06:00: still quiet
    expect(lastOf('an')).not.toContain('Thời gian vắng mặt');
    await office.advance({ hours: 1 });
    expect(lastOf('an')).toMatch(/Thời gian vắng mặt của bạn đã hết hôm 26\/11[\s\S]*Bạn còn 1 việc[\s\S]*ứng phó bão/);
    const count = office.as('an').messages().length;
    for (let again = 0; again < 3; again += 1) await office.app.ticker.runAll();
    await office.settle();
    expect(office.as('an').messages()).toHaveLength(count);
  });

  test('types the days, turns the months, and cannot end before the beginning', async () => {
    await say('an', '/vangmat');
    await say('an', 'mai');
    await say('an', '23/11');
    expect(lastOf('an')).toContain('sớm hơn ngày bắt đầu');
    await press('an', '›');
    expect(
      office
        .as('an')
        .last()
        .buttons[1]!.map(({ label }) => label),
    ).toEqual(['‹', 'Tháng 12/2026', '›']);
    await press('an', '2');
    expect(lastOf('an')).toContain('🗓 24/11 đến hết 02/12');
    await press('an', /Sửa/);
    await press('an', /Đến hết ngày/);
    await say('an', 'hôm kia');
    expect(lastOf('an')).toContain('Ngày này sớm hơn ngày bắt đầu');
    await say('an', 'bữa nào');
    expect(lastOf('an')).toContain('Chưa đọc được ngày này');
    // A day of last week is that, and not one of next year.
    await say('an', '18/11');
    expect(lastOf('an')).toContain('Ngày này sớm hơn ngày bắt đầu');
    await press('an', /Xem lại/);
    await press('an', /Ghi nhận/);
    expect(await spellsOf('an')).toEqual(['2026-11-24 2026-12-02']);
  });

  test('comes back early, and drops what was to come', async () => {
    await say('an', '/vangmat');
    await press('an', /Hôm nay/);
    await press('an', '27');
    await press('an', /Ghi nhận/);
    await office.advance({ days: 2 });
    await say('an', '/vangmat');
    await press('an', /Tôi đã đi làm lại/);
    expect(lastOf('an')).toContain('Bạn không có đợt vắng mặt nào');
    expect(await spellsOf('an')).toEqual(['2026-11-23 2026-11-24']);
    await office.advance({ days: 5 });
    expect(
      office
        .as('an')
        .messages()
        .filter(({ text }) => text.includes('đã hết hôm')),
    ).toHaveLength(0);
  });

  test('is marked by their leader, told so, and may say that they are at work', async () => {
    const directive = await issue(office, ['H1']);
    const { id } = await receiptOf(office, directive.id, 'an');
    await say('h1-head', '/tinhhinh');
    await press('h1-head', { data: `who:${id}` });
    await press('h1-head', /Đánh dấu vắng mặt/);
    await press('h1-head', /Hôm nay/);
    await press('h1-head', '25');
    await press('h1-head', /Ghi nhận/);
    expect(lastOf('an')).toMatch(/Bùi Hạt Trưởng đánh dấu bạn vắng mặt\n🗓 23\/11 đến hết 25\/11/);
    await say('h1-head', '/tinhhinh');
    await press('h1-head', '1');
    expect(lastOf('h1-head')).toContain('🗓 Đang vắng mặt: 1');
    await press('an', /Tôi vẫn đi làm/);
    expect(await spellsOf('an')).toEqual([]);
  });

  test('is said to be back by the leader who marked them by mistake, and is told of it', async () => {
    const directive = await issue(office, ['H1']);
    const { id } = await receiptOf(office, directive.id, 'an');
    await say('h1-head', '/tinhhinh');
    await mark('h1-head', 'an', '2026-11-23', '2026-11-27');
    await press('h1-head', { data: `who:${id}` });
    await press('h1-head', /Đã đi làm lại/);
    expect(lastOf('h1-head')).toContain('Đã ghi nhận Đặng Văn An đi làm trở lại');
    expect(lastOf('an')).toContain('ghi nhận bạn đã đi làm trở lại');
    expect(await spellsOf('an')).toEqual([]);
    await press('an', /Tôi còn vắng mặt/);
    expect(lastOf('an')).toContain('Vắng mặt từ ngày nào?');
  });

  test('who was marked while out of reach is told once they can be reached', async () => {
    office.as('an').block();
    await office.settle();
    await mark('h1-head', 'an', '2026-11-23', '2026-11-27');
    for (let again = 0; again < 2; again += 1) await say('an', '/start');
    const told = office
      .as('an')
      .messages()
      .filter(({ text }) => text.includes('Bùi Hạt Trưởng đánh dấu bạn vắng mặt'));
    expect(told).toHaveLength(1);
  });

  test('is away as long as all that was said, and from the same day as long as was said last', async () => {
    await mark('an', 'an', '2026-11-23', '2026-11-27');
    await mark('an', 'an', '2026-11-27', '2026-12-02');
    expect(await spellsOf('an')).toEqual(['2026-11-23 2026-12-02']);
    await mark('an', 'an', '2026-11-25', '2026-11-26');
    expect(await spellsOf('an')).toEqual(['2026-11-23 2026-12-02']);
    await mark('an', 'an', '2026-11-23', '2026-11-25');
    expect(await spellsOf('an')).toEqual(['2026-11-23 2026-11-25']);
    await expect(mark('an', 'an', '2026-11-25', '2027-11-24')).rejects.toMatchObject({ code: 'absenceTooLong' });
  });

  test('is asked on the same morning as everybody else, however many they are', async () => {
    office.as('an').block();
    await office.settle();
    const [personId, at] = [await office.personId('an'), office.clock.now()];
    const spell = { personId, fromOn: '2026-11-02', toOn: '2026-11-03', markedById: personId };
    await office.app.office.inTransaction(async ({ absences }) => {
      for (let count = 0; count < 450; count += 1) await absences.add(spell, at);
    });
    await office.app.ticker.runAll();
    expect(await office.app.office.read.absences.listOver('2026-11-23', 10)).toEqual([]);
  });

  test('is not marked by somebody whom they lead, whatever else they are', async () => {
    await takePost(office, 'director', 'VP');
    await expect(mark('office-head', 'director', '2026-11-23', '2026-11-24')).rejects.toMatchObject({
      code: 'mayNotMarkAway',
    });
    await mark('office-head', 'clerk', '2026-11-23', '2026-11-24');
    expect([await spellsOf('director'), await spellsOf('clerk')]).toEqual([[], ['2026-11-23 2026-11-24']]);
  });

  test('is not reminded by hand either, and the leader is told why', async () => {
    await issue(office, ['H1']);
    await say('an', '/vangmat');
    await press('an', /Hôm nay/);
    await press('an', /Hôm nay/);
    await press('an', /Ghi nhận/);
    await say('h1-head', '/tinhhinh');
    await press('h1-head', '1');
    const pressed = await press('h1-head', /Đôn đốc 2 người/);
    expect(pressed.answer?.text).toContain('1 người đang vắng mặt');
    expect(remindersOf('an')).toBe(0);
  });

  test.each(['binh', 'water-head', 'inspector', 'clerk'])('is not marked by %s', async (who) => {
    const personId = await office.personId('an');
    await say(who, '/help');
    await press(who, { data: `start:away:${personId}` });
    expect(await office.app.office.read.drafts.find(await office.personId(who))).toBeNull();
  });

  test.each(['overview:', 'days:abc'])(
    'who sends %s before there is an answer is asked again or refused',
    async (forged) => {
      await say('an', '/vangmat');
      const { id } = (await office.app.office.read.drafts.find(await office.personId('an')))!;
      await press('an', { data: `form:${id}:1:${forged}` });
      expect(lastOf('an')).toContain('Vắng mặt từ ngày nào?');
    },
  );
});
