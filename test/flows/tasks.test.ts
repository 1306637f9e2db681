import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Directive } from '../../src/domain/directives/directive.ts';
import { chatting } from '../support/chatting.ts';
import { issue } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';
import { give, historyOf, openOfficeWithPlan, recordOf, taskNow } from '../support/tasks.ts';

let office: TestOffice;
let directive: Directive;
/** Monday, 23 November 2026, 08:30 in the office. */
beforeEach(async () => {
  ({ office, directive } = await openOfficeWithPlan());
});
afterEach(() => office.close());

const { say, press } = chatting(() => office);
const lastOf = (who: string) => office.as(who).last().text;
const labelsOf = (who: string) =>
  office
    .as(who)
    .last()
    .buttons.flat()
    .map(({ label }) => label);

/** From the status of the directive, as a clerk finds it. */
async function openStatus(who: string): Promise<void> {
  await say(who, '/tinhhinh');
  await press(who, '1');
}

describe('a clerk gives a task from the status of a directive', () => {
  test('with one lead unit, another that cooperates, a day and a figure', async () => {
    await openStatus('clerk');
    await press('clerk', 'Thêm');
    await press('clerk', 'Giao nhiệm vụ');
    expect(lastOf('clerk')).toContain('Giao nhiệm vụ hay đề nghị phối hợp?');
    await press('clerk', 'Giao nhiệm vụ');
    await say('clerk', 'hat kiem lam so 1');
    await press('clerk', /Hạt Kiểm lâm số 1/);
    await say('clerk', 'hat kiem lam so 2');
    await press('clerk', /Hạt Kiểm lâm số 2/);
    expect(lastOf('clerk')).toContain('Đã chọn: Hạt Kiểm lâm số 2');
    await say('clerk', 'hat kiem lam so 1');
    await press('clerk', /Hạt Kiểm lâm số 1/);
    await press('clerk', 'Xong · 1 đơn vị');
    await say('clerk', 'thuy loi');
    await press('clerk', /Chi cục Thủy lợi/);
    await press('clerk', 'Xong · 1 đơn vị');
    await say('clerk', 'Trồng bổ sung rừng <ven suối>');
    await press('clerk', 'Có hạn');
    await say('clerk', '25/11/2026');
    await say('clerk', 'khoảng một trăm ha');
    expect(lastOf('clerk')).toContain('Chưa đọc được chỉ tiêu này');
    await say('clerk', '120 ha');
    expect(lastOf('clerk')).toMatch(
      /Xem lại trước khi giao[\s\S]*Trồng bổ sung rừng <ven suối>[\s\S]*Chủ trì: Hạt Kiểm lâm số 1\nPhối hợp: Chi cục Thủy lợi\nHạn 17:00 thứ Tư 25\/11\nChỉ tiêu: 120 ha/,
    );
    await press('clerk', '✅ Giao nhiệm vụ');
    expect(lastOf('clerk')).toContain('Đã giao nhiệm vụ');
    expect(lastOf('h1-head')).toMatch(/Đơn vị bạn được giao 1 nhiệm vụ[\s\S]*374\/KH-SNNMT[\s\S]*Chỉ tiêu: 120 ha/);
    expect(labelsOf('h1-head')).toContain('✅ Nhận nhiệm vụ');
    expect(lastOf('water-head')).toContain('Phối hợp: Chi cục Thủy lợi');
    expect(labelsOf('water-head')).not.toContain('✅ Nhận nhiệm vụ');
    await press('clerk', 'Các nhiệm vụ của văn bản');
    await press('clerk', '1');
    expect(labelsOf('clerk')).toEqual(['Trả lời, chỉ đạo', '‹ Nhiệm vụ']);
    await press('clerk', '‹ Nhiệm vụ');
    expect(lastOf('clerk')).toMatch(/1\. ⏳ Hạt Kiểm lâm số 1: Trồng bổ sung[\s\S]*Hoàn thành 0\/1/);
    expect(await recordOf(office, directive.id)).toEqual(['task.give']);
    await say('h1-head', '/canlam');
    expect(lastOf('h1-head')).toContain('Nhiệm vụ chờ nhận: Trồng bổ sung rừng');
    await press('h1-head', /Mở nhiệm vụ/);
    expect(lastOf('h1-head')).toContain('Trồng bổ sung rừng');
  });

  test('that stands always, or is asked of a body that is not below', async () => {
    const own = await issue(office, ['KL'], { title: 'Kế hoạch của Chi cục' });
    await press('ranger-head', { data: `start:task:${own.id}` });
    await press('ranger-head', 'Đề nghị phối hợp');
    await press('ranger-head', /Chi cục Thủy lợi/);
    await press('ranger-head', 'Xong · 1 đơn vị');
    await press('ranger-head', 'Bỏ qua');
    await say('ranger-head', 'Cung cấp số liệu mực nước');
    await press('ranger-head', 'Thường xuyên');
    await press('ranger-head', 'Bỏ qua');
    await press('ranger-head', '✅ Giao nhiệm vụ');
    expect(lastOf('water-head')).toMatch(/Đề nghị phối hợp[\s\S]*Thực hiện thường xuyên/);
    // Pressed once more, and the same words again: nothing is given twice.
    await press('ranger-head', 'Giao tiếp nhiệm vụ khác');
    await press('ranger-head', 'Đề nghị phối hợp');
    await press('ranger-head', /Chi cục Thủy lợi/);
    await press('ranger-head', 'Xong · 1 đơn vị');
    await press('ranger-head', 'Bỏ qua');
    await say('ranger-head', 'Cung cấp số liệu mực nước');
    await press('ranger-head', 'Thường xuyên');
    await press('ranger-head', 'Bỏ qua');
    await press('ranger-head', '✅ Giao nhiệm vụ');
    expect(lastOf('ranger-head')).toContain('không giao thêm lần nữa');
  });

  test('but not by a day that has passed, nor with a mark of a state secret', async () => {
    await press('clerk', { data: `start:task:${directive.id}` });
    await press('clerk', 'Giao nhiệm vụ');
    await press('clerk', /Văn phòng Sở/);
    await press('clerk', 'Xong · 1 đơn vị');
    await press('clerk', 'Bỏ qua');
    expect(await say('clerk', 'TUYỆT MẬT\nTrực')).toContain('dấu độ mật');
    await say('clerk', 'Trực');
    await press('clerk', 'Có hạn');
    expect(await say('clerk', '20/11/2026')).toContain('Thời hạn này đã qua');
  });
});

