import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeKey, placeOf, provinceOf, searchPlaces } from '../../../src/domain/areas/place.ts';
import { foldText } from '../../../src/lib/text.ts';
import { nameOf, places } from './every-place.ts';

const EVERY = 1000;
const keysFor = (typed: string, limit = EVERY): string[] => searchPlaces(typed, limit).map(placeKey);

/** As a screen may word them. */
const said = (typed: string, limit = EVERY): string[] =>
  searchPlaces(typed, limit).map(
    ({ province, former, district }) =>
      `${district ? `${district}, ` : ''}${province.name}${former ? ` (trước là ${former})` : ''}`,
  );

const usual: [typed: string, name: string][] = [
  ['HCM', 'Thành phố Hồ Chí Minh'],
  ['TPHCM', 'Thành phố Hồ Chí Minh'],
  ['TP.HCM', 'Thành phố Hồ Chí Minh'],
  ['tp hcm', 'Thành phố Hồ Chí Minh'],
  ['Tp. Hồ Chí Minh', 'Thành phố Hồ Chí Minh'],
  ['sài gòn', 'Thành phố Hồ Chí Minh'],
  ['saigon', 'Thành phố Hồ Chí Minh'],
  ['BR-VT', 'Thành phố Hồ Chí Minh'],
  ['BRVT', 'Thành phố Hồ Chí Minh'],
  ['brvt', 'Thành phố Hồ Chí Minh'],
  ['tỉnh BRVT', 'Thành phố Hồ Chí Minh'],
  ['Bà Rịa Vũng Tàu', 'Thành phố Hồ Chí Minh'],
  ['vung tau', 'Thành phố Hồ Chí Minh'],
  ['HN', 'Hà Nội'],
  ['hanoi', 'Hà Nội'],
  ['Hà Tây cũ', 'Hà Nội'],
  ['Hà Nội, Việt Nam', 'Hà Nội'],
  ['T.T. Huế', 'Huế'],
  ['TT-Huế', 'Huế'],
  ['TT Huế', 'Huế'],
  ['tt-hue', 'Huế'],
  ['Tỉnh TT-Huế', 'Huế'],
  ['TP. Huế', 'Huế'],
  ['TP HN', 'Hà Nội'],
  ['tp.HN', 'Hà Nội'],
  ['Thừa Thiên-Huế', 'Huế'],
  ['Đắc Lắc', 'Đắk Lắk'],
  ['Daklak', 'Đắk Lắk'],
  ['Đăk Lăk', 'Đắk Lắk'],
  ['Đăk Nông', 'Lâm Đồng'],
  ['Kontum', 'Quảng Ngãi'],
  ['Bắc Cạn', 'Thái Nguyên'],
  ['Hoà Bình', 'Phú Thọ'],
  ['Khánh Hoà', 'Khánh Hòa'],
];

test.each(usual)('%s is understood as people write it: %s', (typed, name) => {
  expect(searchPlaces(typed, 1)[0]?.province.name).toBe(name);
});

test('whoever still says Bắc Giang is shown both names', () => {
  expect(said('bac giang')).toEqual(['Bắc Ninh (trước là Bắc Giang)', 'Bắc Giang, Bắc Ninh (trước là Bắc Giang)']);
  expect(said('Việt Yên')).toEqual(['Việt Yên, Bắc Ninh (trước là Bắc Giang)']);
  expect(said('Từ Sơn')).toEqual(['Từ Sơn, Bắc Ninh']);
});

test('a district name that several provinces had is left to the person, who may say which', () => {
  expect(said('chau thanh').slice(0, 10)).toEqual([
    'Châu Thành, Tây Ninh',
    'Châu Thành, Tây Ninh (trước là Long An)',
    'Châu Thành, Đồng Tháp (trước là Tiền Giang)',
    'Châu Thành, Vĩnh Long (trước là Bến Tre)',
    'Châu Thành, Vĩnh Long (trước là Trà Vinh)',
    'Châu Thành, Đồng Tháp',
    'Châu Thành, An Giang',
    'Châu Thành, An Giang (trước là Kiên Giang)',
    'Châu Thành, Cần Thơ (trước là Hậu Giang)',
    'Châu Thành, Cần Thơ (trước là Sóc Trăng)',
  ]);
  expect(said('Phú Tân').slice(0, 2)).toEqual(['Phú Tân, An Giang', 'Phú Tân, Cà Mau']);
  expect(said('Châu Thành, tỉnh Long An')).toEqual(['Châu Thành, Tây Ninh (trước là Long An)']);
  expect(said('chau thanh tay ninh')).toEqual(['Châu Thành, Tây Ninh', 'Châu Thành, Tây Ninh (trước là Long An)']);
});

test('two districts of one province that share their name are told apart by their kind', () => {
  expect(said('ky anh')).toEqual(['Huyện Kỳ Anh, Hà Tĩnh', 'Thị xã Kỳ Anh, Hà Tĩnh']);
  expect(said('TX. Kỳ Anh', 2)).toContain('Thị xã Kỳ Anh, Hà Tĩnh');
  expect(said('thị xã kỳ anh', 1)).toEqual(['Thị xã Kỳ Anh, Hà Tĩnh']);
  const names = places.map(({ district, former, province }) => foldText(`${district}/${former}/${province.code}`));
  expect(new Set(names)).toHaveProperty('size', places.length);
});

