import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { instant } from '../../src/lib/clock.ts';
import { figuresOf, issue, receiptOf, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';
import { TestClock } from '../support/test-clock.ts';

let office: TestOffice;
/** Monday, 23 November 2026, 08:00 in the office; giang has no account. */
beforeEach(async () => {
  const enrolled = ['director', 'clerk', 'ranger-head', 'h1-head', 'an', 'binh', 'chau', 'dung', 'water-head'];
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:00:00Z'), enrolled });
});
afterEach(async () => {
  expect(await recount(office.database.url)).toEqual([]);
  await office.close();
});

const unitIds = (...codes: string[]) => Promise.all(codes.map((code) => office.unitId(code)));
const textsOf = (who: string) =>
  office
    .as(who)
    .messages()
    .map((message) => message.text);

async function say(who: string, words: string) {
  office.as(who).send(words);
  await office.settle();
}

describe('a unit that gets a directive for its knowledge', () => {
  test('receives it, owes nothing, is not reminded, and nobody answers for it', async () => {
    const deadlineAt = instant('2026-11-23T17:00:00+07:00');
    const directive = await issue(office, ['H1'], { deadlineAt, knowUnitIds: await unitIds('TL') });
    const card = office.as('water-head').last();
    expect(card.text).toContain('Gửi để biết, bạn không phải xác nhận.');
    expect(card.text).not.toContain('Xác nhận trước');
    expect(card.buttons.flat().map(({ label }) => label)).not.toContain('✅ Xác nhận đã đọc');
    expect((await receiptOf(office, directive.id, 'water-head')).status).toBe('sent');
    await say('water-head', '/canlam');
    expect(textsOf('water-head').at(-1)).toContain('không còn việc nào');
    for (let day = 0; day < 5; day += 1) await office.advance({ days: 1 });
    expect(textsOf('water-head').filter((text) => /Nhắc bạn|chưa đạt yêu cầu/.test(text))).toEqual([]);
    expect(textsOf('director').filter((text) => text.includes('Chi cục Thủy lợi'))).toEqual([]);
    expect(textsOf('an').filter((text) => text.includes('Nhắc bạn')).length).toBeGreaterThan(1);
  });

  test('is in no figure but its own', async () => {
    const directive = await issue(office, ['H1'], { knowUnitIds: await unitIds('TL') });
    expect((await figuresOf(office, directive.id, 'SO')).owed).toBe(3);
    await say('director', '/tinhhinh');
    office.as('director').press('1');
    await office.settle();
    expect(textsOf('director').at(-1)).toMatch(/Phải xác nhận: 3[\s\S]*Gửi để biết: 2/);
    office.as('director').press(/3 người chưa xác nhận/);
    await office.settle();
    expect(textsOf('director').at(-1)).not.toContain('Cao Thủy');
  });

  test('is told apart from the unit above or below by whichever is named nearer', async () => {
    const directive = await issue(office, ['KL'], { knowUnitIds: await unitIds('SO', 'H2') });
    const toKnow = async (who: string) => (await receiptOf(office, directive.id, who)).toKnow;
    expect(await toKnow('director')).toBe(true);
    expect(await toKnow('ranger-head')).toBe(false);
    expect(await toKnow('an')).toBe(false);
    expect(await toKnow('chau')).toBe(true);
    expect((await figuresOf(office, directive.id, 'SO')).owed).toBe(5);
  });

  test('reaches who enrols later as a card, however much else they owe', async () => {
    for (const title of ['Một', 'Hai', 'Ba', 'Bốn']) await issue(office, ['TL'], { title });
    const directive = await issue(office, ['H1'], { title: 'Năm', knowUnitIds: await unitIds('TL') });
    await say('giang', '/start');
    office.as('giang').shareContact();
    await office.settle();
    const texts = textsOf('giang');
    expect(texts.some((text) => text.includes('Bạn còn 4 văn bản cần xác nhận'))).toBe(true);
    expect(texts.some((text) => text.includes('Năm') && text.includes('Gửi để biết'))).toBe(true);
    expect((await receiptOf(office, directive.id, 'giang')).status).toBe('sent');
  });

  test('is left behind by whoever moves to a unit that has to act: they owe it there', async () => {
    const directive = await issue(office, ['H1'], { knowUnitIds: await unitIds('TL') });
    await takePost(office, 'water-head', 'H1', { instead: true });
    expect(office.as('water-head').last().text).toContain('Bạn đọc và xác nhận khi nhận được');
    const { id, toKnow, lateJoiner } = await receiptOf(office, directive.id, 'water-head');
    expect({ toKnow, lateJoiner }).toEqual({ toKnow: false, lateJoiner: true });
    expect(await figuresOf(office, directive.id, 'H1')).toMatchObject({ owed: 4, sent: 4 });
    office.as('water-head').press({ data: `ack:${id}` });
    await office.settle();
    expect((await figuresOf(office, directive.id, 'H1')).acknowledged).toBe(1);
  });

  test('holds nobody to what they owed in the unit that they came from', async () => {
    const directive = await issue(office, ['H1'], { knowUnitIds: await unitIds('TL') });
    await takePost(office, 'an', 'TL', { instead: true });
    expect((await receiptOf(office, directive.id, 'an')).status).toBe('closed');
    expect(await figuresOf(office, directive.id, 'H1')).toMatchObject({ closed: 1, sent: 2 });
    await takePost(office, 'an', 'H1', { instead: true });
    expect((await receiptOf(office, directive.id, 'an')).status).toBe('sent');
  });

  test('stays one when it moves in the tree, and one that has to act does as well', async () => {
    const directive = await issue(office, ['KL'], { knowUnitIds: await unitIds('TL') });
    await moveUnit('H1', 'TL');
    await takePost(office, 'chau', 'H1', { instead: true });
    await takePost(office, 'dung', 'TL', { instead: true });
    expect((await receiptOf(office, directive.id, 'an')).status).toBe('sent');
    expect((await receiptOf(office, directive.id, 'chau')).toKnow).toBe(false);
    expect((await receiptOf(office, directive.id, 'dung')).status).toBe('closed');
  });
});

/** Another parent, as an import would write it; what its people owe follows. */
async function moveUnit(code: string, parentCode: string): Promise<void> {
  const { inTransaction, consequences } = office.app.office;
  const personIds = await Promise.all(['h1-head', 'an', 'binh'].map((who) => office.personId(who)));
  await inTransaction(async (stores) => {
    const { id: _, path: __, parentId: ___, ...unit } = (await stores.units.findByCode(code))!;
    await stores.units.save({ ...unit, parentCode });
    await consequences.rosterChanged(stores, personIds, office.clock.now());
  });
  await office.settle();
}
