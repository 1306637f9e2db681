import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../src/lib/clock.ts';
import { keyboard, openSandbox } from './bot-client.ts';

describe('whom a bot may write to', () => {
  it('refuses strangers, those who never wrote, who blocked it and who are gone', async () => {
    const { an, call } = await openSandbox();
    const send = async (chat_id: unknown) => {
      const { error_code, description } = await call('sendMessage', { chat_id, text: 'a' });
      return `${error_code} ${description}`;
    };
    expect(await send(77)).toBe('400 Bad Request: chat not found');
    expect(await send('@nobody')).toBe('400 Bad Request: chat not found');
    expect(await send(undefined)).toBe('400 Bad Request: chat_id is empty');
    expect(await send(1001)).toBe("403 Forbidden: bot can't initiate conversation with a user");
    an.send('/start');
    an.block();
    expect(await send(1001)).toBe('403 Forbidden: bot was blocked by the user');
    an.deactivate();
    expect(await send(1001)).toBe('403 Forbidden: user is deactivated');
  });

  it('tells the bot when it is blocked, and when the person writes again', async () => {
    const { an, updates } = await openSandbox();
    an.send('/start');
    an.block();
    an.send('tôi quay lại');
    const [start, blocked, unblocked, message] = await updates();
    expect(start.message.entities).toEqual([{ type: 'bot_command', offset: 0, length: 6 }]);
    expect(blocked.my_chat_member).toMatchObject({
      from: { id: 1001, is_bot: false, language_code: 'vi' },
      old_chat_member: { status: 'member' },
      new_chat_member: { status: 'kicked', user: { id: 1000, is_bot: true } },
    });
    expect(unblocked.my_chat_member.new_chat_member.status).toBe('member');
    expect(message.message.text).toBe('tôi quay lại');
  });

  it('sees a group that it was added to, and leaves it', async () => {
    const { an, call, updates } = await openSandbox();
    const group = an.addBotToGroup('Cả phòng');
    const [member, service] = await updates();
    expect(member.my_chat_member).toMatchObject({
      chat: { id: group, type: 'group' },
      new_chat_member: { status: 'member' },
    });
    expect(service.message).toMatchObject({ from: { id: 1001 }, new_chat_members: [{ id: 1000 }] });
    expect((await call('leaveChat', { chat_id: group })).ok).toBe(true);
    expect((await call('sendMessage', { chat_id: group, text: 'a' })).description).toMatch(/not a member of the group/);
  });
});

describe('presses', () => {
  async function pressed() {
    const open = await openSandbox();
    open.an.send('/start');
    await open.call('sendMessage', { chat_id: 1001, text: 'Đọc đi', reply_markup: keyboard('Đã đọc', 'Sau') });
    return { ...open, press: open.an.press('Đã đọc') };
  }

  it('reach the bot with their message, and its answer reaches the person', async () => {
    const { call, press, updates } = await pressed();
    const { callback_query: query } = (await updates()).at(-1);
    expect(query).toMatchObject({
      id: press.id,
      data: 'press:Đã đọc',
      from: { id: 1001 },
      message: { text: 'Đọc đi' },
    });
    expect(query.chat_instance).toEqual(expect.any(String));
    await call('answerCallbackQuery', { callback_query_id: query.id, text: 'Đã ghi nhận', show_alert: true });
    await press.settled;
    expect(press.answer).toEqual({ text: 'Đã ghi nhận', showAlert: true });
  });

  it('can be answered once, within 150 seconds', async () => {
    const { an, call, clock, press } = await pressed();
    const answer = async (id: string) => (await call('answerCallbackQuery', { callback_query_id: id })).description;
    const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
    expect(await answer(press.id)).toBeUndefined();
    expect(await answer(press.id)).toBe(tooOld);
    const later = an.press(/^Sau/);
    clock.advance(150 * SECOND);
    expect(await answer(later.id)).toBeUndefined();
    const tooLate = an.press('Sau');
    clock.advance(150 * SECOND + 1);
    expect(await answer(tooLate.id)).toBe(tooOld);
    expect(tooLate.answered).toBe(false);
  });

  it('can be forged, repeated on what was seen before, and made on a deleted message', async () => {
    const { an, call, updates } = await pressed();
    const seen = an.last();
    an.press({ data: 'ack:999' });
    await call('editMessageText', { chat_id: 1001, message_id: seen.messageId, text: 'Đã xong' });
    an.press('Đã đọc', seen);
    an.delete(seen);
    an.press('Sau', seen);
    const queries = (await updates()).flatMap((update: { callback_query?: object }) => update.callback_query ?? []);
    expect(queries).toMatchObject([{}, { data: 'ack:999' }, { message: { text: 'Đã xong' } }, { data: 'press:Sau' }]);
    expect(queries[3].message).toEqual({ chat: expect.any(Object), message_id: seen.messageId, date: 0 });
    expect(() => an.press('Không có')).toThrow(/no message|no button/);
  });
});

