import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AckTerms, answerOrder, PLAIN } from '../../src/domain/directives/acknowledging.ts';
import { sha256 } from '../../src/lib/ids.ts';
import { chatting } from '../support/chatting.ts';
import { detailsOf } from '../support/evidence.ts';
import { actorNamed, figuresOf, issue, receiptOf, submit } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => {
  expect(await recount(office.database.url)).toEqual([]);
  await office.close();
});
const { say, press } = chatting(() => office);

const WORDING = 'Tôi cam kết không uống rượu, bia khi lái xe <an toàn>';
const question = { ask: 'Báo cáo gửi trước ngày nào?', answers: ['Ngày 25/11', 'Ngày 26/11', 'Ngày 30/11'] };
const commitment: AckTerms = { ...PLAIN, mode: 'commitment', commitment: WORDING };
const asking: AckTerms = { ...PLAIN, mode: 'question', question };

const lineOf = (index: number) => `${index}. Kiểm tra hệ thống điện, bình chữa cháy và lối thoát nạn tại từng phòng.`;
const longText = (lines: number, last = '') =>
  [...Array.from({ length: lines }, (_, index) => lineOf(index + 1)), last].join('\n');

const last = (who: string) => office.as(who).last();
const labels = (who: string) =>
  last(who)
    .buttons.flat()
    .map(({ label }) => label)
    .filter((label) => label !== 'Mã kiểm tra');
const statusOf = async (id: number, who: string) => (await receiptOf(office, id, who)).status;

describe('a commitment', () => {
  test('stands above its button, is agreed to by pressing it, and is kept word by word', async () => {
    const { id } = await issue(office, ['H1'], { terms: commitment });
    expect(last('an').text).toContain(`Nội dung cam kết: “${WORDING}”`);
    expect(labels('an')).toEqual(['✅ Tôi cam kết']);
    expect(await press('an', /Tôi cam kết/)).toContain('Đã ghi nhận cam kết lúc 14:00');
    expect(last('an').text).toContain('✅ Bạn đã xác nhận và cam kết lúc 14:00');
    const { id: receiptId } = await receiptOf(office, id, 'an');
    expect(await press('an', { data: `ack:${receiptId}` })).toContain('Bạn đã xác nhận lúc 14:00');
    expect(await detailsOf(office, 'directive.acknowledge')).toEqual([
      expect.objectContaining({ commitment: WORDING, commitmentHash: sha256(WORDING), version: 1 }),
    ]);
    expect((await figuresOf(office, id, 'H1')).acknowledged).toBe(1);
  });

  test('stands above the button of the last page as well, however long both are', async () => {
    const wording = `Tôi cam kết ${'& '.repeat(194)}`.trim();
    const text = 'Trực 24/24 giờ <&>. '.repeat(349);
    const { id } = await issue(office, ['H1'], { terms: { ...commitment, commitment: wording }, text });
    const { id: receiptId } = await receiptOf(office, id, 'an');
    await press('an', { data: `read:${receiptId}:0` });
    expect(last('an').text).not.toContain('Nội dung cam kết');
    await press('an', { data: `read:${receiptId}:99` });
    expect(last('an').text).toContain(`Nội dung cam kết: “${wording}”`);
    expect(last('an').text.length).toBeGreaterThan(3_800);
    expect(await press('an', /Tôi cam kết/)).toContain('Đã ghi nhận cam kết');
  });

  test('bears no state secret’s mark, and neither does a question', async () => {
    for (const terms of [
      { ...commitment, commitment: 'TUYỆT MẬT' },
      { ...asking, question: { ...question, answers: ['MẬT', 'Không'] } },
    ]) {
      expect(await submit(office, ['H1'], { terms }).catch((error) => error.code)).toBe('classifiedText');
    }
  });
});

