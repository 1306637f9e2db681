import { afterEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { attest } from '../../src/domain/directives/attest-actions.ts';
import { viewSealHead } from '../../src/domain/evidence/seal-views.ts';
import { leaveOffice } from '../../src/domain/people/account-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import { callbacks } from '../../src/screens/callbacks.ts';
import { sql } from '../../src/storage/sql.ts';
import { people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { crowdOf } from '../support/crowd.ts';
import { actorNamed, HAND, issue, receiptOf } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { type ReadSheet, readSheet } from '../support/read-sheet.ts';

let office: TestOffice;
afterEach(() => office.close());
const { say, press, hear } = chatting(() => office);

const KL = { number: '12/CĐ-SNNMT', title: 'Về việc <ứng phó> bão số 9', deadlineAt: instant('2026-11-21T10:00:00Z') };

async function pressList(who: string, directiveId: number, code: string): Promise<void> {
  await say(who, '/trogiup');
  const data = callbacks.acknowledgements.pack({ directiveId, unitId: await office.unitId(code) });
  await hear(who, () => office.as(who).press({ data }));
}

/** The list that somebody was sent last. */
async function listOf(who: string): Promise<ReadSheet> {
  const sent = office.as(who).last().document;
  return readSheet(await office.app.sender.download(sent!.fileId, 20_000_000));
}

const entries = () =>
  office.database.read.query<{ line: string }>(sql`
    SELECT line FROM evidence_entries WHERE action = 'directive.listAcknowledgements'`);

async function attestFor(directiveId: number, staffNo: string, way: 'phone' | 'paper'): Promise<void> {
  const { id: receiptId } = await receiptOf(office, directiveId, staffNo);
  const head = (await actorNamed(office, 'h1-head')) as PersonActor;
  await attest(head, { receiptId, way, note: null }, office.app.office);
  await office.settle();
}

describe('the list of acknowledgement', () => {
  test('names everybody owed by unit and given name, with time and way, and what is missing', async () => {
    office = await openTestOffice({ enrolled: people.map((one) => one.staffNo).filter((one) => one !== 'chau') });
    const { id } = await issue(office, ['KL'], { ...KL, knowUnitIds: [await office.unitId('TL')] });
    await press('ranger-head', /Xác nhận đã đọc/);
    await attestFor(id, 'binh', 'paper');
    await attestFor(id, 'an', 'phone');
    await leaveOffice(HAND, 'ranger-deputy', office.app.office);
    await office.settle();
    office.clock.advance({ hours: 4 });
    await press('dung', /acknowledge|read/i);
    await say('director', '/tinhhinh KL');
    await press('director', '1');
    await press('director', 'Thêm');
    await hear('director', () => office.as('director').press(/Danh sách xác nhận/));
    expect(office.as('director').last().text).toContain('Chi cục Kiểm lâm: 3/7 người đã xác nhận');
    expect(office.as('director').last().document?.name).toBe('danh-sach-xac-nhan-12-cd-snnmt-kl.docx');
    const { words, rows, footer } = await listOf('director');
    expect(rows).toEqual([
      ['STT', 'Họ và tên', 'Đơn vị', 'Thời gian', 'Hình thức xác nhận'],
      ['1', 'Hoàng Kiểm', 'Chi cục Kiểm lâm', '14:00 ngày 21/11/2026', 'Bấm nút xác nhận'],
      ['2', 'Vũ Phó', 'Chi cục Kiểm lâm', '14:00 ngày 21/11/2026', 'Rời đơn vị trước khi xác nhận'],
      [
        ...['3', 'Đặng Văn An', 'Hạt Kiểm lâm số 1', ''],
        'Chưa xác nhận; Bùi Hạt Trưởng đã báo qua điện thoại lúc 14:00 ngày 21/11/2026',
      ],
      ['4', 'Lý Thị Bình', 'Hạt Kiểm lâm số 1', '14:00 ngày 21/11/2026', 'Ký trên giấy, Bùi Hạt Trưởng ghi nhận'],
      ['5', 'Bùi Hạt Trưởng', 'Hạt Kiểm lâm số 1', '', 'Chưa xác nhận'],
      ['6', 'Mai Châu', 'Hạt Kiểm lâm số 2', '', 'Chưa xác nhận (chưa kích hoạt tài khoản)'],
      ['7', 'Ngô Dũng', 'Hạt Kiểm lâm số 2', '18:00 ngày 21/11/2026', 'Bấm nút xác nhận, sau hạn'],
    ]);
    for (const line of [
      'SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG TỈNH LAM GIANG',
      '(Văn bản số 12/CĐ-SNNMT, ngày 21 tháng 11 năm 2026 của Sở Nông nghiệp và Môi trường tỉnh Lam Giang)',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'ngày 21 tháng 11 năm 2026',
      'Về việc <ứng phó> bão số 9',
      'Đơn vị: Chi cục Kiểm lâm',
      'Hạn xác nhận: 17:00 ngày 21/11/2026',
      'Phải xác nhận: 7 người; đã xác nhận: 3 (trên giấy: 1); chưa xác nhận: 3; đã rời đơn vị trước khi xác nhận: 1',
      'Người lập từ dữ liệu Báo Nhận: Nguyễn Thị Minh',
    ]) {
      expect(words).toContain(line);
    }
    expect(footer).toMatch(/PAGE[\s\S]*NUMPAGES/);
    const [entry, ...more] = await entries();
    expect(more).toEqual([]);
    expect(JSON.parse(entry!.line)).toMatchObject({ stream: `directive:${id}`, way: 'button' });
  });

  test('names the newest anchor of the record, to be held against it later', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['H1'], KL);
    await office.seal();
    await office.app.sealer.stop();
    await pressList('director', id, 'SO');
    const { text } = (await viewSealHead(office.app.office))!;
    expect((await listOf('director')).words.filter((line) => line.includes('iêm phong'))).toEqual([
      `Mốc niêm phong: ${text} (14:00 ngày 21/11/2026)`,
    ]);
    await press('an', /Xác nhận đã đọc/);
    await pressList('director', id, 'SO');
    expect((await listOf('director')).words.join()).toContain('2 mục của văn bản này chưa được niêm phong');
  });

  test('disputed, the signed paper is missing again', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['H1'], KL);
    await attestFor(id, 'binh', 'paper');
    await press('binh', 'Không đúng');
    await pressList('h1-head', id, 'H1');
    expect((await listOf('h1-head')).rows.find(([, name]) => name === 'Lý Thị Bình')).toEqual([
      ...['2', 'Lý Thị Bình', 'Hạt Kiểm lâm số 1', '', 'Chưa xác nhận'],
    ]);
  });

  const MAY: [who: string, code: string, may: boolean][] = [
    ['director', 'SO', true],
    ['clerk', 'KL', true],
    ['inspector', 'H1', true],
    ['ranger-head', 'KL', true],
    ['ranger-deputy', 'H2', true],
    ['h1-head', 'H1', true],
    ['h1-head', 'KL', false],
    ['h1-head', 'H2', false],
    ['ranger-head', 'SO', false],
    ['water-head', 'H1', false],
    ['an', 'H1', false],
    ['admin', 'SO', false],
  ];

  test('is for clerks, leaders and inspectors, each for their unit and those below, whatever a client sends', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['KL'], KL);
    let made = 0;
    for (const [who, code, may] of MAY) {
      await pressList(who, id, code);
      const { document, text } = office.as(who).last();
      if (may) made += 1;
      if (may) expect(document?.name, `${who} ${code}`).toMatch(/\.docx$/);
      else expect(text, `${who} ${code}`).toContain('không thuộc phạm vi bạn phụ trách');
      expect(await entries()).toHaveLength(made);
    }
    await pressList('director', id, 'TL');
    expect(office.as('director').last().text).toContain('Không còn tìm thấy nội dung này');
    await pressList('director', 4711, 'SO');
    expect(office.as('director').last().text).toContain('Không còn tìm thấy nội dung này');
    expect(await entries()).toHaveLength(made);
    await say('admin', '/tinhhinh KL');
    await press('admin', '1');
    await press('admin', 'Thêm');
    const labels = office
      .as('admin')
      .last()
      .buttons.flat()
      .map(({ label }) => label);
    expect(labels.join()).not.toContain('Danh sách xác nhận');
  });
});

test('a list of 1,500 people is made while others are answered', async () => {
  office = await openTestOffice({ people: crowdOf(1_500), enrolled: ['director'] });
  const { id } = await issue(office, ['H1'], KL);
  await pressList('director', id, 'SO');
  const { rows } = await listOf('director');
  expect(rows).toHaveLength(1_501);
  expect(rows.at(-1)?.[0]).toBe('1.500');
});