describe('the life of a task', () => {
  test('accepted, handed on, reported with a picture, sent back, done and confirmed', async () => {
    const { id } = await give(office, directive.id, { amount: '120', measure: 'ha' });
    await press('h1-head', '✅ Nhận nhiệm vụ');
    expect(await press('h1-head', { data: `taskdo:${id}:accept` })).toBe('Đã nhận nhiệm vụ.');
    await press('h1-head', 'Giao cho người khác');
    await press('h1-head', 'Đặng Văn An');
    expect(lastOf('an')).toContain('Bùi Hạt Trưởng giao nhiệm vụ này cho bạn');
    expect(labelsOf('an')).not.toContain('Giao cho người khác');
    await press('an', 'Báo tiến độ');
    office.as('an').sendPhoto(undefined, 'Đã xong khoảnh 3');
    await office.settle();
    office.as('an').sendDocument({ name: 'biểu.xlsx', mime: 'application/vnd.ms-excel', bytes: Buffer.from('x') });
    await office.settle();
    await say('an', 'xem https://snn.example/khoanh-3');
    await press('an', 'Xong');
    await press('an', '✅ Gửi');
    expect(lastOf('h1-head')).toContain('Người thực hiện: Đặng Văn An');
    expect(lastOf('clerk')).toMatch(/Đặng Văn An báo tiến độ[\s\S]*“Đã xong khoảnh 3\nxem https:\/\/snn\.example/);
    await press('clerk', '📎 1');
    await press('clerk', '📎 2');
    const files = office.sandbox.requests.filter(({ method }) => /^send(Photo|Document)$/.test(method));
    expect(files.map(({ method }) => method).sort()).toEqual(['sendDocument', 'sendPhoto']);

    await press('an', '✅ Báo hoàn thành');
    expect(lastOf('an')).toContain('Đạt bao nhiêu?');
    expect(await say('an', 'gần đủ')).toContain('Chưa đọc được con số này');
    await say('an', '118,5');
    await say('an', 'Đã trồng, còn khoảnh 4');
    await press('an', 'Xong');
    expect(lastOf('an')).toContain('Đạt 118,5/120 ha');
    await press('an', '✅ Gửi');
    expect(lastOf('clerk')).toMatch(/báo đã hoàn thành, chờ bạn xác nhận[\s\S]*Đạt 118,5/);
    await press('clerk', 'Trả lại');
    await say('clerk', 'Làm nốt khoảnh 4');
    await press('clerk', '✅ Gửi');
    for (const who of ['an', 'h1-head']) expect(lastOf(who)).toMatch(/trả lại, cần làm tiếp[\s\S]*“Làm nốt khoảnh 4”/);

    await press('an', '✅ Báo hoàn thành');
    await say('an', '120');
    await say('an', 'Đã trồng đủ');
    await press('an', 'Xong');
    await press('an', '✅ Gửi');
    await press('clerk', '✅ Xác nhận hoàn thành');
    expect(lastOf('an')).toMatch(/xác nhận đã hoàn thành[\s\S]*✅ Đã hoàn thành/);
    expect((await taskNow(office, id)).doneAt).not.toBeNull();
    const life = ['accept', 'hand', 'progress', 'report', 'sendBack', 'report', 'confirm'];
    const history = ['give', ...life.slice(0, 3), 'progress', ...life.slice(3)];
    expect(await historyOf(office, id)).toEqual(history);
    expect(await recordOf(office, directive.id)).toEqual(['give', ...life].map((step) => `task.${step}`));
    await press('clerk', /Diễn biến/);
    expect(lastOf('clerk')).toContain('Diễn biến · Kế hoạch 374/KH-SNNMT');
    await press('clerk', '›');
    expect(lastOf('clerk')).toMatch(/Trần Văn Thư giao nhiệm vụ/);
  });

  test('a difficulty goes to whoever gave it and to the superior at once', async () => {
    await give(office, directive.id);
    await press('h1-head', 'Vướng mắc');
    await say('h1-head', 'Thiếu xe chữa cháy');
    await press('h1-head', '✅ Gửi');
    for (const who of ['clerk', 'ranger-head']) {
      expect(lastOf(who)).toMatch(/Bùi Hạt Trưởng báo vướng mắc[\s\S]*“Thiếu xe chữa cháy”/);
    }
    expect(lastOf('director')).not.toContain('vướng mắc');
  });

  test('a difficulty is answered from above, to whoever has the task, and the task stays where it is', async () => {
    const { id } = await give(office, directive.id);
    await press('h1-head', '✅ Nhận nhiệm vụ');
    await press('h1-head', 'Vướng mắc');
    await say('h1-head', 'Thiếu xe chữa cháy');
    await press('h1-head', '✅ Gửi');
    expect(labelsOf('h1-head')).not.toContain('Trả lời, chỉ đạo');
    await press('ranger-head', 'Trả lời, chỉ đạo');
    await say('ranger-head', 'Mượn xe của Chi cục');
    await press('ranger-head', '✅ Gửi');
    expect(lastOf('h1-head')).toMatch(/Hoàng Kiểm trả lời, chỉ đạo về nhiệm vụ này[\s\S]*“Mượn xe của Chi cục”/);
    expect(await taskNow(office, id)).toMatchObject({ state: 'accepted' });
    expect(await recordOf(office, directive.id)).toEqual(
      ['give', 'accept', 'difficulty', 'answer'].map((step) => `task.${step}`),
    );
  });

  test('what cannot be done goes up, and may be given again by another day', async () => {
    const { id } = await give(office, directive.id);
    await press('h1-head', 'Không thực hiện được');
    await say('h1-head', 'Đường vào bị ngập');
    await press('h1-head', '✅ Gửi');
    expect(lastOf('ranger-head')).toContain('báo không thực hiện được');
    await press('ranger-head', 'Giao lại');
    await say('ranger-head', 'Chờ nước rút');
    await press('ranger-head', 'Hạn mới');
    await say('ranger-head', '30/11/2026');
    await press('ranger-head', '✅ Gửi');
    expect(lastOf('h1-head')).toMatch(/giao lại nhiệm vụ[\s\S]*Hạn 17:00 thứ Hai 30\/11/);
    expect(await taskNow(office, id)).toMatchObject({ state: 'given', assignee: null });
  });

  test('a cooperating unit sees it and reports progress', async () => {
    await give(office, directive.id, { cooperating: ['TL'] });
    await press('water-head', 'Báo tiến độ');
    await say('water-head', 'Đã gửi số liệu');
    await press('water-head', 'Xong');
    await press('water-head', '✅ Gửi');
    expect(lastOf('h1-head')).toMatch(/Cao Thủy báo tiến độ[\s\S]*“Đã gửi số liệu”/);
  });
});
