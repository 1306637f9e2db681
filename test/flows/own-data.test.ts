import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { markAway } from '../../src/domain/people/absence-actions.ts';
import { takeStep } from '../../src/domain/tasks/task-actions.ts';
import { sql } from '../../src/storage/sql.ts';
import { detailsOf } from '../support/evidence.ts';
import { healthStories, ILL, openHealthOffice } from '../support/health.ts';
import { actorNamed, issue } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';
import { give } from '../support/tasks.ts';

/** A Monday, five in the morning. */
let office: TestOffice;
beforeEach(async () => {
  office = await openHealthOffice();
});
afterEach(() => office.close());

const stories = healthStories(() => office);
const { say, walk, press, last } = stories;
const who = async (staffNo: string) => (await actorNamed(office, staffNo)) as PersonActor;

/** The file as it reached the chat. */
async function copyOf(staffNo: string, button: string | RegExp = 'Bản sao dữ liệu của tôi'): Promise<string> {
  await say(staffNo, '/riengtu');
  await press(staffNo, button);
  await office.sandbox.waitFor(() => last(staffNo).document !== undefined);
  return (await office.app.sender.download(last(staffNo).document!.fileId, 1_000_000)).toString('utf8');
}

/** Of a copy what stands below one heading. */
const below = (copy: string, heading: string): string => {
  const from = copy.slice(copy.indexOf(heading) + heading.length);
  return from.split(/\r\n(?=[\p{Lu} ]{8,}\r\n)/u)[0]!.trim();
};

/** Whatever one person can leave in the office. */
async function live(staffNo: string): Promise<void> {
  const plan = await issue(office, ['SO'], { number: '374/KH-SNNMT', title: 'Phòng cháy rừng' });
  await press(staffNo, '✅ Xác nhận đã đọc');
  const task = await give(office, plan.id, { text: 'Lập danh sách trực' });
  const step = async (by: string, wish: object) =>
    await takeStep(await who(by), { taskId: task.id, ...wish } as never, office.app.office);
  await step('h1-head', { step: 'accept' });
  await step('h1-head', { step: 'hand', assigneeId: await office.personId(staffNo) });
  const words = { text: 'Đã lập xong nửa danh sách', amount: null, files: [] };
  await step(staffNo, { step: 'progress', words, draftId: 9_001 });
  await markAway(
    await who(staffNo),
    { personId: await office.personId(staffNo), fromOn: '2026-12-01', toOn: '2026-12-04' },
    office.app.office,
  );
  await office.settle();
  await stories.declare(staffNo, ILL);
  await press('h1-head', 'Xem khai báo');
  await say(staffNo, '/lichtrinh');
  await walk(staffNo, 'Công tác', { say: 'Họp về cháy rừng' }, { say: 'hue' }, { say: '24/11' }, { say: '26/11' });
  await walk(staffNo, 'Không', 'Xe cơ quan', 'Bỏ qua', { say: 'Ông Ba' }, 'Tôi cam kết khai đúng sự thật');
  await press(staffNo, 'Báo thủ trưởng');
  await say('h1-head', '/diemdanh');
  await walk('h1-head', 'Xong · 1 đơn vị', { say: 'Bão số 9' }, /^🔴/);
  await press(staffNo, /cần hỗ trợ/);
  await say(staffNo, 'Kẹt ở cầu Đá');
  office.as(staffNo).sendLocation(21.5, 105.5);
  await office.settle();
  await press(staffNo, '✅ Tôi đã an toàn');
  await say(staffNo, '/riengtu');
  await walk(staffNo, 'Yêu cầu của tôi', 'Gửi yêu cầu mới', 'Sửa dữ liệu', { say: 'Sai tên đệm' }, 'Gửi yêu cầu');
}

