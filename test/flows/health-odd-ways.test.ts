import { afterEach, beforeEach, expect, test } from 'vitest';
import { healthStories, ILL, openHealthOffice, WELL } from '../support/health.ts';
import type { TestOffice } from '../support/office.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openHealthOffice();
});
afterEach(() => office.close());

const stories = healthStories(() => office);
const { say, press, walk, last, texts, open, declarationOf, resultOf } = stories;

test('a form of yesterday declares nothing for today, and is begun anew', async () => {
  await open('an');
  await walk('an', ...WELL);
  const overview = last('an');
  await office.advance({ days: 1 });
  expect(await press('an', 'Gửi khai báo')).toContain('ngày khác');
  expect(await declarationOf('an')).toBeNull();
  await office.as('an').press('Sửa', overview).settled;
  await office.settle();
  await press('an', '‹ Xem lại');
  expect(last('an').text).toContain('là của ngày khác');
  await walk('an', 'Khai báo', ...WELL, 'Gửi khai báo');
  expect(await declarationOf('an')).toMatchObject({ on: '2026-11-24' });
});

test('a photo, a novel and words that are no degrees are no answer; two presses on “send” are one declaration', async () => {
  await open('an');
  await press('an', 'Không có triệu chứng');
  office.as('an').sendPhoto();
  await office.settle();
  expect(last('an').text).toContain('cần trả lời bằng chữ');
  expect(await say('an', 'hơi nóng')).toContain('Chưa đọc được nhiệt độ');
  await walk('an', { say: '36.8' }, 'Không', 'Âm tính', '2 mũi');
  expect(await say('an', 'x'.repeat(4_000))).toContain('500');
  await press('an', 'Bỏ qua');
  const overview = last('an');
  const data = overview.buttons[0]![0]!.data!;
  const presses = [office.as('an').press({ data }, overview), office.as('an').press({ data }, overview)];
  await Promise.all(presses.map((one) => one.settled));
  await office.settle();
  expect(await declarationOf('an')).toMatchObject({ version: 1 });
  expect(await stories.resultOf('an')).toBe('fit');
});

test('an answer is changed from the overview, and what no longer applies is not sent along', async () => {
  await open('an');
  await walk('an', ...ILL, 'Sửa', 'Triệu chứng', 'Không có triệu chứng');
  expect(last('an').text).toContain('Không có triệu chứng');
  await walk('an', 'Sửa', 'Nhiệt độ', { say: '37,4' }, 'Gửi khai báo');
  expect(await resultOf('an')).toBe('fit');
  await walk('an', 'Sửa khai báo', 'Sửa', 'Triệu chứng', 'Có triệu chứng');
  await walk('an', 'Không', 'Không', 'Có', 'Không', 'Không', 'Không', 'Gửi khai báo');
  expect(await resultOf('an')).toBe('home');
});

test('a campaign whose form is sent twice begins once, and ends by itself after its last day', async () => {
  await say('h1-head', '/suckhoe');
  await walk('h1-head', 'Bật khai báo hằng ngày', '8:00', 'Mọi ngày', { say: 'hôm nay' }, { say: 'mai' });
  const overview = last('h1-head');
  const data = overview.buttons[0]![0]!.data!;
  const presses = [office.as('h1-head').press({ data }, overview), office.as('h1-head').press({ data }, overview)];
  await Promise.all(presses.map((one) => one.settled));
  await office.settle();
  expect(await office.app.office.read.healthCampaigns.listOpen('2026-11-23')).toHaveLength(1);
  const asked = () => texts('binh').filter((text) => text.startsWith('🔔')).length;
  await office.advance({ hours: 4 });
  expect(asked()).toBe(1);
  await office.advance({ days: 1 });
  expect(asked()).toBe(2);
  await office.advance({ days: 1 });
  expect(asked()).toBe(2);
});

test('who agreed to a notice that said nothing of health is asked once more, and declares nothing before', async () => {
  const personId = await office.personId('an');
  await office.app.office.inTransaction(({ consents }) => consents.add(personId, 1, office.clock.now()));
  expect(await say('an', '/khaibao')).toContain('dữ liệu cá nhân nhạy cảm');
  expect(await press('an', { data: 'start:health:0' })).toContain('Bạn cần đồng ý');
  expect(await declarationOf('an')).toBeNull();
  await walk('an', '✅ Tôi đồng ý', ...WELL, 'Gửi khai báo');
  expect(await declarationOf('an')).toMatchObject({ version: 1 });
});
