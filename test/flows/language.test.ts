import { afterEach, describe, expect, test } from 'vitest';
import { instant } from '../../src/lib/clock.ts';
import { type CastMember, people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { actorNamed, issue, submit, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

let office: TestOffice;
afterEach(() => office.close());
const { say, press } = chatting(() => office);

/** Letters that only Vietnamese has. */
const VIETNAMESE = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i;

test('whoever chooses another language is spoken to in it from then on, in what comes by itself as well', async () => {
  office = await openTestOffice();
  expect(await say('an', '/ngonngu')).toBe('Bạn muốn dùng ngôn ngữ nào?');
  await press('an', 'English');
  expect(office.as('an').last().text).toContain('speaks English with you from now on');
  await issue(office, ['H1'], { title: 'Storm no. 9', text: 'Be on duty.' });
  expect(office.as('an').last().text).toContain('Please read and acknowledge on receipt');
  expect(office.as('binh').last().text).toContain('Bạn đọc và xác nhận khi nhận được');
  expect(await press('an', /I have read this/)).toContain('Recorded at 14:00 on 21 Nov 2026');
  expect(await say('an', '/inbox')).toContain('You have nothing left to do');
  await say('an', '/language');
  await press('an', 'Tiếng Việt');
  expect(await say('an', '/inbox')).toContain('Bạn không còn việc nào phải làm');
});

test('both names of a command do the same, whatever the language', async () => {
  office = await openTestOffice();
  for (const [english, vietnamese] of [
    ['/help', '/trogiup'],
    ['/inbox', '/canlam'],
    ['/directives', '/vanban'],
    ['/status', '/tinhhinh'],
    ['/language', '/ngonngu'],
    ['/me', '/toi'],
    ['/privacy', '/riengtu'],
    ['/cancel', '/huy'],
  ] as const) {
    expect(await say('director', english), english).toBe(await say('director', vietnamese));
  }
  expect(await say('director', '/trogiup')).toContain('/canlam: ');
  expect(await say('director', '/trogiup')).not.toContain('/batdau');
  const help = await say('clerk', '/trogiup');
  for (const command of ['/canlam', '/vanban', '/toi']) expect(help.split(command)).toHaveLength(2);
  expect(await say('director', '/toi')).toContain('Số điện thoại: 0900 000 000');
  expect(await say('dung', '/help')).toContain('/inbox: ');
});

/** The office of the cast with plain names, so that every Vietnamese word on a screen is one of ours. */
const plainly = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
const english: CastMember[] = people.map((one) => ({
  ...one,
  name: plainly(one.name),
  ...(one.staffNo === 'dung' ? { posts: [...one.posts, ['SO', 'clerk'] as const] as CastMember['posts'] } : {}),
}));

async function openPlainOffice(): Promise<void> {
  office = await openTestOffice({
    people: english,
    enrolled: english.map(({ staffNo }) => staffNo).filter((no) => no !== 'chau'),
    mayWarn: true,
  });
  await office.app.office.inTransaction(async ({ units }) => {
    const parents = new Map((await units.listAll()).map((unit) => [unit.id, unit.code]));
    for (const unit of await units.listAll()) {
      const parentCode = unit.parentId === null ? null : parents.get(unit.parentId)!;
      await units.save({ ...unit, name: plainly(unit.name), parentCode });
    }
  });
}

describe('somebody who reads English', () => {
  test('meets no Vietnamese word of ours on any screen, nor in any answer', async () => {
    await openPlainOffice();
    const text = 'Be on duty around the clock. '.repeat(400);
    const deadlineAt = instant('2026-11-22T10:00:00Z');
    for (const urgency of ['normal', 'urgent', 'veryUrgent'] as const) {
      await issue(office, ['H2'], {
        title: `Storm, ${urgency}`,
        text,
        urgency,
        deadlineAt,
        number: `${urgency}/KH`,
      });
    }
    await issue(office, ['KL'], { title: 'Without a number', text: 'Short.' });
    const answers: string[] = [];
    const type = (words: string) => say('dung', words);
    const tap = async (label: Parameters<typeof press>[1]) => answers.push(await press('dung', label));
    for (const command of [
      '/start',
      '/help',
      '/me',
      '/privacy',
      '/cancel',
      '/nonsense',
      'hello',
      '/directives',
      '/directives storm',
      '/directives xyz',
    ]) {
      await type(command);
    }
    await type('/start wrong');
    office.as('dung').shareContact();
    office.as('dung').shareContact({ forwardedFrom: 1 });
    await office.settle();
    await type('/inbox');
    await tap('1');
    await tap(/^Read all/);
    await tap('›');
    await tap(/Back to the top/);
    await tap(/I have read this/);
    await tap({ data: 'files:4' });
    await tap({ data: 'ack:1' });
    await tap({ data: 'yes:1' });
    await tap({ data: 'form:1:1:send:' });
    await type('/status');
    await tap('2');
    await tap(/people have not acknowledged|person has not acknowledged/);
    await tap(/^‹ Directive/);
    await tap(/^🔔/);
    await type('/status H2');
    await type('/status NOWHERE');
    const unitId = await office.unitId('SO');
    for (const data of ['stn', 'stday', 'stmore', 'stroll']) await tap({ data: `${data}:${unitId}` });
    for (const data of ['stu', 'stwho', 'ststep', 'sttask', 'stlost']) await tap({ data: `${data}:${unitId}:0` });
    await type('/status today');
    await type('/status urgent/KH');
    await type('/status 12');
    await office.advance({ days: 2 });
    await type('/status');
    await type('/inbox');
    await fillForm(type, tap);
    await office.advance({ hours: 1 });
    const rogue = await submit(
      office,
      ['TL'],
      { urgency: 'immediate', title: 'At once', text },
      await actorNamed(office, 'clerk'),
    );
    await office.settle();
    await tap(/^Read all/);
    await tap(/Back/);
    await tap('Do not approve');
    await tap({ data: `yes:${rogue.id}` });
    await takePost(office, 'dung', 'TL', { instead: true });
    await type('/status');
    await type('/new');
    const seen = office
      .as('dung')
      .messages()
      .filter((message) => message.from === 'bot');
    const words = [
      ...answers,
      ...seen.flatMap((one) => [one.text, ...one.buttons.flat().map((button) => button.label)]),
    ];
    expect(words.length).toBeGreaterThan(100);
    expect(words.filter((one) => VIETNAMESE.test(one.replaceAll('Báo Nhận', '').replaceAll('Tiếng Việt', '')))).toEqual(
      [],
    );
    expect(words.filter((one) => /\{\{|undefined|\[object|NaN|null/.test(one))).toEqual([]);
    expect(words.filter((one) => /\/(canlam|vanban|tinhhinh|phathanh|trogiup|toi|huy)\b/.test(one))).toEqual([]);
  });

  test('is told in English as a stranger, when that is how their Telegram is set', async () => {
    await openPlainOffice();
    office.sandbox.addUser({ id: 9_300, firstName: 'Stranger', phone: '+84911111130', languageCode: 'en' });
    const stranger = office.sandbox.user(9_300);
    for (const words of ['/start', 'hello', '/inbox', '/start wrong', '/help', '/privacy']) stranger.send(words);
    stranger.shareContact();
    stranger.shareContact({ userId: null });
    await office.settle();
    const seen = stranger.messages().filter((message) => message.from === 'bot');
    expect(seen.length).toBe(8);
    expect(seen.filter(({ text }) => VIETNAMESE.test(text.replaceAll('Báo Nhận', '')))).toEqual([]);
  });
});

/** Through /new with every refusal on the way. */
async function fillForm(
  type: (words: string) => Promise<string>,
  tap: (label: Parameters<typeof press>[1]) => Promise<unknown>,
): Promise<void> {
  await type('/new');
  await type('1'.repeat(61));
  office.as('dung').sendPhoto();
  await office.settle();
  await tap('Skip');
  await type('MẬT');
  await type('A drill');
  await type('/new');
  await tap('Continue');
  await type('Part one.');
  await tap('Done');
  await type('no file');
  await tap('Skip');
  await type('kiem');
  await tap(/Chi cuc Kiem lam/);
  await tap(/^Done/);
  await type('somebody');
  await tap('Everybody');
  await type('whenever');
  await type('1/1/2020');
  await type('tomorrow 9:00');
  await tap('Normal');
  await tap('Yes');
  await tap(/I confirm/);
  await tap('Change');
  await tap('Subject');
  await type('Another drill');
  await tap('See it as they will');
  await tap(/Overview/);
  await tap(/^Issue to/);
  await tap('See the figures');
  await type('/new');
  await tap('Cancel');
}