describe('a copy of one’s own data', () => {
  test('has everything that the office keeps: roster, leave, directives, tasks, trips, health, looks, roll calls, requests', async () => {
    await live('an');
    const copy = await copyOf('an');
    const parts: [heading: string, words: string[]][] = [
      ['THÔNG TIN CỦA BẠN', ['Đặng Văn An, số hiệu an', 'Số điện thoại: +84', 'Hạt Kiểm lâm số 1', 'Kích hoạt']],
      ['NGÀY BẠN VẮNG MẶT', ['01/12/2026 đến hết 04/12/2026']],
      ['VĂN BẢN ĐÃ GỬI CHO BẠN', ['374/KH-SNNMT Phòng cháy rừng (đã xác nhận)']],
      [
        'NHIỆM VỤ BẠN ĐƯỢC GIAO HOẶC THAM GIA',
        ['Lập danh sách trực (374/KH-SNNMT Phòng cháy rừng)', 'Đặng Văn An báo tiến độ', '“Đã lập xong nửa danh sách”'],
      ],
      ['CHUYẾN ĐI BẠN ĐÃ KHAI', ['Đi công tác', 'Huế', 'Họp về cháy rừng', 'Ông Ba']],
      ['KHAI BÁO Y TẾ', ['Ở nhà', 'sốt, ho', '38,6°C', 'Ho khan từ đêm qua']],
      ['AI ĐÃ XEM KHAI BÁO Y TẾ CỦA BẠN', ['Bùi Hạt Trưởng xem khai báo ngày 23/11']],
      ['ĐIỂM DANH AN TOÀN', ['Bão số 9, hỏi lúc', '✅ An toàn, lúc', '“Kẹt ở cầu Đá”', 'Vị trí: 21.5, 105.5']],
      ['YÊU CẦU VỀ DỮ LIỆU CÁ NHÂN', ['Sửa dữ liệu · chờ trả lời', '“Sai tên đệm”']],
    ];
    for (const [heading, words] of parts) {
      for (const word of words) expect(below(copy, heading), heading).toContain(word);
    }
    expect(below(copy, 'THEO DÕI SỨC KHỎE')).toBe('Không có.');
  }, 60_000);

  test('has nothing of anybody else, and says so part by part where there is nothing', async () => {
    await live('an');
    const copy = await copyOf('binh');
    for (const word of ['Đặng Văn An', 'Kẹt ở', 'nửa danh sách', 'Ông Ba', 'Ho khan', 'Sai tên đệm', '04/12']) {
      expect(copy, word).not.toContain(word);
    }
    for (const heading of ['NGÀY BẠN VẮNG MẶT', 'NHIỆM VỤ BẠN ĐƯỢC GIAO HOẶC THAM GIA', 'KHAI BÁO Y TẾ']) {
      expect(below(copy, heading), heading).toBe('Không có.');
    }
    expect(below(copy, 'ĐIỂM DANH AN TOÀN')).toContain('Chưa trả lời');
  });

  test('of whoever gave a task or told an answer by telephone has what they did themselves', async () => {
    await live('an');
    const copy = await copyOf('h1-head');
    expect(below(copy, 'NHIỆM VỤ BẠN ĐƯỢC GIAO HOẶC THAM GIA')).toContain('Bùi Hạt Trưởng giao cho Đặng Văn An');
    expect(copy).not.toContain('nửa danh sách');
  });

  test('comes in one’s own language', async () => {
    await live('an');
    await office.app.office.inTransaction(async ({ people }) => people.saveLocale(await office.personId('an'), 'en'));
    const copy = await copyOf('an', 'A copy of my data');
    expect(below(copy, 'SAFETY ROLL CALLS')).toContain('“Kẹt ở cầu Đá”');
    expect(below(copy, 'DAYS ON WHICH YOU WERE AWAY')).toContain('1 Dec 2026 until the end of 4 Dec 2026');
  });
});

test('what was said with a call for help is gone after 25 days, that it was a call stays', async () => {
  await live('an');
  const said = () => office.database.read.query(sql`SELECT id FROM roll_call_entries WHERE text_id IS NOT NULL`);
  const [key] = await office.database.read.query<{ wrapped: Uint8Array }>(
    sql`SELECT wrapped FROM vault_keys WHERE id = (SELECT min(text_id) FROM roll_call_entries)`,
  );
  await office.advance({ days: 24 });
  expect(await said()).toHaveLength(2);
  for (let times = 0; times < 2; times += 1) {
    await office.advance({ days: 2 });
    expect(await said()).toEqual([]);
    expect(await detailsOf(office, 'rollcall.erase')).toEqual([{ erased: 2, why: 'retention' }]);
  }
  expect(stories.inFiles(key!.wrapped)).toBe(false);
  const answers = await office.database.read.query(sql`SELECT step FROM roll_call_entries ORDER BY id`);
  expect(answers).toEqual(['help', 'words', 'place', 'safe'].map((step) => ({ step })));
  const copy = await copyOf('an');
  expect(below(copy, 'ĐIỂM DANH AN TOÀN')).toContain('Nội dung đã được xóa theo thời hạn lưu');
});
