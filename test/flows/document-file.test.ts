import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/i18n.ts';
import type { SandboxUser } from '../../src/sandbox/sandbox-user.ts';
import { chatting } from '../support/chatting.ts';
import { answerAfterFile, type File, letter, plain, word } from '../support/document-files.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

let office: TestOffice;
afterEach(() => office.close());
const { say, press, send: sendBy } = chatting(() => office);
const answerTheRest = () => answerAfterFile(office);
const clerk = (): SandboxUser => office.as('clerk');

const send = (document: File, who = 'clerk') => sendBy(who, document);

const inForce = async () =>
  (await office.app.office.read.compliance.listDirectives({ path: null }, office.clock.now())).directives;
const labels = (): string[] =>
  clerk()
    .last()
    .buttons.flat()
    .map((button) => button.label);
const linesOf = (text: string): string[] => text.split('\n').filter(Boolean);

describe('a file with a directive', () => {
  test('is read, confirmed in one press and issued, all within eight presses', async () => {
    office = await openTestOffice();
    const text = await send(word(letter()));
    for (const line of [
      'Đã đọc tệp van-ban.docx',
      '✓ Số, ký hiệu: 415/SNNMT-VP',
      '✓ Loại: Công văn',
      '✓ Trích yếu: V/v trực phòng, chống bão số 9',
      '✓ Nơi, ngày ban hành: Lam Giang, 20/11/2026',
      '✓ Cơ quan ban hành: SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG',
      '✓ Người ký: Trần Văn Sông, PHÓ GIÁM ĐỐC',
      '✓ Để thực hiện: Chi cục Kiểm lâm; Chi cục Thủy lợi',
      'Để biết: Văn phòng Sở',
      'Chưa khớp với đơn vị nào: UBND tỉnh',
      'thứ 4 hằng tuần',
    ]) {
      expect(text).toContain(line);
    }
    expect(linesOf(text).length).toBeLessThanOrEqual(13);
    let presses = 0;
    const next = async (label: string | RegExp) => {
      presses += 1;
      await press('clerk', label);
      return clerk().last().text;
    };
    expect(await next(/Đúng, tiếp tục/)).toContain('Ai phải xác nhận?');
    expect(await next('Tất cả mọi người')).toContain('Hạn xác nhận đến khi nào?');
    expect(labels()).toContain('Theo văn bản: 16:00 thứ Tư 25/11');
    expect(labels()).toContain('Theo văn bản, kỳ tới: 17:00 thứ Tư 25/11');
    expect(await next('Theo văn bản: 16:00 thứ Tư 25/11')).toContain('Mức độ khẩn?');
    await next(/Bình thường/);
    await next('Có');
    const overview = await next(/Tôi xác nhận/);
    expect(overview).toContain('Xem lại trước khi phát hành');
    expect(overview).toContain('Công văn 415/SNNMT-VP, ngày 20/11/2026 · Người ký: Trần Văn Sông, PHÓ GIÁM ĐỐC');
    expect(linesOf(overview).length).toBeLessThanOrEqual(12);
    expect(overview).toContain('📎 1 tệp');
    await next(/^Phát hành cho/);
    expect(presses).toBeLessThanOrEqual(8);
    const [directive] = await inForce();
    expect(directive).toMatchObject({ number: '415/SNNMT-VP', title: 'V/v trực phòng, chống bão số 9' });
    const stored = await office.app.office.read.directives.get(directive!.id);
    expect(stored.document).toEqual({
      kind: 'công văn',
      date: '2026-11-20',
      place: 'Lam Giang',
      issuingBody: 'SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG',
      signer: 'Trần Văn Sông, PHÓ GIÁM ĐỐC',
      legalBases: [expect.stringContaining('Luật Phòng, chống thiên tai')],
      incoming: null,
    });
    const card = office.as('an').last().text;
    expect(card).toMatch(/^Công văn\nSố 415\/SNNMT-VP, .*, ngày 20\/11\/2026\nNgười ký: Trần Văn Sông, PHÓ GIÁM ĐỐC\n/);
    expect(linesOf(card).length).toBeLessThanOrEqual(12);
    expect(await say('an', '/canlam')).toContain('Công văn 415/SNNMT-VP');
    expect(await say('director', '/tinhhinh')).toContain('Công văn 415/SNNMT-VP');
    expect(await say('an', '/kiemtra 415/SNNMT-VP')).toContain('ngày 20/11/2026');
    await press(
      'an',
      /Tệp kèm theo/,
      office
        .as('an')
        .messages()
        .find(({ text }) => text === card)!,
    );
    expect(
      office
        .as('an')
        .messages()
        .flatMap(({ document }) => document?.name ?? []),
    ).toEqual(['van-ban.docx']);
    expect(office.sandbox.uploadCount(letter())).toBe(0);
  });

  test('one message says that it is being read, and becomes what was found', async () => {
    office = await openTestOffice();
    const before = clerk().messages().length;
    await send(word(letter()));
    expect(clerk().messages()).toHaveLength(before + 2);
    const said = office.sandbox.requests.filter(({ params }) => String(params.text).startsWith('⏳ Đang đọc tệp'));
    expect(said.map(({ method }) => method)).toEqual(['sendMessage']);
  });
});

