import { afterEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { viewReportNow } from '../../src/domain/compliance/report-views.ts';
import { viewWeeks } from '../../src/domain/compliance/weeks-views.ts';
import { giveConsent } from '../../src/domain/declarations/consent-actions.ts';
import { beginCampaign } from '../../src/domain/declarations/health-campaign-actions.ts';
import { declareTrip } from '../../src/domain/declarations/trip-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import { people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { healthStories, WELL } from '../support/health.ts';
import { actorNamed, HAND, issue, receiptOf } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { minutesTo, openReportOffice, until } from '../support/reports.ts';
import { give } from '../support/tasks.ts';

let office: TestOffice;
afterEach(() => office.close());
const { say, press, last } = chatting(() => office);
const health = healthStories(() => office);
const lines = (who: string) => last(who).text.split('\n');
const labels = (who: string) => last(who).buttons.map((row) => row.map(({ label }) => label));
const actor = async (who: string) => (await actorNamed(office, who)) as PersonActor;
const acknowledge = async (id: number, who: string) =>
  press(who, { data: `ack:${(await receiptOf(office, id, who)).id}` });

/** Counted behind the handler, and then shown in place of what was pressed. */
async function look(who: string, button: Parameters<typeof press>[1], isThere: (text: string) => boolean) {
  office.as(who).press(button);
  await office.sandbox.waitFor(() => isThere(last(who).text), { timeout: 5_000 });
  await office.settle();
  return lines(who);
}
const isWeeks = (text: string) => text.includes('· từng tuần');

async function openWeeks(who: string, command = '/tinhhinh'): Promise<string[]> {
  await say(who, command);
  await press(who, 'Thêm');
  return await look(who, 'Từng tuần', isWeeks);
}

async function travel(who: string): Promise<void> {
  const traveller = await actor(who);
  await giveConsent(traveller, office.app.office);
  const stops = [{ place: '24', fromOn: '2026-11-16', toOn: '2026-11-20' }];
  const wish = { kind: 'mission' as const, stops, reason: 'Kiểm tra', transport: 'coach' as const };
  await declareTrip(traveller, { ...wish, companions: null, contacts: null }, 3, office.app.office);
  await office.settle();
}

describe('a unit week by week', () => {
  test('shows what each weekly report said of it, this week as it is now, and says of which there was none', async () => {
    office = await openReportOffice();
    const { id } = await issue(office, ['KL'], { number: '12/CĐ-SNNMT', deadlineAt: instant('2026-11-17T05:00:00Z') });
    await give(office, id, { lead: 'H1', dueAt: instant('2026-11-17T03:00:00Z') });
    const wish = {
      unitId: await office.unitId('H1'),
      time: '08:00',
      isEveryDay: true,
      fromOn: '2026-11-16',
      toOn: null,
    };
    await beginCampaign(await actor('director'), wish, 1, office.app.office);
    await travel('binh');
    for (const who of ['an', 'ranger-head']) await acknowledge(id, who);
    await until(office, '2026-11-17 14:00');
    await health.declare('an', WELL);
    await until(office, '2026-11-17 15:00');
    for (const who of ['binh', 'h1-head', 'chau']) await acknowledge(id, who);
    await until(office, '2026-11-24 15:00');
    await office.restart(async () => office.clock.advance({ minutes: minutesTo(office, '2026-12-06 09:00') }));
    await until(office, '2026-12-08 15:00');
    await issue(office, ['KL'], { number: '374/KH-SNNMT', title: 'Phòng cháy rừng' });
    await until(office, '2026-12-14 09:05');
    expect(await openWeeks('ranger-head')).toEqual([
      'Chi cục Kiểm lâm · từng tuần',
      '',
      'Đến   Xác nhận%   QH  NV  Đi  YT',
      'nay   █░░░░  36    2   1   ·   0',
      '08/12 ███░░  71    2   1   ·   0',
      '01/12 không lập, gộp vào 08/12',
      '24/11 ███░░  71    2   1   ·   0',
      '17/11 █░░░░  29    5   1   1  33',
      'nay: từ 15:00 ngày 08/12 đến 09:05 ngày 14/12',
      expect.stringContaining('QH: lượt quá hạn · NV: nhiệm vụ quá hạn · Đi: lượt đi vắng'),
    ]);
    for (const line of lines('ranger-head').slice(2, 8)) expect([...line].length).toBeLessThanOrEqual(32);
    expect(labels('ranger-head')).toEqual([['‹ Chi cục Kiểm lâm']]);

    await openWeeks('h1-head');
    expect(lines('h1-head').slice(3, 8)).toEqual([
      'nay   ██░░░  50    ·   1   ·   0',
      '08/12 █████ 100    ·   1   ·   0',
      '01/12 không lập, gộp vào 08/12',
      '24/11 █████ 100    ·   1   ·   0',
      '17/11 █░░░░  33    2   1   1  33',
    ]);
    await press('h1-head', '‹ Hạt Kiểm lâm số 1');
    expect(last('h1-head').text).toMatch(/^Hạt Kiểm lâm số 1 · /);
    const { table } = await viewReportNow(HAND, await office.unitId('KL'), { withPeople: false }, office.app.office);
    const { weeks } = await viewWeeks(HAND, await office.unitId('KL'), 0, office.app.office);
    expect(weeks[0]).toMatchObject({ kind: 'now', figures: table.total.now });
    expect(weeks[1]).toMatchObject({ kind: 'made', figures: table.total.before });
  });

  test('says that a report is still to come, that a unit was not there yet, and pages back', async () => {
    office = await openReportOffice();
    await issue(office, ['SO'], { number: '1/KH-SNNMT' });
    for (const day of ['17', '24']) await until(office, `2026-11-${day} 15:00`);
    await until(office, '2026-11-30 15:00');
    await office.app.office.inTransaction(async ({ units }) => {
      const fields = { province: null, aliases: [], predecessors: [], validFrom: null, validTo: null };
      await units.save({ ...fields, code: 'H3', name: 'Hạt Kiểm lâm số 3', parentCode: 'KL' });
    });
    for (const day of ['12-01', '12-08', '12-15', '12-22', '12-29']) await until(office, `2026-${day} 15:00`);
    for (const day of ['01-05', '01-12']) await until(office, `2027-${day} 15:00`);
    await office.restart(async () => office.clock.advance({ minutes: minutesTo(office, '2027-01-23 10:00') }));
    await openWeeks('ranger-head', '/tinhhinh H3');
    expect(lines('ranger-head').slice(3, 12)).toEqual([
      'nay           ·    ·   ·   ·   ·',
      '19/01 chưa lập báo cáo',
      ...['12/01', '05/01', '29/12', '22/12', '15/12', '08/12', '01/12'].map(
        (day) => `${day}         ·    ·   ·   ·   ·`,
      ),
    ]);
    expect(labels('ranger-head')).toEqual([['1/2', '›'], ['‹ Hạt Kiểm lâm số 3']]);
    expect((await look('ranger-head', '›', (text) => text.includes('17/11'))).slice(3)).toEqual([
      '24/11 chưa có đơn vị này',
      '17/11 chưa có đơn vị này',
      expect.stringContaining('chấm: không có'),
    ]);
    expect(labels('ranger-head')[0]).toEqual(['‹', '2/2']);
  });

  test('says so where no report was made, or none is to be made', async () => {
    office = await openReportOffice();
    await issue(office, ['KL']);
    expect(await openWeeks('ranger-head')).toContain('Chưa có báo cáo tuần nào được lập.');
    await office.close();
    office = await openTestOffice();
    await issue(office, ['KL']);
    await openWeeks('ranger-head');
    expect(lines('ranger-head')).toContain('Cơ quan không đặt báo cáo tuần.');
    expect(lines('ranger-head')[3]).toMatch(/^nay {3}░{5} {3}0 /);
  });

  test('is for who leads it or stands above; nobody else has the button, or an answer', async () => {
    office = await openReportOffice();
    await until(office, '2026-11-17 15:00');
    const unitId = await office.unitId('H1');
    const may = new Set(['director', 'ranger-head', 'ranger-deputy', 'h1-head']);
    for (const { staffNo } of people) {
      await say(staffNo, '/tinhhinh H1');
      const sees = labels(staffNo).flat().includes('Thêm');
      if (sees) await press(staffNo, 'Thêm');
      expect({ staffNo, has: labels(staffNo).flat().includes('Từng tuần') }).toEqual({
        staffNo,
        has: may.has(staffNo),
      });
      const refusal = viewWeeks(await actor(staffNo), unitId, 0, office.app.office).then(
        () => null,
        ({ code }: { code: string }) => code,
      );
      expect({ staffNo, refusal: await refusal }).toEqual({
        staffNo,
        refusal: may.has(staffNo) ? null : 'notYourUnit',
      });
    }
    await expect(viewWeeks(await actor('h1-head'), 999_999, 0, office.app.office)).rejects.toMatchObject({
      code: 'notYourUnit',
      params: {},
    });
  });
});
