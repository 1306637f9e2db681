import { expect, it } from 'vitest';
import { checkRequest } from '../support/bot-api-spec.ts';
import { openSandbox } from './bot-client.ts';

it('keeps commands apart by scope and language', async () => {
  const { call } = await openSandbox();
  const commands = [{ command: 'canlam', description: 'Việc cần làm' }];
  const place = { scope: { type: 'all_private_chats' }, language_code: 'vi' };
  expect((await call('setMyCommands', { commands, ...place })).ok).toBe(true);
  expect((await call('getMyCommands', place)).result).toEqual(commands);
  expect((await call('getMyCommands')).result).toEqual([]);
  await call('deleteMyCommands', place);
  expect((await call('getMyCommands', place)).result).toEqual([]);
  const refused = await call('setMyCommands', { commands: [{ command: 'Cần làm', description: 'x' }] });
  expect(refused.description).toBe('Bad Request: BOT_COMMAND_INVALID');
});

it('keeps name and descriptions per language', async () => {
  const { call } = await openSandbox();
  await call('setMyDescription', { description: 'Chào bạn', language_code: 'vi' });
  expect((await call('getMyDescription', { language_code: 'vi' })).result).toEqual({ description: 'Chào bạn' });
  expect((await call('getMyDescription')).result).toEqual({ description: '' });
  expect((await call('setMyShortDescription', { short_description: 'x'.repeat(121) })).ok).toBe(false);
});

const hasSpec = checkRequest('noSuchMethod', {}).length > 0;

it.runIf(hasSpec)('holds requests against the specification where it is at hand', () => {
  const reply_markup = { inline_keyboard: [[{ text: 'a', callback_data: 'b' }]] };
  expect(checkRequest('sendMessage', { chat_id: 1, text: 'a', reply_markup })).toEqual([]);
  expect(checkRequest('sendMessage', { chat_id: '1', text: 'a', reply_markup: JSON.stringify(reply_markup) })).toEqual(
    [],
  );
  expect(checkRequest('sendMessage', { chat_id: 1 })).toEqual(['sendMessage.text: is missing']);
  expect(checkRequest('sendMessage', { chat_id: 1, text: 5, silent: true })).toEqual([
    'sendMessage.text: is not String',
    'sendMessage.silent: is not known',
  ]);
  expect(checkRequest('sendMessage', { chat_id: true, text: 'a' })).toEqual([
    'sendMessage.chat_id: is not Integer or String',
  ]);
  const wrong = { inline_keyboard: [[{ text: 'a', callback: 'b' }]] };
  expect(checkRequest('sendMessage', { chat_id: 1, text: 'a', reply_markup: wrong }).join()).toMatch(
    /callback: is not known/,
  );
  const file = { name: 'a.txt', mime: 'text/plain', size: 1 };
  expect(checkRequest('sendDocument', { chat_id: '1', document: file })).toEqual([]);
  const media = JSON.stringify([
    { type: 'document', media: 'attach://f1' },
    { type: 'document', media: 'x' },
  ]);
  expect(checkRequest('sendMediaGroup', { chat_id: '1', media, f1: file })).toEqual([]);
});
