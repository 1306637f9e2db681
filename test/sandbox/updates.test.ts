import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { DAY, SECOND } from '../../src/lib/clock.ts';
import { openSandbox, TOKEN } from './bot-client.ts';

describe('getUpdates', () => {
  it('gives updates again until an offset confirms them', async () => {
    const { an, call } = await openSandbox();
    an.send('một');
    an.send('hai');
    const [one, two] = (await call('getUpdates')).result;
    expect(two.update_id).toBe(one.update_id + 1);
    expect((await call('getUpdates', { offset: one.update_id + 1 })).result).toEqual([two]);
    expect((await call('getUpdates', { offset: one.update_id })).result).toEqual([two]);
    expect((await call('getUpdates', { offset: two.update_id + 1 })).result).toEqual([]);
  });

  it('waits for what comes and hands it over at once', async () => {
    const { an, call } = await openSandbox();
    const waiting = call('getUpdates', { timeout: 30 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    an.send('đây');
    expect((await waiting).result).toMatchObject([{ message: { text: 'đây' } }]);
  });

  it('ends the first of two polls with 409', async () => {
    const { an, call, sandbox } = await openSandbox();
    const first = call('getUpdates', { timeout: 30 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const second = call('getUpdates', { timeout: 30 });
    expect(await first).toMatchObject({
      error_code: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    an.send('a');
    expect((await second).result).toHaveLength(1);
    expect(sandbox.requests.map(({ errorCode }) => errorCode)).toEqual([409, undefined]);
  });

  it('keeps to allowed_updates and knows negative offsets', async () => {
    const { an, call } = await openSandbox();
    await call('getUpdates', { allowed_updates: ['message'] });
    an.send('một');
    an.block();
    an.unblock();
    an.send('hai');
    an.send('ba');
    expect((await call('getUpdates')).result).toHaveLength(3);
    expect((await call('getUpdates', { offset: -1 })).result).toMatchObject([{ message: { text: 'ba' } }]);
    expect((await call('getUpdates')).result).toHaveLength(1);
  });

  it('forgets updates after a day', async () => {
    const { an, call, clock } = await openSandbox();
    an.send('cũ');
    clock.advance(DAY + 1);
    an.send('mới');
    expect((await call('getUpdates')).result).toMatchObject([{ message: { text: 'mới' } }]);
  });

  it('can be made to deliver an update twice', async () => {
    const { an, sandbox, updates } = await openSandbox();
    an.send('một');
    const [first] = await updates();
    an.send('hai');
    sandbox.redeliver(first.update_id);
    const again = await updates();
    expect(again.map((update: { message: { text: string } }) => update.message.text)).toEqual(['một', 'hai']);
    expect(again[0]).toEqual(first);
    await sandbox.idle();
  });
});

describe('a webhook', () => {
  it('gets each update until it answers with 2xx, with the secret, and excludes polling', async () => {
    const seen: { id: number; secret: unknown }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        seen.push({ id: JSON.parse(body).update_id, secret: request.headers['x-telegram-bot-api-secret-token'] });
        response.writeHead(seen.length === 1 ? 500 : 200, { connection: 'close' }).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { an, call, clock, sandbox } = await openSandbox();
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    await call('setWebhook', { url, secret_token: 'bi_mat' });
    expect((await call('getUpdates')).error_code).toBe(409);
    an.send('a');
    await expect.poll(() => seen.length).toBe(1);
    await expect.poll(async () => (await call('getWebhookInfo')).result.last_error_message).toMatch(/500/);
    clock.advance(SECOND);
    await expect.poll(() => seen.length).toBe(2);
    expect(seen[1]).toEqual({ ...seen[0], secret: 'bi_mat' });
    await sandbox.waitFor(() => sandbox.requests.length > 0);
    await expect.poll(async () => (await call('getWebhookInfo')).result.pending_update_count).toBe(0);
    await call('deleteWebhook');
    expect((await call('getWebhookInfo')).result.url).toBe('');
    server.close();
  });
});

describe('the wire', () => {
  it('takes queries, forms and JSON, and methods in any case', async () => {
    const { an, call, sandbox } = await openSandbox();
    an.send('/start');
    const root = `${sandbox.url}/bot${TOKEN}`;
    const markup = encodeURIComponent('{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}');
    expect((await fetch(`${root}/SENDMESSAGE?chat_id=1001&text=a&reply_markup=${markup}`)).status).toBe(200);
    expect(an.last().buttons).toEqual([[{ label: 'a', data: 'b', url: undefined }]]);
    const form = new URLSearchParams({ chat_id: '1001', text: 'b', disable_notification: 'true' });
    expect((await fetch(`${root}/sendMessage`, { method: 'POST', body: form })).status).toBe(200);
    expect(an.last().text).toBe('b');
    expect(await call('getMe')).toMatchObject({ result: { id: 1000, is_bot: true } });
    expect(await call('noSuchMethod')).toEqual({ ok: false, error_code: 404, description: 'Not Found' });
  });

  it('knows its token', async () => {
    const { sandbox } = await openSandbox();
    const response = await fetch(`${sandbox.url}/bot1000:wrong/getMe`);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
  });

  it('breaks as it is told to', async () => {
    const { an, call, sandbox } = await openSandbox();
    an.send('/start');
    const send = (text: string) => call('sendMessage', { chat_id: 1001, text });
    sandbox.faults.add({ method: 'sendMessage', effect: 'reset-before' });
    sandbox.faults.add({ method: /^send/, chatId: 1001, effect: 'reset-after' });
    sandbox.faults.add({ effect: { retryAfter: 7 } });
    sandbox.faults.add({ effect: { status: 502, body: '<html>' } });
    await expect(send('một')).rejects.toThrow();
    await expect(send('hai')).rejects.toThrow();
    expect((await send('ba')).parameters).toEqual({ retry_after: 7 });
    await expect(send('bốn')).rejects.toThrow(/JSON/);
    expect((await send('năm')).ok).toBe(true);
    expect(an.messages().map(({ text }) => text)).toEqual(['/start', 'hai', 'năm']);
  });

  it('can leave a request without an answer', async () => {
    const { an, call, sandbox } = await openSandbox();
    an.send('/start');
    sandbox.faults.add({ method: 'sendMessage', effect: 'time-out' });
    const lost = call('sendMessage', { chat_id: 1001, text: 'a' });
    await sandbox.waitFor(() => an.messages().length === 2);
    await Promise.all([sandbox.close(), expect(lost).rejects.toThrow()]);
  });
});
