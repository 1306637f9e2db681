import { describe, expect, it } from 'vitest';
import { openSandbox, sendForm, TOKEN } from './bot-client.ts';

const report = new File(['nội dung\r\n--của tệp'], 'báo "cáo".pdf', { type: 'application/pdf' });

describe('files', () => {
  it('are uploaded once and then sent by their file_id', async () => {
    const { an, call, sandbox } = await openSandbox();
    an.send('/start');
    const markup = JSON.stringify({ inline_keyboard: [[{ text: 'Đã nhận', callback_data: 'x' }]] });
    const sent = await sendForm(sandbox, 'sendDocument', {
      chat_id: '1001',
      caption: '<b>Kế hoạch</b>',
      parse_mode: 'HTML',
      document: report,
      reply_markup: markup,
    });
    expect(sent.result.document).toMatchObject({
      file_name: 'báo "cáo".pdf',
      mime_type: 'application/pdf',
      file_size: 25,
    });
    expect(sent.result.caption_entities).toEqual([{ type: 'bold', offset: 0, length: 8 }]);
    const again = await call('sendDocument', { chat_id: 1001, document: sent.result.document.file_id });
    expect(again.result.document).toEqual(sent.result.document);
    expect(sandbox.uploadCount(Buffer.from(await report.arrayBuffer()))).toBe(1);
    expect(an.messages()[1]).toMatchObject({ text: 'Kế hoạch', buttons: [[{ label: 'Đã nhận' }]] });
    expect(sandbox.requests[0]?.params.document).toEqual({ name: 'báo "cáo".pdf', mime: 'application/pdf', size: 25 });
  });

  it('that nobody knows are refused, as are files of another kind', async () => {
    const { an, call } = await openSandbox();
    an.send('/start');
    const { document } = an.sendDocument({ name: 'a.pdf', mime: 'application/pdf', bytes: Buffer.from('a') });
    const send = async (method: string, more: object) => (await call(method, { chat_id: 1001, ...more })).description;
    expect(await send('sendDocument', { document: 'AgACx' })).toBe(
      'Bad Request: wrong file identifier/HTTP URL specified',
    );
    expect(await send('sendPhoto', { photo: document?.fileId })).toBe(
      "Bad Request: can't use file of type Document as Photo",
    );
    expect(await send('sendDocument', {})).toBe('Bad Request: there is no document in the request');
    expect(await send('sendDocument', { document: document?.fileId, caption: 'x'.repeat(1025) })).toBe(
      'Bad Request: message caption is too long',
    );
  });

  it('that people send can be downloaded up to 20 MB', async () => {
    const { an, call, sandbox, updates } = await openSandbox();
    an.sendDocument({ name: 'ds.csv', mime: 'text/csv', bytes: Buffer.from('tên;tuổi'), caption: 'danh sách' });
    const [{ message }] = await updates();
    expect(message).toMatchObject({ caption: 'danh sách', document: { file_name: 'ds.csv', mime_type: 'text/csv' } });
    const { result } = await call('getFile', { file_id: message.document.file_id });
    const response = await fetch(`${sandbox.url}/file/bot${TOKEN}/${result.file_path}`);
    expect(await response.text()).toBe('tên;tuổi');
    const large = an.sendDocument({
      name: 'to.zip',
      mime: 'application/zip',
      bytes: Buffer.alloc(20 * 1024 * 1024 + 1),
    });
    expect((await call('getFile', { file_id: large.document?.fileId })).description).toBe(
      'Bad Request: file is too big',
    );
    expect((await call('getFile', { file_id: 'x' })).description).toBe('Bad Request: invalid file_id');
  });

  it('go out as albums, copies and forwards', async () => {
    const { an, call, sandbox } = await openSandbox();
    an.send('/start');
    const media = [1, 2].map((number) => ({
      type: 'document',
      media: `attach://f${number}`,
      caption: `Tệp ${number}`,
    }));
    const album = await sendForm(sandbox, 'sendMediaGroup', {
      chat_id: '1001',
      media: JSON.stringify(media),
      f1: new File(['một'], '1.txt'),
      f2: new File(['hai'], '2.txt'),
    });
    expect(album.result.map((message: { caption: string }) => message.caption)).toEqual(['Tệp 1', 'Tệp 2']);
    const source = { chat_id: 1001, from_chat_id: 1001, message_id: album.result[0].message_id };
    expect(Object.keys((await call('copyMessage', source)).result)).toEqual(['message_id']);
    expect((await call('forwardMessage', source)).result).toMatchObject({
      forward_origin: { sender_user: { id: 1000 } },
    });
    expect(an.last().document?.name).toBe('1.txt');
  });
});