describe('a question', () => {
  const text = longText(120, 'Báo cáo gửi Văn phòng Sở trước ngày 25/11.');

  test('is asked by the button, says after a wrong answer what to read again, and counts when it is right', async () => {
    const { id } = await issue(office, ['H1'], { terms: asking, text });
    expect(last('an').text).toContain('bạn trả lời một câu hỏi');
    await press('an', '✅ Xác nhận đã đọc');
    expect(last('an').text).toContain(question.ask);
    const { id: receiptId } = await receiptOf(office, id, 'an');
    expect(labels('an').slice(0, 3)).toEqual(answerOrder(receiptId, question));
    expect(await statusOf(id, 'an')).toBe('sent');

    expect(await press('an', 'Ngày 26/11')).toMatch(/chưa đúng\. Bạn đọc lại trang 3 /);
    expect(last('an').text).toContain('chưa đúng');
    expect(await receiptOf(office, id, 'an')).toMatchObject({ status: 'sent', tries: 1 });
    await press('an', 'Đọc lại trang 3');
    expect(last('an').text).toContain('trước ngày 25/11');
    await press('an', /Xác nhận đã đọc/);
    expect(await press('an', 'Ngày 25/11')).toContain('Đã ghi nhận lúc 14:00');
    expect(last('an').text).toContain('✅ Bạn đã xác nhận lúc');
    expect(await receiptOf(office, id, 'an')).toMatchObject({ status: 'acknowledged', tries: 1 });
    expect(await detailsOf(office, 'directive.answer-wrong')).toEqual([
      expect.objectContaining({ receipt: receiptId, answer: 'Ngày 26/11' }),
    ]);
    expect(await detailsOf(office, 'directive.acknowledge')).toEqual([
      expect.objectContaining({ question: question.ask, answer: 'Ngày 25/11', tries: 1 }),
    ]);
  });

  test('counts one try for a press that comes twice, and looks at no button of before', async () => {
    const { id } = await issue(office, ['H1'], { terms: asking });
    await press('an', /Xác nhận đã đọc/);
    const asked = last('an');
    const wrong = asked.buttons.flat().find(({ label }) => label === 'Ngày 26/11')!.data!;
    const right = asked.buttons.flat().find(({ label }) => label === 'Ngày 25/11')!.data!;
    const [one, two] = [office.as('an').press({ data: wrong }, asked), office.as('an').press({ data: wrong }, asked)];
    await Promise.all([one.settled, two.settled]);
    await office.settle();
    expect((await receiptOf(office, id, 'an')).tries).toBe(1);
    await press('an', { data: right }, asked);
    expect(await receiptOf(office, id, 'an')).toMatchObject({ status: 'sent', tries: 1 });
    expect(last('an').text).toContain(question.ask);
    await press('an', 'Ngày 25/11');
    expect(await statusOf(id, 'an')).toBe('acknowledged');
    await press('an', { data: right }, asked);
    expect((await figuresOf(office, id, 'H1')).acknowledged).toBe(1);
  });

  test('that was answered wrongly three times is counted beside the figures, and the number stands on the person’s page', async () => {
    const { id } = await issue(office, ['H1'], { terms: asking });
    await press('an', /Xác nhận đã đọc/);
    for (let tries = 1; tries <= 3; tries += 1) await press('an', 'Ngày 30/11');
    await say('h1-head', '/tinhhinh');
    await press('h1-head', '1');
    expect(last('h1-head').text).toContain('Trả lời sai nhiều lần: 1');
    const { id: receiptId } = await receiptOf(office, id, 'an');
    await press('h1-head', { data: `who:${receiptId}` });
    expect(last('h1-head').text).toContain('Trả lời sai: 3 lần');
  });

  test('with long answers names them by letters', async () => {
    const long = { ask: 'Ai trực?', answers: ['Tất cả cán bộ, công chức của đơn vị', 'Chỉ lãnh đạo'] };
    await issue(office, ['H1'], { terms: { ...asking, question: long } });
    await press('an', /Xác nhận đã đọc/);
    expect(labels('an').slice(0, 2)).toEqual(['A', 'B']);
    expect(last('an').text).toMatch(/A\. .*\nB\. /);
  });

  test('takes no forged answer: not another’s, not one that never was, not where nothing was asked', async () => {
    const { id } = await issue(office, ['H1'], { terms: asking });
    const plain = await issue(office, ['H1'], { title: 'Không hỏi' });
    const { id: receiptId } = await receiptOf(office, id, 'an');
    const { id: plainId } = await receiptOf(office, plain.id, 'an');
    const place = answerOrder(receiptId, question).indexOf('Ngày 25/11');
    for (const who of ['binh', 'h1-head', 'director', 'chau']) {
      await say(who, '/trogiup');
      expect(await press(who, { data: `answer:${receiptId}:0:${place}` }), who).toContain('dành cho người khác');
    }
    expect(await press('an', { data: `answer:${receiptId}:0:9` })).toContain('Không còn tìm thấy');
    await press('an', { data: `answer:${receiptId}:7:${place}` });
    expect(await press('an', { data: `answer:${plainId}:0:0` })).toContain('Không còn tìm thấy');
    expect(await statusOf(id, 'an')).toBe('sent');
    expect(await statusOf(plain.id, 'an')).toBe('sent');
    expect((await receiptOf(office, id, 'an')).tries).toBe(0);
  });

  test('is asked from the list of what is owed too, and of whoever signed on paper', async () => {
    const { id } = await issue(office, ['H1'], { terms: asking });
    const { id: receiptId } = await receiptOf(office, id, 'an');
    await office.app.office.inTransaction(({ receipts }) => receipts.acknowledgeOnPaper(receiptId, office.clock.now()));
    await press('an', /Xác nhận đã đọc/);
    expect((await receiptOf(office, id, 'an')).onPaper).toBe(true);
    await press('an', 'Ngày 25/11');
    expect(await receiptOf(office, id, 'an')).toMatchObject({ status: 'acknowledged', onPaper: false });
    await say('binh', '/canlam');
    await press('binh', /^1\. /);
    await press('binh', /Xác nhận đã đọc/);
    await press('binh', 'Ngày 25/11');
    expect(await statusOf(id, 'binh')).toBe('acknowledged');
  });
});

