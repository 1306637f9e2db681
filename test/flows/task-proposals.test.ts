import { afterEach, beforeEach, expect, test } from 'vitest';
import { chatting } from '../support/chatting.ts';
import { issue } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { TestClock } from '../support/test-clock.ts';

let office: TestOffice;
/** Monday, 23 November 2026, 08:30 in the office. */
beforeEach(async () => {
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:30:00Z') });
});
afterEach(() => office.close());
const { press, say } = chatting(() => office);
const lastOf = (who: string) => office.as(who).last().text;

const PLAN = `I. MỤC ĐÍCH
Chủ động phòng cháy, chữa cháy rừng trong mùa khô.

II. TỔ CHỨC THỰC HIỆN
1. Hạt Kiểm lâm số 1
- Trực ban 24/24 giờ trong những ngày cấp cháy IV, V.
- Phối hợp với Chi cục Thủy lợi rà soát các hồ lấy nước, báo cáo trước ngày 05/12/2026.
- Tổ chức diễn tập tại các xã trọng điểm.
2. Chi cục Thủy lợi
- Cung cấp bản đồ hồ chứa, chậm nhất ngày 01/11/2026.`;

async function openProposals() {
  const { id } = await issue(office, ['SO'], {
    number: '374/KH-SNNMT',
    title: 'Phòng cháy, chữa cháy rừng',
    text: PLAN,
  });
  await press('clerk', { data: `ptasks:${id}:${await office.unitId('SO')}:0` });
  return id;
}

test('what a plan gives to its units is looked through and given with one press, once', async () => {
  const id = await openProposals();
  expect(lastOf('clerk').split('\n')).toEqual([
    'Văn bản nêu 4 nhiệm vụ · Kế hoạch 374/KH-SNNMT',
    '',
    '1. Hạt Kiểm lâm số 1: Trực ban 24/24 giờ trong những ngày cấp cháy IV, V. · thường xuyên',
    '2. Hạt Kiểm lâm số 1: Phối hợp với Chi cục Thủy lợi rà soát các hồ lấy nước, báo cáo trước… · hạn 17:00 thứ Bảy 05/12',
    '3. Hạt Kiểm lâm số 1: Tổ chức diễn tập tại các xã trọng điểm. · chưa thấy hạn',
    '4. Chi cục Thủy lợi: Cung cấp bản đồ hồ chứa, chậm nhất ngày 01/11/2026. · hạn trong văn bản đã qua',
    '',
    '2 nhiệm vụ chưa rõ hạn: bạn giao riêng từng việc.',
  ]);
  const unitId = await office.unitId('SO');
  expect(await press('clerk', '✅ Giao 2 nhiệm vụ')).toBe('Đã giao 2 nhiệm vụ.');
  expect(lastOf('clerk')).toMatch(/Nhiệm vụ · Kế hoạch 374\/KH-SNNMT[\s\S]*✅ Hoàn thành 0\/2/);
  await office.settle();
  expect(lastOf('h1-head')).toMatch(/Đơn vị bạn được giao 2 nhiệm vụ/);
  await press('clerk', { data: `pgive:${id}:${unitId}:2` });
  expect(lastOf('clerk')).toMatch(/^Văn bản nêu 2 nhiệm vụ/);
  await press('clerk', '‹ Nhiệm vụ');
  await press('clerk', 'Nêu trong văn bản');
  expect(lastOf('clerk')).toMatch(/^Văn bản nêu 2 nhiệm vụ/);
  await press('clerk', 'Giao riêng một việc');
  expect(lastOf('clerk')).toMatch(/^Giao nhiệm vụ · 1\//);
});

test('before anything is given, the button of the status leads to what the text gives, and back', async () => {
  await openProposals();
  await press('clerk', '‹ Kế hoạch 374/KH-SNNMT');
  expect(lastOf('clerk')).toContain('Phải xác nhận');
  await press('clerk', 'Thêm');
  await press('clerk', 'Giao nhiệm vụ');
  expect(lastOf('clerk')).toMatch(/^Văn bản nêu 4 nhiệm vụ/);
});

test('whoever may not give tasks neither sees what is proposed nor gives it', async () => {
  const id = await openProposals();
  const unitId = await office.unitId('SO');
  for (const who of ['an', 'h1-head']) {
    const before = lastOf(who);
    for (const data of [`ptasks:${id}:${unitId}:0`, `pgive:${id}:${unitId}:2`]) await press(who, { data });
    expect(lastOf(who)).not.toContain('Văn bản nêu');
    expect(lastOf(who)).toBe(before);
  }
});

test('a text that gives no unit anything of its own leads to the first task at once', async () => {
  await issue(office, ['SO'], { number: '9/CV', title: 'Họp giao ban', text: 'Mời các đơn vị dự họp.' });
  await say('clerk', '/tinhhinh');
  await press('clerk', '1');
  await press('clerk', 'Thêm');
  await press('clerk', 'Giao nhiệm vụ');
  expect(lastOf('clerk')).toMatch(/^Giao nhiệm vụ · 1\//);
});