describe('what people send', () => {
  it('lets contacts be the own one, somebody else’s, and forwarded', async () => {
    const { an, updates } = await openSandbox();
    an.shareContact();
    an.shareContact({ phone: '+84999', userId: 5 });
    an.shareContact({ userId: null, forwardedFrom: 1002 });
    const [own, others, forwarded] = (await updates()).map((update: { message: object }) => update.message);
    expect(own.contact).toEqual({
      phone_number: '84912000001',
      first_name: 'An',
      last_name: 'Nguyễn Văn',
      user_id: 1001,
    });
    expect(own.forward_origin).toBeUndefined();
    expect(others.contact).toMatchObject({ phone_number: '84999', user_id: 5 });
    expect(forwarded.contact.user_id).toBeUndefined();
    expect(forwarded.forward_origin).toMatchObject({ type: 'user', sender_user: { id: 1002 } });
  });

  it('splits long text into several messages as the apps do', async () => {
    const { an, updates } = await openSandbox();
    an.send(`${'chữ '.repeat(2000)}hết`);
    const texts = (await updates()).map((update: { message: { text: string } }) => update.message.text);
    expect(texts).toHaveLength(2);
    expect(texts.every((text: string) => text.length <= 4096)).toBe(true);
    expect(texts.join(' ')).toBe(`${'chữ '.repeat(2000)}hết`);
  });
});

describe('flood control', () => {
  it('lets 30 through in a second for the whole bot and says when to go on', async () => {
    const { call, clock, sandbox } = await openSandbox({ flood: {} });
    for (let id = 1; id <= 40; id++)
      sandbox.addUser({ id, firstName: `Người ${id}`, phone: `+849${id}` }).send('/start');
    const send = (id: number, more: object = {}) => call('sendMessage', { chat_id: id, text: 'a', ...more });
    for (let id = 1; id <= 30; id++) expect((await send(id)).ok).toBe(true);
    expect(await send(31)).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
    expect((await send(31, { allow_paid_broadcast: true })).ok).toBe(true);
    expect((await call('sendChatAction', { chat_id: 31, action: 'typing' })).ok).toBe(true);
    clock.advance(SECOND);
    for (let id = 1; id <= 30; id++) expect((await send(id)).ok).toBe(true);
    expect((await send(32)).error_code).toBe(429);
    expect(sandbox.requests.filter(({ errorCode }) => errorCode === 429)).toMatchObject([
      { retryAfter: 1 },
      { retryAfter: 1 },
    ]);
  });

  it('counts edits, gives one chat a short burst and then one message a second', async () => {
    const { an, call, clock } = await openSandbox({ flood: { perChatBurst: 3 } });
    an.send('/start');
    const { result } = await call('sendMessage', { chat_id: 1001, text: '0' });
    const edit = (text: string) => call('editMessageText', { chat_id: 1001, message_id: result.message_id, text });
    expect([(await edit('1')).ok, (await edit('2')).ok, (await edit('3')).ok]).toEqual([true, true, false]);
    clock.advance(SECOND);
    expect([(await edit('4')).ok, (await edit('5')).ok]).toEqual([true, false]);
    clock.advance(MINUTE);
    expect((await edit('6')).ok).toBe(true);
  });
});
