import { afterEach, expect, test } from 'vitest';
import { submitDirective } from '../../src/domain/directives/issue-actions.ts';
import { MINUTE } from '../../src/lib/clock.ts';
import { openTestOffice, type TestOffice, TOKEN } from '../support/office.ts';
import { FastClock } from '../support/test-clock.ts';

let office: TestOffice;
afterEach(() => office.close());

const alarmsOf = (staffNo: string): string[] =>
  office
    .as(staffNo)
    .messages()
    .map((message) => message.text)
    .filter((text) => text.startsWith('⚠️'));

const call = (method: string, params: object) =>
  fetch(`${office.sandbox.url}/bot${TOKEN}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });

test('a webhook that is not ours is told to the administrators, and nobody deletes it', async () => {
  office = await openTestOffice({ clock: new FastClock(30), mayWarn: true });
  await call('setWebhook', { url: 'https://example.org/theirs' });
  await office.sandbox.waitFor(() => alarmsOf('admin').length > 0, { timeout: 15_000 });
  expect(alarmsOf('admin')[0]).toContain('webhook lạ');
  expect(alarmsOf('director')).toEqual([]);
  const { result } = (await (await call('getWebhookInfo', {})).json()) as { result: { url: string } };
  expect(result.url).toBe('https://example.org/theirs');
  await call('deleteWebhook', {});
});

test('when nothing leaves for five minutes the administrators are told, as soon as they can be, once', async () => {
  const clock = new FastClock(60);
  office = await openTestOffice({ clock, mayWarn: true });
  const down = { method: 'sendMessage', effect: { status: 502, body: 'Bad Gateway' }, times: Number.POSITIVE_INFINITY };
  office.sandbox.faults.add(down);
  const unitIds = [await office.unitId('H1')];
  const draft = { number: null, title: 'Thử', text: 'Nội dung', unitIds, attachments: [], deadlineAt: null };
  const kind = { audience: 'everyone', urgency: 'normal', lateJoiners: true } as const;
  await submitDirective({ kind: 'office', name: 'test' }, { ...draft, ...kind }, null, office.app.office);
  await clock.sleep(8 * MINUTE);
  office.sandbox.faults.clear();
  await office.sandbox.waitFor(() => alarmsOf('admin').length > 0, { timeout: 20_000 });
  await clock.sleep(3 * MINUTE);
  expect(alarmsOf('admin')).toEqual([expect.stringContaining('hơn 5 phút')]);
});
