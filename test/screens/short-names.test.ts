import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortNames } from '../../src/screens/short-names.ts';

test('units are told apart by what is their own, whole where it fits', () => {
  expect(shortNames(['Văn phòng Sở', 'Phòng Đất đai'], 16)).toEqual(['Văn phòng Sở', 'Phòng Đất đai']);
  const stations = ['Hạt Kiểm lâm Suối Vàng', 'Hạt Kiểm lâm Đèo Gió'];
  expect(shortNames(stations, 22)).toEqual(stations);
  expect(shortNames(stations, 13)).toEqual(['Suối Vàng', 'Đèo Gió']);
  expect(shortNames(['Hạt Kiểm lâm số 1', 'Hạt Kiểm lâm số 2'], 12)).toEqual(['số 1', 'số 2']);
  expect(shortNames(['Trung tâm Khuyến nông', 'Chi cục Thủy lợi'], 13)).toEqual(['TT Khuyến nô…', 'CC Thủy lợi']);
  expect(shortNames(['Chi cục Kiểm lâm vùng cao phía Bắc'], 12)).toEqual(['CC Kiểm lâm…']);
});

test('no name is longer than its room, and none is empty', () => {
  const word = fc.string({ minLength: 1, maxLength: 9 }).filter((one) => /^\S+$/.test(one));
  const name = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), fc.integer({ min: 4, max: 20 }), (names, width) => {
      for (const short of shortNames(names, width)) {
        expect(short.length).toBeLessThanOrEqual(width);
        expect(short.trim()).not.toBe('');
      }
    }),
  );
});
