import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalisePhone, spellPhone } from '../../../src/domain/people/phone.ts';

const spellings = [
  '0912345678',
  '0912 345 678',
  '0912.345.678',
  '0912-345-678',
  '(0912) 345 678',
  '+84912345678',
  '+84 912 345 678',
  '+84 (0) 912 345 678',
  '(+84) 912-345-678',
  '+840912345678',
  '0084912345678',
  '84912345678',
  '84 912 345 678',
  '912345678',
  ' tel:+84-912-345-678 ',
  '\u202a0912 345 678\u202c',
  '０９１２３４５６７８',
];

test.each(spellings)('%j is the same mobile', (spelling) => {
  expect(normalisePhone(spelling)).toBe('+84912345678');
});

test('landlines and other countries', () => {
  expect(normalisePhone('(024) 3733 1234')).toBe('+842437331234');
  expect(normalisePhone('2437331234')).toBe('+842437331234');
  expect(normalisePhone('84 24 3733 1234')).toBe('+842437331234');
  expect(normalisePhone('841234567')).toBe('+84841234567');
  expect(normalisePhone('+49 151 2345 6789')).toBe('+4915123456789');
  expect(normalisePhone('00 856 20 5555 5555')).toBe('+8562055555555');
});

test('what is no phone number is none', () => {
  const wrong = [
    '',
    'không có',
    '113',
    '19001234',
    '091234567',
    '09123456789',
    '0912345678/0987654321',
    '+84 112 345 678',
  ];
  for (const text of [...wrong, '01234567890', '+0123456789', '0912345678x', '4915123456789']) {
    expect(normalisePhone(text), text).toBeNull();
  }
});

test('every mobile is known in every spelling, and a normal one stays', () => {
  const separator = fc.constantFrom('', ' ', '.', '-');
  const mobile = fc.stringMatching(/^[35789]\d{8}$/);
  fc.assert(
    fc.property(
      mobile,
      fc.constantFrom('0', '+84', '84', '0084', '', '+84 0'),
      separator,
      (national, prefix, between) => {
        const groups = [national.slice(0, 3), national.slice(3, 6), national.slice(6)];
        expect(normalisePhone(prefix + groups.join(between))).toBe(`+84${national}`);
        expect(normalisePhone(`+84${national}`)).toBe(`+84${national}`);
      },
    ),
  );
});

test('a phone is shown as it is written in Vietnam, one from elsewhere as it is', () => {
  expect(spellPhone('+84901000018')).toBe('0901 000 018');
  expect(spellPhone('+842438251234')).toBe('024 3825 1234');
  expect(spellPhone('+842043854567')).toBe('0204 385 4567');
  expect(spellPhone('+4930123456')).toBe('+4930123456');
});
