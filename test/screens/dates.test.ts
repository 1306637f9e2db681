import { expect, test } from 'vitest';
import { createI18n } from '../../src/i18n.ts';
import { instant } from '../../src/lib/clock.ts';
import { sayDay, sayDeadline, sayInstant, sayMoment, saySpan, sayTime } from '../../src/screens/dates.ts';

const { t } = createI18n('vi');
const [vi, en] = [t('vi'), t('en')];
const ZONE = 'Asia/Ho_Chi_Minh';
const now = instant('2026-11-21T14:00:00+07:00');

const deadlines: [string, string, string][] = [
  ['2026-11-21T17:00', '17:00 hôm nay, thứ Bảy 21/11 (còn 3 giờ)', '17:00 today, Saturday 21 Nov (3 hours left)'],
  [
    '2026-11-21T14:00',
    '14:00 hôm nay, thứ Bảy 21/11 (còn chưa đầy 1 phút)',
    '14:00 today, Saturday 21 Nov (less than a minute left)',
  ],
  ['2026-11-21T23:30', '23:30 hôm nay, thứ Bảy 21/11 (còn 9 giờ)', '23:30 today, Saturday 21 Nov (9 hours left)'],
  ['2026-11-22T00:05', '00:05 ngày mai, Chủ nhật 22/11', '00:05 tomorrow, Sunday 22 Nov'],
  ['2026-11-23T17:00', '17:00 thứ Hai 23/11', '17:00 Monday 23 Nov'],
  ['2027-02-03T08:00', '08:00 thứ Tư 03/02/2027', '08:00 Wednesday 3 Feb 2027'],
  [
    '2026-11-21T13:40',
    '13:40 hôm nay, thứ Bảy 21/11 (quá hạn 20 phút)',
    '13:40 today, Saturday 21 Nov (20 minutes overdue)',
  ],
  [
    '2026-11-20T17:00',
    '17:00 hôm qua, thứ Sáu 20/11 (quá hạn 21 giờ)',
    '17:00 yesterday, Friday 20 Nov (21 hours overdue)',
  ],
  ['2026-11-16T17:00', '17:00 thứ Hai 16/11 (quá hạn 4 ngày)', '17:00 Monday 16 Nov (4 days overdue)'],
  ['2025-12-31T17:00', '17:00 thứ Tư 31/12/2025 (quá hạn 324 ngày)', '17:00 Wednesday 31 Dec 2025 (324 days overdue)'],
];

test.each(deadlines)('a deadline at %s is said as people say it', (at, inVietnamese, inEnglish) => {
  const deadline = instant(`${at}:00+07:00`);
  expect(sayDeadline(deadline, now, ZONE, vi)).toBe(inVietnamese);
  expect(sayDeadline(deadline, now, ZONE, en)).toBe(inEnglish);
});

test('today is the office’s day, not that of the machine', () => {
  const lateInHanoi = instant('2026-11-20T18:00:00Z');
  expect(sayDeadline(instant('2026-11-21T10:00:00Z'), lateInHanoi, ZONE, vi)).toContain('17:00 hôm nay, thứ Bảy');
  expect(sayDeadline(instant('2026-11-21T10:00:00Z'), lateInHanoi, 'UTC', vi)).toContain('10:00 ngày mai, thứ Bảy');
});

test('instants, days, times and spans', () => {
  expect(sayInstant(instant('2026-11-21T07:05:30Z'), ZONE, vi)).toBe('14:05 ngày 21/11/2026');
  expect(sayInstant(instant('2026-11-21T07:05:30Z'), ZONE, en)).toBe('14:05 on 21 Nov 2026');
  expect(sayDay('2026-11-21', vi)).toBe('21/11/2026');
  expect(sayDay('2026-11-21', vi, '2026-12-01')).toBe('21/11');
  expect(sayDay('2027-01-02', en, '2026-12-01')).toBe('2 Jan 2027');
  expect(sayTime(now, ZONE)).toBe('14:00');
  expect(sayMoment(instant('2026-11-19T14:05:00+07:00'), now, ZONE, vi)).toBe('14:05 thứ Năm 19/11');
  expect(saySpan(175 * 60_000, vi)).toBe('2 giờ 55 phút');
  expect(saySpan(175 * 60_000, en)).toBe('2 h 55 min');
});
