import { afterEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import type { Role } from '../../src/domain/people/post.ts';
import { callRoll } from '../../src/domain/rollcalls/call-actions.ts';
import { callbacks } from '../../src/screens/callbacks.ts';
import { sql } from '../../src/storage/sql.ts';
import { type CastMember, people as cast } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { crowdOf } from '../support/crowd.ts';
import { healthStories, ILL, WELL } from '../support/health.ts';
import { actorNamed, issue, takePost } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';
import { openReportOffice, sentDocument, until } from '../support/reports.ts';
import { TestClock } from '../support/test-clock.ts';

let office: TestOffice;
afterEach(() => office.close());
const { say, press, hear, last } = chatting(() => office);

const exportsMade = () =>
  office.database.read.query<{ line: string }>(sql`SELECT line FROM evidence_entries WHERE action = 'report.export'`);

/** Types the command, and gives what comes of it behind the handler. */
const ask = async (who: string) => (await hear(who, () => office.as(who).send('/baocao'))).text;

describe('/baocao', () => {
  test('counts one’s own unit as of now, since the last kept report and with its figures beside', async () => {
    office = await openReportOffice();
    await issue(office, ['SO'], { number: '12/CĐ-SNNMT' });
    await press('an', /Xác nhận đã đọc/);
    await until(office, '2026-11-17 15:00');
    await press('binh', /Xác nhận đã đọc/);
    await until(office, '2026-11-19 09:00');
    expect(await ask('h1-head')).toMatch(
      /^Báo cáo đến nay · Hạt Kiểm lâm số 1\nTừ 15:00 ngày 17\/11\/2026 đến 09:0\d ngày 19\/11\/2026\n\nĐã xác nhận: ██████░░░░ 2\/3 lượt \(66,6%, kỳ trước 33,3%\)/,
    );
    await hear('h1-head', () => office.as('h1-head').press('📎 Tệp Word'));
    expect(last('h1-head').document?.name).toBe('bao-cao-h1-2026-11-19.docx');
    const words = await sentDocument(office, 'h1-head');
    expect(words.slice(0, 2)).toEqual(['CHI CỤC KIỂM LÂM', 'HẠT KIỂM LÂM SỐ 1']);
    expect(words[4]).toBe('Số:         /BC-H1');
    expect(words).toContain('Kính gửi: Chi cục Kiểm lâm.');
    expect(words).toContain('- Chi cục Kiểm lâm (để b/c);');
    expect(words[words.indexOf('THỦ TRƯỞNG ĐƠN VỊ') + 1]).toBe('Bùi Hạt Trưởng');
    const [entry, ...more] = await exportsMade();
    expect(more).toEqual([]);
    expect(JSON.parse(entry!.line)).toMatchObject({ stream: 'office', way: 'button' });
  });

  test('asks somebody with several units which one', async () => {
    office = await openReportOffice();
    await issue(office, ['SO']);
    await takePost(office, 'water-head', 'H2', { role: 'focal' });
    expect(await say('water-head', '/report')).toBe('Bạn cần báo cáo của đơn vị nào?');
    await hear('water-head', () => office.as('water-head').press('Hạt Kiểm lâm số 2'));
    expect(last('water-head').text).toContain('Báo cáo đến nay · Hạt Kiểm lâm số 2');
  });

  test('of an office with nothing to do says so', async () => {
    office = await openReportOffice();
    expect(await ask('director')).toContain('Chưa có văn bản, nhiệm vụ nào trong kỳ.');
  });
});

const ROLES: Record<Role, boolean> = {
  ...{ leader: true, deputy: true, clerk: true, focal: true, inspector: true },
  ...{ admin: false, staff: false },
};

test('a report is for leaders, deputies, clerks, focal points and inspectors, each for their unit and those below', async () => {
  const one = (role: Role): CastMember => ({ staffNo: role, name: `Người ${role}`, posts: [['KL', role]] });
  const roles = Object.keys(ROLES) as Role[];
  office = await openReportOffice({ people: [...crowdOf(2), ...roles.map(one)] });
  await issue(office, ['SO']);
  await until(office, '2026-11-17 15:00');
  let made = 0;
  for (const role of roles) {
    await say(role, '/trogiup');
    expect(last(role).text.includes('/baocao'), role).toBe(ROLES[role]);
    for (const [code, isBelow] of [
      ['KL', true],
      ['H1', true],
      ['SO', false],
      ['TL', false],
    ] as const) {
      for (const reportId of [0, 1]) {
        const data = callbacks.reportFile.pack({ reportId, unitId: await office.unitId(code), format: 'docx' });
        await hear(role, () => office.as(role).press({ data }));
        const may = ROLES[role] && isBelow && reportId === 0;
        if (may) made += 1;
        expect(Boolean(last(role).document), `${role} ${code} ${reportId}`).toBe(may);
        expect(await exportsMade(), `${role} ${code} ${reportId}`).toHaveLength(made);
      }
    }
  }
  for (const role of ['admin', 'staff']) expect(await say(role, '/baocao')).toContain('Phần này dành cho lãnh đạo');
  // The kept one is the root's.
  const data = callbacks.reportFile.pack({ reportId: 1, unitId: await office.unitId('TL'), format: 'docx' });
  await hear('director', () => office.as('director').press({ data }));
  expect(last('director').document?.name).toBe('bao-cao-so-2026-11-17.docx');
  for (const format of ['exe', '']) {
    const forged = callbacks.reportFile.pack({ reportId: 1, unitId: 1, format });
    expect(await press('director', { data: forged })).toContain('Không còn tìm thấy nội dung này');
  }
});

describe('health, trips and roll calls', () => {
  const stories = healthStories(() => office);

  test('stand in it as numbers, and nobody by name', async () => {
    office = await openReportOffice({ clock: new TestClock('2026-11-16T22:00:00Z') });
    await issue(office, ['SO']);
    await stories.begin('director');
    await stories.declare('an', ILL);
    await stories.declare('chau', WELL);
    const asker = (await actorNamed(office, 'director')) as PersonActor;
    const unitIds = [await office.unitId('SO')];
    await callRoll(asker, { about: 'bão số 9', unitIds }, 4711, office.app.office);
    await office.settle();
    await press('giang', '✅ Tôi an toàn');
    await press('water-head', 'Tôi cần hỗ trợ');
    for (const who of cast) await press(who.staffNo, { data: ackOf(who.staffNo) });
    await until(office, '2026-11-17 15:00');
    expect(last('clerk').text).toContain('Khai báo y tế trong ngày: 2/14 người');
    expect(last('clerk').text).toContain('Điểm danh (bão số 9): 1 an toàn, 1 cần hỗ trợ, 12 chưa trả lời');
    await hear('clerk', () => office.as('clerk').press('📎 Tệp Word'));
    const text = (await sentDocument(office, 'clerk')).join('\n');
    expect(text).toContain('- Khai báo y tế trong ngày: 2/14 người.');
    expect(text).toMatch(/- Điểm danh an toàn \(bão số 9, hỏi lúc 05:0\d ngày 17\/11\/2026\): 1 người an toàn/);
    for (const { name } of cast.filter(({ staffNo }) => staffNo !== 'director')) expect(text).not.toContain(name);
    expect(text).not.toMatch(/38[,.]6|sốt|nghỉ ở nhà|Ho khan/i);
  });

  const ackOf = (who: string): string => {
    const buttons = office
      .as(who)
      .messages()
      .flatMap((message) => message.buttons.flat());
    return buttons.find(({ data }) => data?.startsWith('ack:'))!.data!;
  };

  test('of a few people are not told to those who may not see them one by one', async () => {
    const clerk: CastMember = { staffNo: 'h1-clerk', name: 'Thư Hạt', posts: [['H1', 'clerk']] };
    const clock = new TestClock('2026-11-16T22:00:00Z');
    office = await openReportOffice({ clock, people: [...cast, clerk] });
    await stories.begin('director');
    await stories.declare('an', ILL);
    expect(await ask('h1-head')).toContain('Khai báo y tế trong ngày: 1/4 người');
    expect(await ask('h1-clerk')).not.toContain('Khai báo y tế');
    await hear('h1-clerk', () => office.as('h1-clerk').press('📎 Tệp Word'));
    expect((await sentDocument(office, 'h1-clerk')).join('\n')).not.toMatch(/Khai báo y tế|Đi vắng/);
    expect(await ask('clerk')).toContain('Khai báo y tế trong ngày: 1/15 người');
  });
});
