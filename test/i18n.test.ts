import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createI18n, packageRoot, sayNumber } from '../src/i18n.ts';

const i18n = createI18n('vi');

test('each person is spoken to in their language, and in the default one before they chose', () => {
  expect(i18n.t('en')('common:language.vi')).toBe('Tiếng Việt');
  expect(i18n.t('en')('common:weekday.1')).toBe('Monday');
  expect(i18n.t('vi')('common:weekday.1')).toBe('thứ Hai');
  expect(i18n.t(null)('common:weekday.1')).toBe('thứ Hai');
  expect(createI18n('en').t()('common:weekday.1')).toBe('Monday');
  expect(i18n.t(null).locale).toBe('vi');
  expect(i18n.locales).toEqual(['vi', 'en']);
});

test('plurals and numbers follow the language', () => {
  expect([1, 2, 1240].map((count) => i18n.t('en')('common:span.days', { count }))).toEqual([
    '1 day',
    '2 days',
    '1,240 days',
  ]);
  expect(i18n.t('vi')('common:span.days', { count: 1240 })).toBe('1.240 ngày');
  expect(sayNumber(1240.5, 'vi')).toBe('1.240,5');
});

test('what a person typed stays as it is: neither escaped nor taken for a key or a placeholder', () => {
  const typed = '<b>$t(common:page) {{number}} & "x"';
  expect(i18n.t('en')('problems:personUnknown', { staffNo: typed })).toContain(` ${typed}.`);
});

test('the package root holds the locales', () => {
  expect(existsSync(join(packageRoot, 'locales', 'vi', 'common.json'))).toBe(true);
});
