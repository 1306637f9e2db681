import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { keyboard, openSandbox } from './bot-client.ts';

/** What a browser may not set, node can: the status for a request with these headers. */
function statusOf(url: string, method: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the chat page', () => {
  it('is served with its files and runs nothing from elsewhere', async () => {
    const { sandbox } = await openSandbox();
    const page = await fetch(sandbox.url);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const html = await page.text();
    const files = [...html.matchAll(/(?:href|src)="(\/page\/[^"]+)"/g)].map((match) => match[1]);
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) expect((await fetch(sandbox.url + file)).status, file).toBe(200);
    expect((await fetch(`${sandbox.url}/page/..%2Fsandbox.ts`)).status).toBe(404);
  });

  it('answers local pages only', async () => {
    const { sandbox } = await openSandbox();
    const people = `${sandbox.url}/sandbox/people`;
    const block = `${sandbox.url}/sandbox/chats/1001/block`;
    const host = new URL(sandbox.url).host;
    expect(await statusOf(people, 'GET', {})).toBe(200);
    expect(await statusOf(people, 'GET', { host: 'evil.example' })).toBe(403);
    expect(await statusOf(block, 'POST', { origin: 'https://evil.example' })).toBe(403);
    expect(await statusOf(block, 'POST', { origin: 'null' })).toBe(403);
    expect(await statusOf(people, 'GET', { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(sandbox.user(1001).blocked).toBe(false);
    expect(await statusOf(block, 'POST', { origin: `http://${host}` })).toBe(200);
    expect(sandbox.user(1001).blocked).toBe(true);
  });

  it('finds people without accents and counts what they have not read', async () => {
    const { an, call, sandbox } = await openSandbox();
    sandbox.addUser({ id: 1002, firstName: 'Đạt', lastName: 'Hoàng', phone: '+84912000002', note: 'Hạt Kiểm lâm' });
    an.send('/start');
    await call('sendMessage', { chat_id: 1001, text: 'Chào bạn' });
    const search = async (query: string) =>
      (await (await fetch(`${sandbox.url}/sandbox/people?q=${query}`)).json()) as {
        people: { name: string; unread: number }[];
      };
    expect((await search('dat kiem')).people).toMatchObject([{ name: 'Hoàng Đạt', unread: 0 }]);
    expect((await search('nguyen')).people).toMatchObject([{ name: 'Nguyễn Văn An', unread: 1 }]);
  });

  it('lets a person write, press and attach, and says what is not possible', async () => {
    const { an, call, sandbox, updates } = await openSandbox();
    const act = (name: string, body: string | Buffer) =>
      fetch(`${sandbox.url}/sandbox/chats/1001/${name}`, { method: 'POST', body });
    await act('send', JSON.stringify({ text: '/start' }));
    const { result } = await call('sendMessage', { chat_id: 1001, text: 'a', reply_markup: keyboard('Đã đọc') });
    await act('press', JSON.stringify({ messageId: result.message_id, data: 'press:Đã đọc' }));
    await act('file?name=t%E1%BB%87p.txt&mime=text/plain&caption=xem', Buffer.from('x'));
    await act('contact', '');
    expect(await updates()).toMatchObject([
      { message: { text: '/start' } },
      { callback_query: { data: 'press:Đã đọc' } },
      { message: { caption: 'xem', document: { file_name: 'tệp.txt' } } },
      { message: { contact: { user_id: 1001 } } },
    ]);
    expect((await act('tap', JSON.stringify({ label: 'không có' }))).status).toBe(400);
    expect((await act('send', 'not json')).status).toBe(400);
    an.deactivate();
    expect((await act('block', '')).status).toBe(400);
  });

  it('hears at once of what happens in the chats it shows', async () => {
    const { an, call, sandbox } = await openSandbox();
    an.send('/start');
    const stream = await fetch(`${sandbox.url}/sandbox/events?chats=1001`);
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    await call('sendMessage', { chat_id: 1001, text: '<i>mới</i>', parse_mode: 'HTML' });
    let heard = '';
    while (!heard.includes('data: ')) heard += (await reader.read()).value;
    const event = JSON.parse(heard.slice(heard.indexOf('data: ') + 6));
    expect(event.chats).toMatchObject([{ messages: [{ text: 'mới', from: 'bot' }] }]);
    expect(event.people).toMatchObject([{ id: 1001, unread: 0, last: { text: 'mới' } }]);
    await reader.cancel();
  });
});
