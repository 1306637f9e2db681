import { afterEach, expect, test } from 'vitest';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { FastClock } from '../support/test-clock.ts';

let office: TestOffice;
afterEach(() => office.close());

test('a text pasted in fifty messages gets fewer answers and draws no 429', async () => {
  office = await openTestOffice({ clock: new FastClock(20), flood: {}, rate: 30 });
  const clerk = office.as('clerk');
  clerk.send('/phathanh');
  await office.settle();
  await clerk.press('Bỏ qua').settled;
  clerk.send('Về việc trực bão');
  await office.settle();
  const text = Array.from({ length: 3_400 }, (_, index) => `Dòng ${index}: kiểm tra rà soát và báo cáo kết quả.`).join(
    '\n',
  );
  const before = office.sandbox.requests.length;
  clerk.send(text);
  await office.settle();
  const requests = office.sandbox.requests.slice(before);
  expect(requests.filter((request) => request.errorCode === 429)).toEqual([]);
  expect(requests.filter((request) => request.method === 'sendMessage').length).toBeLessThan(30);
  expect(clerk.last().text).toContain('Đã nhận');
  await clerk.press('Xong').settled;
  const draft = await office.app.office.read.drafts.find(await office.personId('clerk'));
  expect(String(draft?.answers.text).replace(/\s+/g, ' ')).toBe(text.replace(/\s+/g, ' '));
});
