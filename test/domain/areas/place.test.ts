import { expect, test } from 'vitest';
import { DISTRICTS } from '../../../src/domain/areas/districts.ts';
import { placeKey, placeOf, provinceOf, searchPlaces } from '../../../src/domain/areas/place.ts';
import { FORMER_PROVINCES, PROVINCES } from '../../../src/domain/areas/provinces.ts';
import { foldText } from '../../../src/lib/text.ts';
import { districtCodes, keys, nameOf, places } from './every-place.ts';

/** Decision 19/2025/QĐ-TTg and Resolution 202/2025/QH15: today's code and name, and the former provinces that went into it. */
const TODAY: [code: string, name: string, formers: string][] = [
  ['01', 'Hà Nội', 'Hà Nội'],
  ['04', 'Cao Bằng', 'Cao Bằng'],
  ['08', 'Tuyên Quang', 'Hà Giang, Tuyên Quang'],
  ['11', 'Điện Biên', 'Điện Biên'],
  ['12', 'Lai Châu', 'Lai Châu'],
  ['14', 'Sơn La', 'Sơn La'],
  ['15', 'Lào Cai', 'Lào Cai, Yên Bái'],
  ['19', 'Thái Nguyên', 'Bắc Kạn, Thái Nguyên'],
  ['20', 'Lạng Sơn', 'Lạng Sơn'],
  ['22', 'Quảng Ninh', 'Quảng Ninh'],
  ['24', 'Bắc Ninh', 'Bắc Giang, Bắc Ninh'],
  ['25', 'Phú Thọ', 'Hòa Bình, Phú Thọ, Vĩnh Phúc'],
  ['31', 'Hải Phòng', 'Hải Dương, Hải Phòng'],
  ['33', 'Hưng Yên', 'Hưng Yên, Thái Bình'],
  ['37', 'Ninh Bình', 'Hà Nam, Nam Định, Ninh Bình'],
  ['38', 'Thanh Hóa', 'Thanh Hóa'],
  ['40', 'Nghệ An', 'Nghệ An'],
  ['42', 'Hà Tĩnh', 'Hà Tĩnh'],
  ['44', 'Quảng Trị', 'Quảng Bình, Quảng Trị'],
  ['46', 'Huế', 'Thừa Thiên Huế'],
  ['48', 'Đà Nẵng', 'Đà Nẵng, Quảng Nam'],
  ['51', 'Quảng Ngãi', 'Quảng Ngãi, Kon Tum'],
  ['52', 'Gia Lai', 'Bình Định, Gia Lai'],
  ['56', 'Khánh Hòa', 'Khánh Hòa, Ninh Thuận'],
  ['66', 'Đắk Lắk', 'Phú Yên, Đắk Lắk'],
  ['68', 'Lâm Đồng', 'Bình Thuận, Đắk Nông, Lâm Đồng'],
  ['75', 'Đồng Nai', 'Bình Phước, Đồng Nai'],
  ['79', 'Thành phố Hồ Chí Minh', 'Bình Dương, Bà Rịa - Vũng Tàu, Thành phố Hồ Chí Minh'],
  ['80', 'Tây Ninh', 'Tây Ninh, Long An'],
  ['82', 'Đồng Tháp', 'Tiền Giang, Đồng Tháp'],
  ['86', 'Vĩnh Long', 'Bến Tre, Trà Vinh, Vĩnh Long'],
  ['91', 'An Giang', 'An Giang, Kiên Giang'],
  ['92', 'Cần Thơ', 'Cần Thơ, Hậu Giang, Sóc Trăng'],
  ['96', 'Cà Mau', 'Bạc Liêu, Cà Mau'],
];

const LED = TODAY.flatMap(([code, , formers]) => formers.split(', ').map((former): [string, string] => [former, code]));

test('there are 34 provinces and cities today, 63 before July 2025, and 696 districts of then', () => {
  expect(PROVINCES).toHaveLength(34);
  expect(PROVINCES.filter(({ kind }) => kind === 'city')).toHaveLength(6);
  expect(FORMER_PROVINCES).toHaveLength(63);
  expect(LED).toHaveLength(63);
  expect(districtCodes).toHaveLength(696);
  expect(new Set(districtCodes)).toHaveProperty('size', 696);
  expect(Object.keys(DISTRICTS).sort()).toEqual(FORMER_PROVINCES.map(({ code }) => code));
});

test.each(TODAY)('%s is the code of %s', (code, name) => {
  expect(provinceOf(code)).toMatchObject({ code, name });
  expect(placeOf(code)).toEqual({ province: provinceOf(name), former: null, district: null, code });
  expect(searchPlaces(name, 1)[0]).toEqual(placeOf(code));
});

test.each(LED)('a trip to what was %s until June 2025 is a trip to %s today', (former, code) => {
  for (const typed of [former, foldText(former), former.toUpperCase(), `Tỉnh ${former}`, `tp. ${former}`]) {
    const [first] = searchPlaces(typed, 1);
    expect(first?.province.code, typed).toBe(code);
    expect(first?.district, typed).toBeNull();
    expect(provinceOf(typed)?.code, typed).toBe(code);
  }
});

test('a code from before July 2025 still leads to the province of today', () => {
  for (const { code, today } of FORMER_PROVINCES) expect(provinceOf(code)).toBe(today);
  expect(provinceOf('27')?.name).toBe('Bắc Ninh');
});

test('a table that lost the zeros of its codes is still read', () => {
  expect(provinceOf('1')?.name).toBe('Hà Nội');
  expect(provinceOf(' 8 ')?.name).toBe('Tuyên Quang');
});

test('a setting names a province in full or not at all', () => {
  expect(provinceOf('Bắc')).toBeNull();
  expect(provinceOf('Việt Yên')).toBeNull();
  expect(provinceOf('Bắc Giang, Bắc Ninh')).toBeNull();
  for (const nothing of ['', ' ', '0', '03', '99', '100', '-1', 'tỉnh', 'd:218', '🙂'])
    expect(provinceOf(nothing)).toBeNull();
});

test('no spelling of a province could be two', () => {
  for (const { name, spellings, today } of FORMER_PROVINCES)
    for (const called of [...(name ? [name] : []), ...spellings]) expect(provinceOf(called)).toBe(today);
});

test('every key fits a button and reads back to its place', () => {
  for (const [index, place] of places.entries()) {
    expect(placeKey(place)).toBe(keys[index]);
    expect(keys[index]).toMatch(/^[A-Za-z0-9:]{2,12}$/);
  }
  expect(new Set(keys)).toHaveProperty('size', 34 + 29 + 696);
});

test('keys that were given out stay what they are', () => {
  const names = ['24', 'f:24', 'd:218', '79', 'f:77', 'd:769'].map((key) => nameOf(placeOf(key)!));
  expect(names).toEqual(['Bắc Ninh', 'Bắc Giang', 'Lục Nam', 'Thành phố Hồ Chí Minh', 'Bà Rịa - Vũng Tàu', 'Thủ Đức']);
});

test('what is no key is no place', () => {
  for (const key of [
    '',
    '2',
    '024',
    'f:27',
    'f:99',
    'd:1',
    'd:999',
    'x:LA',
    '24:bg',
    'toString',
    '__proto__',
    'f:',
    'D:218',
  ])
    expect(placeOf(key), key).toBeNull();
});
