import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { SandboxUser } from '../../src/sandbox/sandbox-user.ts';
import { sql } from '../../src/storage/sql.ts';
import { chatting } from '../support/chatting.ts';
import { answerAfterFile, type File, letter, pdf, word } from '../support/document-files.ts';
import { actorNamed, issue } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { pdfFile, pdfOf } from '../support/pdf-file.ts';

let office: TestOffice;
afterEach(() => office.close());
const { say, press, send: sendBy } = chatting(() => office);
const answerTheRest = () => answerAfterFile(office);
const clerk = (): SandboxUser => office.as('clerk');
const send = (document: File, who = 'clerk') => sendBy(who, document);
const draft = async (who = 'clerk') => await office.app.office.read.drafts.find(await office.personId(who));
const inForce = async () =>
  (await office.app.office.read.compliance.listDirectives({ path: null }, office.clock.now())).directives;

describe('a file', () => {
  test('is the first answer of a new directive, or stands in for its text: what was typed stays', async () => {
    office = await openTestOffice();
    await say('clerk', '/phathanh');
    expect(await send(word(letter()))).toContain('415/SNNMT-VP');
    expect((await draft())?.step).toBe('confirmed');
    await press('clerk', 'Hủy');
    await say('clerk', '/phathanh');
    await say('clerk', '7/CĐ-SNNMT');
    await say('clerk', 'Tên gõ tay');
    const text = await send(word(letter()));
    expect(text).toContain('7/CĐ-SNNMT');
    expect(text).toContain('Tên gõ tay');
    expect(text).toContain('Chi cục Thủy lợi');
    expect((await draft())?.answers.text).toContain('trực 24/24 giờ');
  });

  test('that is sent after another takes its place', async () => {
    office = await openTestOffice();
    await send(word(letter()));
    const text = await send(word(letter({ number: '99/CT-SNNMT', to: ['Kính gửi: Văn phòng Sở.'] }), 'moi.docx'));
    expect(text).toContain('moi.docx');
    expect(text).toContain('99/CT-SNNMT');
    expect(text).toContain('Để thực hiện: Văn phòng Sở');
    expect((await draft())?.answers.original).toMatchObject({ fileName: 'moi.docx', isOriginal: true });
  });

  test('that is being read holds up its sender alone: what they send meanwhile comes after it', async () => {
    office = await openTestOffice();
    await say('clerk', '/phathanh');
    clerk().sendDocument(word(letter()));
    clerk().send('8/CĐ-SNNMT');
    await office.sandbox.waitFor(() => clerk().last().text.startsWith('⏳'));
    expect(await say('an', '/canlam')).toContain('Bạn không còn việc nào');
    expect(clerk().last().text).toContain('⏳');
    await office.sandbox.waitFor(() => clerk().last().text.includes('chọn một trong các nút'));
    await office.settle();
    expect((await draft())?.answers).toMatchObject({ number: '415/SNNMT-VP' });
    expect(clerk().last().text).toContain('Đã đọc tệp');
  });

  test('from somebody who may not issue begins nothing', async () => {
    office = await openTestOffice();
    expect(await send(word(letter()), 'an')).toContain('/trogiup');
    expect(await draft('an')).toBeNull();
  });

  test('with a digital signature is said to have one, and goes along before other files', async () => {
    office = await openTestOffice();
    const said = 'Kế hoạch trực bão số 9 của các đơn vị thuộc Sở trong mùa mưa lũ năm nay và các năm sau';
    const signature = '<< /Type /Sig /SubFilter /adbe.pkcs7.detached /ByteRange [0 10 20 30] /Contents <00> >>';
    const bytes = pdfFile([[{ x: 70, y: 700, text: said, size: 8 }]], { more: [signature] });
    const words = '📎 Bản gốc có chữ ký số; Báo Nhận không đánh giá hiệu lực chữ ký';
    expect(await send(pdf(bytes, 'goc.pdf'))).toContain(words);
    await press('clerk', /Đúng, tiếp tục/);
    await press('clerk', 'Bỏ qua');
    await press('clerk', /Chi cục Thủy lợi/);
    await press('clerk', /^Xong/);
    await answerTheRest();
    expect(clerk().last().text).toContain(words);
    await press('clerk', 'Sửa');
    await press('clerk', 'Tệp kèm theo');
    await send(pdf(bytes, 'phu-luc.pdf'));
    await press('clerk', 'Xong');
    await press('clerk', /^Phát hành cho/);
    expect(office.as('giang').last().text).toContain('📎 2 tệp kèm theo; bản gốc có chữ ký số');
    const digest = createHash('sha256').update(bytes).digest('hex');
    const read = () =>
      office.database.read.query<{ name: string; isOriginal: unknown; sha256: string }>(sql`
        SELECT file_name AS name, is_original AS "isOriginal", sha256 FROM attachments ORDER BY position`);
    const files = async () => (await read()).map(({ name, isOriginal, sha256 }) => [name, Boolean(isOriginal), sha256]);
    // Other files are fetched to be hashed once it was issued.
    await expect.poll(files).toEqual([
      ['goc.pdf', true, digest],
      ['phu-luc.pdf', false, digest],
    ]);
  });

  test('with a number that was issued this year is refused at the end, and the number can be changed', async () => {
    office = await openTestOffice();
    await issue(office, ['H1'], { number: '415/SNNMT-VP' }, await actorNamed(office, 'clerk'));
    await send(word(letter()));
    await press('clerk', /Đúng, tiếp tục/);
    await answerTheRest();
    expect(await press('clerk', /^Phát hành cho/)).toContain('đã được phát hành trong năm nay');
    await press('clerk', 'Sửa');
    await press('clerk', 'Số, ký hiệu');
    expect(await say('clerk', '416/SNNMT-VP')).toContain('Xem lại trước khi phát hành');
    await press('clerk', /^Phát hành cho/);
    expect(await inForce()).toHaveLength(2);
  });

  test('of 25 KB with twenty units and a blank number is issued in eight presses', async () => {
    office = await openTestOffice();
    const orders = Array.from({ length: 20 }, (_, at) => [
      `${at + 1}. Phòng chuyên môn số ${at + 1}`,
      ...Array.from(
        { length: 12 },
        () => '- Rà soát, cập nhật phương án ứng phó bão số 9; tổ chức trực ban 24/24 giờ theo quy định.',
      ),
    ]);
    const copies = ['- Các phòng, đơn vị thuộc Sở (để thực hiện);', '- Lưu: VT.'];
    const body = ['II. NHIỆM VỤ', ...orders.flat(), 'Hoàn thành trước ngày 30/11/2026.'];
    const file = word(letter({ number: '      /KH-SNNMT', to: [], copies, body }));
    await send(file);
    expect(String((await draft())?.answers.text).length).toBeGreaterThan(20_000);
    const pressed = [
      /Đúng, tiếp tục/,
      /Để trống số/,
      'Tất cả mọi người',
      /Theo văn bản/,
      /Bình thường/,
      'Có',
      /Tôi xác nhận/,
    ];
    for (const label of [...pressed, /^Phát hành cho/]) await press('clerk', label);
    expect(await inForce()).toMatchObject([{ number: '/KH-SNNMT', title: 'V/v trực phòng, chống bão số 9' }]);
  });
});

test('a Word file is the text of an amendment, and a scan is none', async () => {
  office = await openTestOffice();
  const { id } = await issue(office, ['KL'], {}, await actorNamed(office, 'clerk'));
  const start = clerk().press({ data: `start:amend:${id}` }, clerk().last());
  await start.settled;
  await office.settle();
  expect(clerk().last().text).toContain('Nội dung mới của văn bản?');
  expect(await send(pdf(pdfOf([{ entries: '', data: Buffer.from('0 0 m 100 100 l S') }])))).toContain('là bản quét');
  expect(await send(word(letter()))).toContain('Vì sao sửa đổi?');
  expect((await draft())?.answers.text).toContain('trực 24/24 giờ');
});