describe('a directive of which all pages have to be opened', () => {
  const terms: AckTerms = { ...PLAIN, allPages: true };
  const text = longText(120);

  test('opens the first unread page instead, until there is none', async () => {
    const { id } = await issue(office, ['H1'], { terms, text });
    expect(last('an').text).toContain('bạn mở đọc 3 trang chưa mở');
    expect(await press('an', /Xác nhận đã đọc/)).toContain('trang 1/3');
    await press('an', '›');
    await press('an', '‹');
    await press('an', /Về đầu văn bản/);
    expect(last('an').text).toContain('bạn mở đọc 1 trang chưa mở');
    expect(await press('an', /Xác nhận đã đọc/)).toContain('trang 3/3');
    expect(await statusOf(id, 'an')).toBe('sent');
    expect(await press('an', /Xác nhận đã đọc/)).toContain('Đã ghi nhận');
    expect(await receiptOf(office, id, 'an')).toMatchObject({ status: 'acknowledged', pagesSeen: [0, 1, 2] });
    expect((await detailsOf(office, 'directive.open-page')).map(({ page }) => page)).toEqual([1, 2, 3]);
  });

  test('believes no page number of a client, and writes each page down once', async () => {
    const { id } = await issue(office, ['H1'], { terms, text });
    const { id: receiptId } = await receiptOf(office, id, 'an');
    for (const page of [99, 2, 99]) await press('an', { data: `read:${receiptId}:${page}` });
    expect((await receiptOf(office, id, 'an')).pagesSeen).toEqual([2]);
    await press('binh', { data: `read:${receiptId}:0` });
    expect((await receiptOf(office, id, 'an')).pagesSeen).toEqual([2]);
    expect(await press('an', { data: `ack:${receiptId}` })).toContain('trang 1/3');
    expect(await statusOf(id, 'an')).toBe('sent');
  });

  test('counts as read where the card shows the whole text', async () => {
    const { id } = await issue(office, ['H1'], { terms });
    expect(await press('an', /Xác nhận đã đọc/)).toContain('Đã ghi nhận');
    expect(await statusOf(id, 'an')).toBe('acknowledged');
  });

  test('asks its question only after the last of them, also when the answer is forged', async () => {
    const { id } = await issue(office, ['H1'], { terms: { ...asking, allPages: true }, text: longText(60) });
    const { id: receiptId } = await receiptOf(office, id, 'an');
    const place = answerOrder(receiptId, question).indexOf('Ngày 25/11');
    expect(await press('an', { data: `answer:${receiptId}:0:${place}` })).toContain('trang 1/2');
    await press('an', '›');
    await press('an', /Xác nhận đã đọc/);
    expect(last('an').text).toContain(question.ask);
    await press('an', 'Ngày 25/11');
    expect(await statusOf(id, 'an')).toBe('acknowledged');
  });
});