test.each([
  ['Quận 1', 'd:760'],
  ['q1', 'd:760'],
  ['Q.12', 'd:761'],
  ['quan 7 tphcm', 'd:778'],
  ['Châu Thành A', 'd:932'],
  ['việt yên bacgiang', 'd:222'],
  ['viet yen bac gi', 'd:222'],
  ['Huyện Lục Nam', 'd:218'],
  ['h. lục nam', 'd:218'],
  ['TP Vinh', 'd:412'],
  ['đặc khu Phú Quốc', 'd:911'],
  ['tinh bien', 'd:890'],
  ['quan hoa', 'd:385'],
  ['Quan Hóa', 'd:385'],
  ['sapa', 'd:088'],
  ['qui nhơn', 'd:540'],
  ['Ea H’leo', 'd:645'],
  ['ea hleo', 'd:645'],
  ['đắc mil', 'd:663'],
  ['buon me thuot', 'd:643'],
])('%s is found, with or without a kind, accents and usual signs', (typed, key) => {
  expect(keysFor(typed, 1)).toEqual([key]);
});

test('a district that was merged away shortly before leads to the one that took it in', () => {
  expect(said('Quận 9', 1)).toEqual(['Thủ Đức, Thành phố Hồ Chí Minh']);
  expect(said('Yên Dũng', 1)).toEqual(['Bắc Giang, Bắc Ninh (trước là Bắc Giang)']);
});

test('of a whole address the part that is known is taken', () => {
  expect(said('Xã Tự Lạn, thị xã Việt Yên, tỉnh Bắc Giang')).toEqual(['Việt Yên, Bắc Ninh (trước là Bắc Giang)']);
});

test('a few letters list provinces of today first, then former ones, then districts', () => {
  expect(said('ha', 8)).toEqual([
    'Hà Nội',
    'Hà Tĩnh',
    'Tuyên Quang (trước là Hà Giang)',
    'Ninh Bình (trước là Hà Nam)',
    'Hải Phòng',
    'Hải Phòng (trước là Hải Dương)',
    'Cần Thơ (trước là Hậu Giang)',
    'Hà Đông, Hà Nội',
  ]);
  expect(said('hoa binh', 3)).toEqual([
    'Phú Thọ (trước là Hòa Bình)',
    'Hòa Bình, Phú Thọ (trước là Hòa Bình)',
    'Hòa Bình, Cà Mau (trước là Bạc Liêu)',
  ]);
});

test('where accents are typed, what bears them stands first', () => {
  expect(said('thanh hoa', 1)).toEqual(['Thanh Hóa']);
  expect(said('Thạnh Hóa', 1)).toEqual(['Thạnh Hóa, Tây Ninh (trước là Long An)']);
  expect(said('Hạ Long', 1)).toEqual(['Hạ Long, Quảng Ninh']);
  expect(said('Hạ', 3).every((place) => place.startsWith('Hạ'))).toBe(true);
});

test('no more are listed than asked for', () => {
  expect(searchPlaces('a', 5)).toHaveLength(5);
  expect(searchPlaces('a', 0)).toEqual([]);
  expect(searchPlaces('a', -1)).toEqual([]);
});

const place = fc.constantFrom(...places);

test('every place is found by any beginning of any of its words, whatever its case', () => {
  fc.assert(
    fc.property(place, fc.nat(), fc.nat(), fc.nat(), (one, from, length, capitals) => {
      const words = foldText(nameOf(one)).split(' ');
      const start = words.slice(from % words.length).join(' ');
      const cut = start.slice(0, 1 + (length % start.length));
      const typed = [...cut]
        .map((letter, at) => ((capitals >> (at % 31)) & 1 ? letter.toUpperCase() : letter))
        .join('');
      fc.pre(/[a-z0-9]/i.test(typed));
      const found = keysFor(typed);
      expect(found).toContain(placeKey(one));
      if (found.length === 1) expect(found).toEqual([placeKey(one)]);
    }),
    { numRuns: 400 },
  );
});

test('every district is found with its province, and nothing else is than what bears both names', () => {
  fc.assert(
    fc.property(place, fc.boolean(), (one, isFolded) => {
      fc.pre(one.district !== null);
      const typed = `${one.district}, ${one.former ?? one.province.name}`;
      const found = searchPlaces(isFolded ? foldText(typed) : typed, EVERY);
      expect(found.map(placeKey)).toContain(placeKey(one));
      for (const { province } of found) expect(province).toBe(one.province);
    }),
    { numRuns: 300 },
  );
});

test('nonsense finds nothing', () => {
  for (const nonsense of ['', ' ', ',', '.', 'zzz', 'qwerty', 'không biết', '___', '🙂', 'đi công tác', '12345'])
    expect(searchPlaces(nonsense, 8), nonsense).toEqual([]);
});

test('whatever is typed, the search answers at once and never fails', () => {
  const hostile = [
    'a'.repeat(100_000),
    'a '.repeat(50_000),
    'a,'.repeat(50_000),
    'q1'.repeat(50_000),
    'tinh '.repeat(20_000),
    '\u0323'.repeat(100_000),
    '(((((.*+?^$|{}[\\]',
    '\u0000\u0007\u202e\ud800',
    '👩‍👩‍👧‍👦'.repeat(1000),
  ];
  const started = performance.now();
  for (const typed of hostile) {
    searchPlaces(typed, 8);
    provinceOf(typed);
    placeOf(typed);
  }
  expect(performance.now() - started).toBeLessThan(1000);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
      expect(searchPlaces(typed, 8).length).toBeLessThanOrEqual(8);
      provinceOf(typed);
    }),
  );
});
