import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Directive } from '../../src/domain/directives/directive.ts';
import { callbacks } from '../../src/screens/callbacks.ts';
import { figuresOf, issue, receiptOf, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';

let office: TestOffice;
let directive: Directive;

beforeEach(async () => {
  office = await openTestOffice({ enrolled: ['director', 'ranger-head', 'h1-head', 'an', 'inspector', 'clerk'] });
  directive = await issue(office, ['H1'], { title: 'Rà soát phương án' });
});
afterEach(async () => {
  expect(await recount(office.database.url)).toEqual([]);
  await office.close();
});

async function press(who: string, button: Parameters<ReturnType<TestOffice['as']>['press']>[0]) {
  const pressed = office.as(who).press(button);
  await office.settle();
  return pressed;
}

async function say(who: string, words: string) {
  office.as(who).send(words);
  await office.settle();
}

/** From the leader's list of those missing to one person's page. */
async function open(who: string, staffNo: string): Promise<void> {
  await say(who, '/tinhhinh H1');
  const { id: receiptId } = await receiptOf(office, directive.id, staffNo);
  await press(who, { data: callbacks.owing.pack({ receiptId }) });
}

const lastOf = (who: string) => office.as(who).last().text;

describe('a leader who called somebody', () => {
  test('records it with a note; it is shown apart, counts as nothing, and the person is told', async () => {
    await open('h1-head', 'an');
    await press('h1-head', /Đã báo qua điện thoại/);
    await say('h1-head', 'Gọi lúc 14:05, đã rõ <nội dung>');
    expect(lastOf('h1-head')).toContain('Không thay cho xác nhận của chính họ');
    await press('h1-head', /Ghi nhận/);
    expect(lastOf('h1-head')).toContain('Đặng Văn An được báo qua điện thoại');
    expect(lastOf('an')).toMatch(
      /Bùi Hạt Trưởng ghi nhận lúc [\s\S]*được báo qua điện thoại[\s\S]*Gọi lúc 14:05, đã rõ <nội dung>/,
    );
    const { acknowledged, sent, onPaper } = await figuresOf(office, directive.id, 'H1');
    expect({ acknowledged, sent, onPaper }).toEqual({ acknowledged: 0, sent: 2, onPaper: 0 });
    await press('h1-head', /Danh sách/);
    expect(lastOf('h1-head')).toMatch(/⏳📞 Đặng Văn An/);
    await press('h1-head', /^‹/);
    expect(lastOf('h1-head')).toContain('📞 Đã báo qua điện thoại: 1');
  });

  test('is told when the person disputes it, and cannot say it again', async () => {
    await open('h1-head', 'an');
    await press('h1-head', /Đã báo qua điện thoại/);
    await press('h1-head', /Bỏ qua/);
    await press('h1-head', /Ghi nhận/);
    await press('an', /Không đúng/);
    expect(lastOf('an')).toContain('Bạn đã phản đối');
    expect(lastOf('h1-head')).toContain('Đặng Văn An phản đối ghi nhận của bạn');
    await press('h1-head', /^Mở$/);
    expect(lastOf('h1-head')).toContain('Người này phản đối');
    const { id } = await receiptOf(office, directive.id, 'an');
    const again = await press('h1-head', { data: `start:phone:${id}` });
    expect(again.answer?.text).toContain('đã phản đối');
  });
});

describe('a paper that somebody signed', () => {
  test('counts as acknowledged on paper, also for who has no account, who is told on enrolling', async () => {
    await open('h1-head', 'binh');
    await press('h1-head', /Đã ký trên giấy/);
    await say('h1-head', 'Bản ký lưu tại Hạt');
    await press('h1-head', /Ghi nhận/);
    const { acknowledged, onPaper, notEnrolled } = await figuresOf(office, directive.id, 'H1');
    expect({ acknowledged, onPaper, notEnrolled }).toEqual({ acknowledged: 1, onPaper: 1, notEnrolled: 0 });
    office.as('binh').send('/start');
    await office.settle();
    office.as('binh').shareContact();
    await office.settle();
    const texts = office
      .as('binh')
      .messages()
      .map((message) => message.text);
    expect(texts.filter((text) => text.includes('đã ký xác nhận văn bản này trên giấy'))).toHaveLength(1);
  });

  test('no longer counts once the person disputes it', async () => {
    await open('h1-head', 'an');
    await press('h1-head', /Đã ký trên giấy/);
    await press('h1-head', /Bỏ qua/);
    await press('h1-head', /Ghi nhận/);
    await press('an', /Không đúng/);
    await press('an', { data: 'dispute:1' });
    const { acknowledged, onPaper, sent } = await figuresOf(office, directive.id, 'H1');
    expect({ acknowledged, onPaper, sent }).toEqual({ acknowledged: 0, onPaper: 0, sent: 2 });
  });

  test('is followed by the card itself when somebody disputes it who enrolled since', async () => {
    await open('h1-head', 'binh');
    await press('h1-head', /Đã ký trên giấy/);
    await press('h1-head', /Bỏ qua/);
    await press('h1-head', /Ghi nhận/);
    await say('binh', '/start');
    office.as('binh').shareContact();
    await office.settle();
    await press('binh', /Không đúng/);
    const cards = office.as('binh').messages();
    expect(cards.filter(({ text }) => text.includes('Bạn đọc và xác nhận khi nhận được'))).toHaveLength(1);
    expect((await receiptOf(office, directive.id, 'binh')).status).toBe('sent');
  });

  test('is owed by nobody when it is disputed by somebody who has left the unit since', async () => {
    await open('h1-head', 'an');
    await press('h1-head', /Đã ký trên giấy/);
    await press('h1-head', /Bỏ qua/);
    await press('h1-head', /Ghi nhận/);
    await takePost(office, 'an', 'TL', { instead: true });
    await press('an', /Không đúng/);
    const { closed, onPaper, acknowledged } = await figuresOf(office, directive.id, 'H1');
    expect({ closed, onPaper, acknowledged }).toEqual({ closed: 1, onPaper: 0, acknowledged: 0 });
  });

  test('gives way to the person’s own press, which a later dispute does not undo', async () => {
    await open('h1-head', 'an');
    await press('h1-head', /Đã ký trên giấy/);
    await press('h1-head', /Bỏ qua/);
    await press('h1-head', /Ghi nhận/);
    const { id } = await receiptOf(office, directive.id, 'an');
    await press('an', { data: `ack:${id}` });
    const own = await figuresOf(office, directive.id, 'H1');
    expect([own.acknowledged, own.onPaper]).toEqual([1, 0]);
    await press('an', { data: 'dispute:1' });
    const after = await figuresOf(office, directive.id, 'H1');
    expect([after.acknowledged, after.onPaper]).toEqual([1, 0]);
  });
});

describe('a record for somebody', () => {
  test.each([
    ['an', 'a colleague'],
    ['inspector', 'an inspector, who reads only'],
    ['clerk', 'a clerk'],
    ['binh', 'a stranger'],
  ])('is not for %s, %s', async (who) => {
    const { id } = await receiptOf(office, directive.id, 'h1-head');
    office.as(who).send('/help');
    await office.settle();
    await press(who, { data: `start:paper:${id}` });
    const evidence = await office.app.office.read.attestations.listOf(id);
    expect(evidence).toEqual([]);
    expect(await office.app.office.read.drafts.find(await office.personId(who))).toBeNull();
  });

  test('is refused before any question where nothing is owed: acknowledged already, or sent to know', async () => {
    const { id } = await receiptOf(office, directive.id, 'an');
    await press('an', /Xác nhận đã đọc/);
    const knowUnitIds = [await office.unitId('H1')];
    const known = await issue(office, ['TL'], { knowUnitIds });
    const { id: toKnow } = await receiptOf(office, known.id, 'an');
    await say('h1-head', '/help');
    for (const receiptId of [id, toKnow]) {
      const refused = await press('h1-head', { data: `start:paper:${receiptId}` });
      expect(refused.answer?.text).toContain('không phải xác nhận văn bản này');
    }
    expect(await office.app.office.read.drafts.find(await office.personId('h1-head'))).toBeNull();
  });

  test('cannot be made for oneself', async () => {
    const { id } = await receiptOf(office, directive.id, 'h1-head');
    office.as('h1-head').send('/help');
    await office.settle();
    await press('h1-head', { data: `start:paper:${id}` });
    expect(await office.app.office.read.drafts.find(await office.personId('h1-head'))).toBeNull();
  });

  test('leaves a half-written directive as it was', async () => {
    await say('h1-head', '/phathanh');
    await say('h1-head', '12/CV-H1');
    await open('h1-head', 'an');
    await press('h1-head', /Đã báo qua điện thoại/);
    await press('h1-head', /Bỏ qua/);
    await press('h1-head', /Ghi nhận/);
    const draft = await office.app.office.read.drafts.find(await office.personId('h1-head'));
    expect(draft).toMatchObject({ form: 'directive', answers: { number: '12/CV-H1' } });
    await say('h1-head', '/phathanh');
    expect(lastOf('h1-head')).toContain('Bạn có một bản nháp đang làm dở');
  });

  test('is put aside for the directive that the leader goes on with', async () => {
    await say('h1-head', '/phathanh');
    await say('h1-head', '12/CV-H1');
    await open('h1-head', 'an');
    await press('h1-head', /Đã báo qua điện thoại/);
    await say('h1-head', '/phathanh');
    await press('h1-head', /Làm tiếp/);
    await say('h1-head', 'Kiểm tra phòng cháy');
    const draft = await office.app.office.read.drafts.find(await office.personId('h1-head'));
    expect(draft).toMatchObject({ form: 'directive', answers: { title: 'Kiểm tra phòng cháy' } });
  });
});
