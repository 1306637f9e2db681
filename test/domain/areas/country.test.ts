import { expect, test } from 'vitest';
import { countryKey, countryOf, searchCountries } from '../../../src/domain/areas/country.ts';

const EVERY = 1000;
const codesFor = (typed: string, limit = 1): string[] => searchCountries(typed, limit).map(({ code }) => code);

test.each([
  ['Lào', 'LA'],
  ['lao', 'LA'],
  ['campuchia', 'KH'],
  ['Cam-pu-chia', 'KH'],
  ['trung quoc', 'CN'],
  ['Nhật', 'JP'],
  ['nhat ban', 'JP'],
  ['Hàn', 'KR'],
  ['Thái Lan', 'TH'],
  ['Mỹ', 'US'],
  ['Hoa Kỳ', 'US'],
  ['Anh', 'GB'],
  ['Đức', 'DE'],
  ['Germany', 'DE'],
  ['singapore', 'SG'],
  ['Xinh-ga-po', 'SG'],
  ['Úc', 'AU'],
  ['hong kong', 'HK'],
])('a trip to %s is a trip abroad to %s', (typed, code) => {
  expect(codesFor(typed)).toEqual([code]);
});

test('countries are shown by their Vietnamese names', () => {
  expect(searchCountries('laos', 1)).toEqual([{ code: 'LA', name: 'Lào' }]);
  expect(searchCountries('usa', 1)).toEqual([{ code: 'US', name: 'Hoa Kỳ' }]);
});

test('the countries and territories of ISO 3166-1 are known, those that are gone and Vietnam are not', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const codes = new Set(letters.flatMap((letter) => codesFor(letter, EVERY)));
  expect(codes.size).toBe(248);
  for (const none of ['VN', 'SU', 'YU', 'EU', 'ZZ', 'XA']) expect(codes.has(none), none).toBe(false);
  expect(searchCountries('Việt Nam', 8)).toEqual([]);
});

test('every key of a country fits a button and reads back', () => {
  for (const country of searchCountries('a', EVERY)) {
    expect(countryKey(country)).toMatch(/^x:[A-Z]{2}$/);
    expect(countryOf(countryKey(country))).toEqual(country);
  }
  expect(countryOf('x:LA')?.name).toBe('Lào');
  for (const key of ['', 'LA', 'x:la', 'x:VN', 'x:ZZ', '24', 'd:218']) expect(countryOf(key), key).toBeNull();
});

test('nonsense is no country', () => {
  for (const nonsense of ['', ' ', 'zzz', '🙂', 'không biết', '(.*)']) expect(searchCountries(nonsense, 8)).toEqual([]);
});
