import { describe, expect, it } from 'vitest';
import { DAY } from '../../src/lib/clock.ts';
import { keyboard, openSandbox } from './bot-client.ts';

async function startedChat() {
  const open = await openSandbox();
  open.an.send('/start');
  const send = (text: string, more: object = {}) => open.call('sendMessage', { chat_id: 1001, text, ...more });
  const refusal = async (text: string, more: object = {}) => (await send(text, more)).description;
  return { ...open, send, refusal };
}

describe('sending', () => {
  it('shows the person what the bot has sent, with its formatting', async () => {
    const { an, send } = await startedChat();
    const { result } = await send('<b>Số 12</b> &amp; <a href="https://a.vn/x">bản đầy đủ</a>', { parse_mode: 'HTML' });
    expect(result).toMatchObject({ message_id: 2, text: 'Số 12 & bản đầy đủ', chat: { id: 1001, type: 'private' } });
    expect(result.entities).toEqual([
      { type: 'bold', offset: 0, length: 5 },
      { type: 'text_link', offset: 8, length: 10, url: 'https://a.vn/x' },
    ]);
    expect(an.last()).toMatchObject({ from: 'bot', text: 'Số 12 & bản đầy đủ' });
    expect(an.last().html).toBe('<b>Số 12</b> &amp; <a href="https://a.vn/x">bản đầy đủ</a>');
  });

  it('counts entities in UTF-16 units', async () => {
    const { send } = await startedChat();
    const { result } = await send('🔴 <b>hỏa tốc</b>', { parse_mode: 'HTML' });
    expect(result.entities).toEqual([{ type: 'bold', offset: 3, length: 7 }]);
  });

  it('takes text of 4,096 characters after parsing and no more', async () => {
    const { send, refusal } = await startedChat();
    expect((await send(`<b>${'x'.repeat(4096)}</b>`, { parse_mode: 'HTML' })).ok).toBe(true);
    expect(await refusal('x'.repeat(4097))).toBe('Bad Request: message is too long');
    expect(await refusal('  \n ')).toBe('Bad Request: message text is empty');
    expect(await refusal('<b> </b>', { parse_mode: 'HTML' })).toBe('Bad Request: message text is empty');
  });

  it.each([
    ['<x>a</x>', 'Unsupported start tag "x" at byte offset 0'],
    ['ố <x>', 'Unsupported start tag "x" at byte offset 4'],
    ['a < b', 'Unsupported start tag "" at byte offset 2'],
    ['<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
    ['a</b>', 'Unexpected end tag at byte offset 1'],
    ['<b>a</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['<b', 'Unclosed start tag at byte offset 0'],
    ['<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ])('refuses the broken HTML %s', async (text, why) => {
    const { refusal } = await startedChat();
    expect(await refusal(text, { parse_mode: 'HTML' })).toBe(`Bad Request: can't parse entities: ${why}`);
  });

  it('reads all tags of the Bot API and leaves unknown references as they are', async () => {
    const { send } = await startedChat();
    const text =
      '<u>a</u><ins>b</ins><s>c</s><del>d</del><em>e</em><code>f</code><tg-spoiler>g</tg-spoiler>' +
      '<blockquote expandable>h</blockquote><pre><code class="language-ts">i</code></pre>&nbsp;&#7889;';
    const { result } = await send(text, { parse_mode: 'HTML' });
    expect(result.text).toBe('abcdefghi&nbsp;ố');
    expect(result.entities.map((entity: { type: string }) => entity.type)).toEqual(
      'underline underline strikethrough strikethrough italic code spoiler expandable_blockquote pre'.split(' '),
    );
    expect(result.entities.at(-1)).toMatchObject({ language: 'ts' });
  });

  it('finds commands and links by itself, but not inside code', async () => {
    const { send } = await startedChat();
    const { result } = await send('/canlam https://a.vn/1 <code>/status</code>', { parse_mode: 'HTML' });
    expect(result.entities.map((one: { type: string }) => one.type)).toEqual(['bot_command', 'url', 'code']);
  });

  it('refuses values of the wrong type and formatting it does not know', async () => {
    const { refusal } = await startedChat();
    expect(await refusal('a', { reply_markup: 'no json' })).toMatch(/can't parse reply keyboard markup JSON object/);
    expect(await refusal('a', { reply_markup: [] })).toBe('Bad Request: object expected as reply markup');
    expect(await refusal('a', { link_preview_options: { is_disabled: 'yes' } })).toMatch(/^Bad Request: can't parse/);
    expect(await refusal('a', { reply_parameters: { message_id: 77 } })).toBe(
      'Bad Request: message to be replied not found',
    );
    expect(await refusal('a', { disable_notification: 'perhaps' })).toMatch(/^Bad Request/);
    expect(await refusal('a', { parse_mode: 'MarkdownV2' })).toMatch(/^Bad Request: unsupported parse_mode/);
    expect(await refusal('a', { entities: [{ type: 'bold', offset: 0, length: 5 }] })).toBe(
      'Bad Request: ENTITY_BOUNDS_INVALID',
    );
  });
});

describe('keyboards', () => {
  it('measures callback data in bytes, not letters', async () => {
    const { send, refusal } = await startedChat();
    const button = (data: string) => ({ reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: data }]] } });
    expect((await send('a', button('x'.repeat(64)))).ok).toBe(true);
    expect(await refusal('a', button('ố'.repeat(22)))).toBe('Bad Request: BUTTON_DATA_INVALID');
    expect(await refusal('a', button(''))).toBe('Bad Request: BUTTON_DATA_INVALID');
  });

  it('refuses buttons without text or without a purpose, and too many of them', async () => {
    const { refusal } = await startedChat();
    const inline = (...rows: object[][]) => ({ reply_markup: { inline_keyboard: rows } });
    const row = (count: number) => Array.from({ length: count }, () => ({ text: 'a', callback_data: 'b' }));
    expect(await refusal('a', inline([{ text: '', callback_data: 'b' }]))).toMatch(/button text must be non-empty/);
    expect(await refusal('a', inline([{ text: 'a' }]))).toMatch(/Text buttons are unallowed in the inline keyboard/);
    expect(await refusal('a', inline(row(9)))).toMatch(/too long/);
    expect(await refusal('a', inline(...Array.from({ length: 13 }, () => row(8))))).toMatch(/too long/);
  });

  it('keeps a reply keyboard until it is removed, and its buttons write or share the contact', async () => {
    const { an, send, updates } = await startedChat();
    await send('Chào bạn', { reply_markup: { keyboard: [[{ text: 'Chia sẻ', request_contact: true }, 'Để sau']] } });
    await send('Còn đây');
    expect(an.tap('Để sau').text).toBe('Để sau');
    an.tap('Chia sẻ');
    expect((await updates()).at(-1).message.contact).toMatchObject({ phone_number: '84912000001', user_id: 1001 });
    await send('Xong', { reply_markup: { remove_keyboard: true } });
    expect(() => an.tap('Để sau')).toThrow(/no button Để sau/);
  });
});

describe('editing and deleting', () => {
  it('changes a message in place and refuses an edit that changes nothing', async () => {
    const { an, call, send } = await startedChat();
    const { result } = await send('một', { reply_markup: keyboard('Xong') });
    const edit = (more: object) => call('editMessageText', { chat_id: 1001, message_id: result.message_id, ...more });
    expect((await edit({ text: 'một', reply_markup: keyboard('Xong') })).description).toBe(
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a ' +
        'current content and reply markup of the message',
    );
    expect((await edit({ text: 'hai' })).result).toMatchObject({ text: 'hai', edit_date: expect.any(Number) });
    expect(an.last()).toMatchObject({ messageId: result.message_id, text: 'hai', buttons: [] });
  });

  it('says what cannot be edited', async () => {
    const { an, call, send } = await startedChat();
    const edit = async (id: number) =>
      (await call('editMessageText', { chat_id: 1001, message_id: id, text: 'x' })).description;
    expect(await edit(999)).toBe('Bad Request: message to edit not found');
    expect(await edit(an.send('của tôi').messageId)).toBe("Bad Request: message can't be edited");
    const { result } = await send('a', { reply_markup: { keyboard: [['b']] } });
    expect(await edit(result.message_id)).toBe("Bad Request: message can't be edited");
    const location = await call('sendLocation', { chat_id: 1001, latitude: 21, longitude: 105.8 });
    expect(await edit(location.result.message_id)).toBe('Bad Request: there is no text in the message to edit');
  });

  it('deletes within 48 hours only, but edits at any time', async () => {
    const { an, call, clock, send } = await startedChat();
    const [young, old] = [await send('mới'), await send('cũ')].map(({ result }) => result.message_id);
    expect((await call('deleteMessage', { chat_id: 1001, message_id: young })).ok).toBe(true);
    expect(an.messages().map(({ text }) => text)).toEqual(['/start', 'cũ']);
    clock.advance(2 * DAY + 1);
    expect((await call('deleteMessage', { chat_id: 1001, message_id: old })).description).toMatch(/can't be deleted/);
    expect((await call('editMessageText', { chat_id: 1001, message_id: old, text: 'thu hồi' })).ok).toBe(true);
  });
});