describe('what a file does not say', () => {
  test('is asked for, and a number that is still blank is left so on purpose or typed', async () => {
    office = await openTestOffice();
    const text = await send(
      word(letter({ number: '      /SNNMT-VP', date: '   ', to: ['Kính gửi: Các cơ quan liên quan.'] })),
    );
    expect(text).toContain('/SNNMT-VP (còn để trống số)');
    expect(text).toContain('tháng 11/2026 (còn để trống ngày)');
    expect(text).toContain('– Để thực hiện: chưa thấy');
    expect(text).toContain('Chưa khớp với đơn vị nào: Các cơ quan liên quan');
    await press('clerk', /Đúng, tiếp tục/);
    expect(clerk().last().text).toContain('Số, ký hiệu của văn bản là gì?');
    await press('clerk', 'Để trống số: /SNNMT-VP');
    expect(clerk().last().text).toContain('Gửi cho đơn vị nào?');
    await press('clerk', '‹ Quay lại');
    expect(await say('clerk', '416/SNNMT-VP')).toContain('Gửi cho đơn vị nào?');
    await press('clerk', /Chi cục Kiểm lâm/);
    await press('clerk', /^Xong/);
    await answerTheRest();
    expect(clerk().last().text).toContain('Công văn 416/SNNMT-VP');
  });

  test('of a plan that addresses nobody is taken from the units under whose names it puts its tasks', async () => {
    office = await openTestOffice();
    const text = await send(
      plain(
        [
          ...['KẾ HOẠCH', 'Phòng cháy, chữa cháy rừng năm 2026', 'II. TỔ CHỨC THỰC HIỆN'],
          ...['1. Hạt Kiểm lâm số 1', '- Trực ban tại trụ sở trong mùa khô.', '2. Chi cục Kiểm lâm'],
          ...[
            '- Tổng hợp số liệu của các hạt, báo cáo Sở.',
            '3. Đề nghị Chi cục Thủy lợi',
            '- Cung cấp bản đồ hồ chứa.',
          ],
          ...['Nơi nhận:', '- Như trên;', '- Lưu: VT.'],
        ].join('\n'),
      ),
    );
    expect(text).toContain('? Để thực hiện: Chi cục Kiểm lâm');
    expect(text).not.toContain('Thủy lợi');
    expect(text).not.toContain('Như trên');
  });

  test('of a plan without "Kính gửi" is taken from "Nơi nhận", and passed deadlines and closed units are not proposed', async () => {
    office = await openTestOffice();
    await office.app.office.inTransaction(async ({ units }) => {
      const unit = (await units.findByCode('TL'))!;
      await units.save({ ...unit, parentCode: 'SO', validTo: '2026-11-20' });
    });
    const copies = ['- Lãnh đạo Sở;', '- Các phòng, đơn vị thuộc Sở (để thực hiện);', '- Lưu: VT.'];
    const body = ['Các đơn vị báo cáo trước ngày 20/11/2026 và trước ngày 24/11/2026.'];
    const text = await send(word(letter({ to: [], copies, body, date: '10' })));
    expect(text).toContain('? Để thực hiện: Văn phòng Sở; Chi cục Kiểm lâm\n– Chưa khớp với đơn vị nào: Lãnh đạo Sở');
    expect(text).not.toContain('Thủy lợi');
    expect(text).not.toContain('20/11/2026”');
    expect(text).toContain('“trước ngày 24/11/2026”');
  });

  test('can be changed field by field, and goes back to where it was proposed', async () => {
    office = await openTestOffice();
    await send(word(letter()));
    const change = async (label: string, answer: string) => {
      await press('clerk', 'Sửa');
      await press('clerk', label);
      return await say('clerk', answer);
    };
    expect(await change('Người ký', 'Lê Văn Núi, Giám đốc')).toContain('✓ Người ký: Lê Văn Núi, Giám đốc');
    expect(await change('Ngày văn bản', '19/11/2026')).toContain('Lam Giang, 19/11/2026');
    expect(await change('Trích yếu', 'Trực bão')).toContain('✓ Trích yếu: Trực bão');
    expect(await change('Căn cứ', 'Luật Đê điều')).toContain('Đã nhận 12 ký tự');
    await press('clerk', 'Xong');
    await press('clerk', 'Sửa');
    await press('clerk', 'Loại văn bản');
    await press('clerk', 'Chỉ thị');
    expect(clerk().last().text).toContain('✓ Loại: Chỉ thị');
    await press('clerk', 'Sửa');
    await press('clerk', 'Nơi nhận');
    await press('clerk', '‹ Xem lại');
    expect(clerk().last().text).toContain('Đã đọc tệp');
    await press('clerk', 'Căn cứ · 1');
    expect(clerk().last().text).toContain('1. Luật Đê điều');
    await press('clerk', '‹ Quay lại');
    await press('clerk', /Đúng, tiếp tục/);
    await answerTheRest();
    await press('clerk', 'Sửa');
    expect(labels()).not.toContain('Người ký');
    await press('clerk', 'Thông tin đọc từ tệp');
    await press('clerk', /Đúng, tiếp tục/);
    expect(clerk().last().text).toContain('Xem lại trước khi phát hành');
  });

  test('of a document that came in is asked when the clerk says so', async () => {
    office = await openTestOffice();
    await send(word(letter()));
    await press('clerk', /Đúng, tiếp tục/);
    await answerTheRest();
    await press('clerk', 'Sửa');
    expect(labels()).not.toContain('Số đến');
    await press('clerk', 'Văn bản đến');
    await press('clerk', 'Văn bản đến');
    expect(await say('clerk', '1205')).toContain('Ngày đến');
    expect(await say('clerk', '21/11/2026')).toContain('bút phê');
    expect(await say('clerk', 'Giao Chi cục Kiểm lâm thực hiện')).toContain('Xem lại trước khi phát hành');
    await press('clerk', /^Phát hành cho/);
    const card = office.as('giang').last().text;
    expect(card).toContain(
      'Văn bản đến · số đến 1205 · ngày đến 21/11/2026 · bút phê: Giao Chi cục Kiểm lâm thực hiện',
    );
    expect(linesOf(card).length).toBeLessThanOrEqual(12);
    const [{ id } = { id: 0 }] = await inForce();
    expect((await office.app.office.read.directives.get(id)).document?.incoming).toEqual({
      number: '1205',
      date: '2026-11-21',
      instruction: 'Giao Chi cục Kiểm lâm thực hiện',
    });
  });
});

const samples = join(packageRoot, '../shared/samples');
const found = existsSync(samples) ? readdirSync(samples) : [];

test.skipIf(found.length === 0)(
  'real directives are read whole, and lead to a question or an answer for each field',
  async () => {
    office = await openTestOffice();
    for (const name of found) {
      const text = await send(plain(readFileSync(join(samples, name), 'utf8'), name));
      expect(text, name).toContain('Đã đọc tệp');
      expect(text.length, name).toBeLessThan(4_000);
      await press('clerk', /Đúng, tiếp tục/);
      expect(clerk().last().text, name).toMatch(/Số, ký hiệu|Trích yếu|Gửi cho đơn vị nào|Ai phải xác nhận/);
      await press('clerk', 'Hủy');
    }
  },
);
