import { afterEach, describe, expect, test } from 'vitest';
import { callbacks } from '../../src/screens/callbacks.ts';
import { sql } from '../../src/storage/sql.ts';
import { chatting } from '../support/chatting.ts';
import { issue, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

let office: TestOffice;
afterEach(() => office.close());
const { say, press } = chatting(() => office);

/** The titles in a list, in its order. */
async function found(who: string, words: string): Promise<string[]> {
  return titlesIn(await say(who, `/vanban ${words}`));
}

const titlesIn = (text: string) => [...text.matchAll(/^\d+\. (?:. )?(.*)$/gm)].map(([, title]) => title!);
const labels = (who: string) =>
  office
    .as(who)
    .last()
    .buttons.flat()
    .map(({ label }) => label);

async function issueThree(): Promise<void> {
  await issue(office, ['KL'], { number: '12/CĐ-SNNMT', title: 'Ứng phó bão số 9', text: 'Rà soát phương án sơ tán.' });
  await issue(office, ['H1'], { number: '7/KH-SNNMT', title: 'Phòng cháy rừng', text: 'Trực gác lửa tại Đắk Glong.' });
  await issue(office, ['TL'], { number: null, title: 'Vận hành hồ chứa', text: 'Bảo đảm an toàn hồ đập mùa bão.' });
  await office.app.ticker.runAll();
}

describe('the archive', () => {
  test('is searched by words of number, title, text and unit, without accents, in any order', async () => {
    office = await openTestOffice();
    await issueThree();
    const [storm, fire, dam] = [
      'Công điện 12/CĐ-SNNMT: Ứng phó bão số 9',
      'Kế hoạch 7/KH-SNNMT: Phòng cháy rừng',
      'Vận hành hồ chứa',
    ];
    const table: [words: string, titles: string[]][] = [
      ['', [dam, fire, storm]],
      ['bao', [dam, storm]],
      ['BÃO phó', [storm]],
      ['so tan', [storm]],
      ['dak glong', [fire]],
      ['12/cđ', [storm]],
      ['snn', [fire, storm]],
      ['bao 2026 kiem lam', [storm]],
      ['thuy loi', [dam]],
      ['H1', [fire]],
      ['2026', [dam, fire, storm]],
      ['2025', []],
      ['bao rung', []],
      ['khongco', []],
      ['"; DROP TABLE', []],
      ["bao' | x:* & !", []],
    ];
    for (const [words, titles] of table) expect(await found('director', words), words).toEqual(titles);
  });

  test('is found by its title before its words are in the index, and by new words once it was amended', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['H1'], { title: 'Kiểm tra kho', text: 'Nội dung cũ.' });
    expect(await found('an', 'kho')).toHaveLength(1);
    await office.app.ticker.runAll();
    expect(await found('an', 'noi dung cu')).toHaveLength(1);
    await office.database.inTransaction(async (connection) => {
      await connection.execute(sql`
        INSERT INTO directive_versions (directive_id, version, text, text_hash, created_at)
        SELECT directive_id, 2, 'Bản hoàn toàn khác.', 'x', created_at FROM directive_versions WHERE directive_id = ${id}`);
      await connection.execute(sql`UPDATE directives SET version = 2 WHERE id = ${id}`);
    });
    await office.app.ticker.runAll();
    await office.app.ticker.runAll();
    expect(await found('an', 'hoan toan khac')).toHaveLength(1);
    expect(await found('an', 'noi dung cu')).toEqual([]);
  });

  test('is filtered by what is in force and by year, page by page, with the words kept', async () => {
    office = await openTestOffice();
    for (let at = 1; at <= 19; at++) await issue(office, ['H1'], { number: `${at}/KH`, title: `Kế hoạch thứ ${at}` });
    await office.database.inTransaction((connection) =>
      connection.execute(sql`UPDATE directives SET state = 'closed', ended_as = 'withdrawn' WHERE number = '19/KH'`),
    );
    const first = await say('an', '/vanban ke hoach');
    expect(first).toContain('Tìm “ke hoach”: 19 văn bản');
    expect(titlesIn(first)[0]).toBe('Văn bản 19/KH: Kế hoạch thứ 19 (đã thu hồi)');
    await press('an', '›');
    await press('an', '›');
    expect(titlesIn(office.as('an').last().text)).toHaveLength(3);
    await press('an', 'Còn hiệu lực');
    expect(office.as('an').last().text).toMatch(/Tìm “ke hoach”: 18 văn bản\ncòn hiệu lực/);
    await press('an', 'Năm 2026');
    expect(office.as('an').last().text).toContain('còn hiệu lực · năm 2026');
    await press('an', 'Mọi năm');
    await press('an', 'Năm 2025');
    expect(office.as('an').last().text).toContain('Không có văn bản nào khớp');
    await press('an', 'Mọi năm');
    await press('an', 'Tất cả');
    expect(office.as('an').last().text).toContain('19 văn bản');
    for (const { data } of office.as('an').last().buttons.flat())
      expect(Buffer.byteLength(data!)).toBeLessThanOrEqual(64);
    await say('an', `/vanban ${'ứng phó bão '.repeat(20)} abcdefghijklmnopqrstuvwxyz nhiều chữ khác nhau quá dài`);
    for (const { data } of office.as('an').last().buttons.flat())
      expect(Buffer.byteLength(data!)).toBeLessThanOrEqual(64);
  });

  test('opens the card of whoever has one; by a role the text and files can be read again, without a button to acknowledge', async () => {
    office = await openTestOffice();
    const sent = office
      .as('clerk')
      .sendDocument({ name: 'kh.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF') });
    await office.settle();
    const { fileId, size } = sent.document!;
    const attachments = [{ fileName: 'kh.pdf', mime: 'application/pdf', size, fileId }];
    const text = Array.from({ length: 120 }, (_, at) => `${at + 1}. Nhiệm vụ thứ ${at + 1} của các hạt kiểm lâm.`).join(
      '\n',
    );
    const { id } = await issue(office, ['H1'], { number: '7/KH', title: 'Phòng cháy rừng', text, attachments });
    await say('an', '/vanban chay');
    await press('an', '1');
    expect(labels('an')).toContain('✅ Xác nhận đã đọc');
    await say('ranger-head', '/vanban chay');
    await press('ranger-head', '1');
    const view = office.as('ranger-head').last().text;
    expect(view).toContain('Gửi cho đơn vị bạn phụ trách');
    expect(labels('ranger-head').join()).not.toContain('Xác nhận');
    await press('ranger-head', /Đọc toàn văn · 2 trang/);
    await press('ranger-head', '›');
    expect(office.as('ranger-head').last().text).toContain('120. Nhiệm vụ thứ 120');
    await press('ranger-head', /Về đầu văn bản/);
    expect(office.as('ranger-head').last().text).toBe(view);
    await press('ranger-head', /Tệp kèm theo/);
    expect(office.as('ranger-head').last().document?.fileId).toBe(fileId);
    for (const who of ['chau', 'giang', 'water-head', 'office-head']) {
      expect(await found(who, 'chay')).toEqual([]);
      for (const data of [
        callbacks.archived.pack({ directiveId: id }),
        callbacks.archivedPage.pack({ directiveId: id, page: 0 }),
        callbacks.archivedFiles.pack({ directiveId: id }),
        callbacks.archivedBack.pack({ directiveId: id }),
      ]) {
        expect(await press(who, { data }), `${who} ${data}`).toContain('Không còn tìm thấy nội dung này');
      }
    }
  });

  /** What was issued to H1, TL and, to be known, H2. */
  const WHO: [who: string, sees: string[]][] = [
    ['director', ['Cho H1', 'Cho TL']],
    ['inspector', ['Cho H1', 'Cho TL']],
    ['admin', ['Cho H1', 'Cho TL']],
    ['clerk', ['Cho H1', 'Cho TL']],
    ['ranger-head', ['Cho H1']],
    ['ranger-deputy', ['Cho H1']],
    ['h1-head', ['Cho H1']],
    ['an', ['Cho H1']],
    ['chau', ['Cho H1']],
    ['water-head', ['Cho TL']],
    ['giang', ['Cho TL']],
    ['office-head', []],
  ];

  test('shows each what was issued to them, and by a role to units below', async () => {
    office = await openTestOffice();
    await issue(office, ['H1'], { title: 'Cho H1', knowUnitIds: [await office.unitId('H2')] });
    await issue(office, ['TL'], { title: 'Cho TL' });
    for (const [who, sees] of WHO) expect((await found(who, '')).sort(), who).toEqual(sees);
    await takePost(office, 'an', 'TL', { instead: true });
    expect((await found('an', '')).sort()).toEqual(['Cho H1', 'Cho TL']);
  });
});