describe('the way of acknowledging in /phathanh', () => {
  async function fill(): Promise<void> {
    await say('clerk', '/phathanh');
    await press('clerk', 'Bỏ qua');
    await say('clerk', 'Về việc an toàn giao thông');
    await say('clerk', 'Báo cáo gửi trước ngày 25/11.');
    for (const label of ['Xong', 'Bỏ qua', /Chi cục Thủy lợi/, /^Xong/, 'Tất cả mọi người', '17:00 ngày mai']) {
      await press('clerk', label);
    }
    for (const label of ['Bình thường', 'Có', /Tôi xác nhận/]) await press('clerk', label);
  }

  test('is chosen from the overview, with its wording, and shown before it is issued', async () => {
    await fill();
    expect(last('clerk').text).not.toContain('Cách xác nhận');
    await press('clerk', 'Sửa');
    expect(labels('clerk')).toContain('Cách xác nhận');
    expect(labels('clerk')).not.toContain('Lời cam kết');
    await press('clerk', 'Cách xác nhận');
    await press('clerk', 'Cam kết');
    expect(last('clerk').text).toContain('Lời cam kết?');
    await press('clerk', '‹ Xem lại');
    expect(last('clerk').text).not.toContain('Cách xác nhận');
    await press('clerk', 'Sửa');
    await press('clerk', 'Lời cam kết');
    await say('clerk', WORDING);
    expect(last('clerk').text).toContain(`Cách xác nhận: cam kết “${WORDING}”`);
    await press('clerk', 'Xem thử văn bản');
    expect(last('clerk').text).toContain(`Nội dung cam kết: “${WORDING}”`);
    await press('clerk', '‹ Xem lại');
    await press('clerk', /Phát hành cho/);
    expect(labels('giang')).toEqual(['✅ Tôi cam kết']);
  });

  test('asks for a question with its answers, and again when they do not fit', async () => {
    await fill();
    await press('clerk', 'Sửa');
    await press('clerk', 'Phải mở hết các trang');
    await press('clerk', 'Phải mở hết');
    await press('clerk', 'Sửa');
    await press('clerk', 'Cách xác nhận');
    await press('clerk', 'Trả lời câu hỏi');
    await say('clerk', question.ask);
    expect(await say('clerk', 'Chỉ một câu')).toContain('Cần từ 2 đến 4 câu trả lời khác nhau');
    await say('clerk', 'Ngày 25/11\n\nNgày 26/11');
    const { text } = last('clerk');
    expect(text).toContain(`trả lời đúng câu hỏi “${question.ask}”`);
    expect(text).toContain('Trả lời đúng: Ngày 25/11. Chưa đúng: Ngày 26/11');
    expect(text).toContain('Phải mở hết các trang');
    await press('clerk', 'Xem thử văn bản');
    expect(last('clerk').text).toContain(question.ask);
    await press('clerk', '‹ Xem lại');
    await press('clerk', 'Sửa');
    await press('clerk', 'Cách xác nhận');
    await press('clerk', 'Đọc và xác nhận');
    expect(last('clerk').text).not.toContain(question.ask);
    await press('clerk', /Phát hành cho/);
    await press('giang', /Xác nhận đã đọc/);
    expect(last('giang').text).toContain('✅ Bạn đã xác nhận');
  });

  test('is seen by the second person before they agree', async () => {
    const clerk = await actorNamed(office, 'clerk');
    await submit(office, ['H1'], { urgency: 'immediate', terms: { ...asking, allPages: true } }, clerk);
    await office.settle();
    expect(last('director').text).toContain(`trả lời đúng câu hỏi “${question.ask}”`);
    expect(last('director').text).toContain('Phải mở hết các trang');
  });
});
