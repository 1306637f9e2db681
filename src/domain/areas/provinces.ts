import type { Province } from './place.ts';

/**
 * Today's 34 provinces and centrally-run cities (Resolution 202/2025/QH15, since 1 July 2025) under the codes of Decision
 * 19/2025/QĐ-TTg, each followed by other spellings in use.
 */
const TODAY: readonly [code: string, name: string, ...spellings: string[]][] = [
  ['01', 'Hà Nội', 'HN', 'Thủ đô Hà Nội', 'Hà Tây'],
  ['04', 'Cao Bằng'],
  ['08', 'Tuyên Quang'],
  ['11', 'Điện Biên'],
  ['12', 'Lai Châu'],
  ['14', 'Sơn La'],
  ['15', 'Lào Cai', 'Lao Cai'],
  ['19', 'Thái Nguyên'],
  ['20', 'Lạng Sơn'],
  ['22', 'Quảng Ninh'],
  ['24', 'Bắc Ninh'],
  ['25', 'Phú Thọ'],
  ['31', 'Hải Phòng', 'HP'],
  ['33', 'Hưng Yên'],
  ['37', 'Ninh Bình'],
  ['38', 'Thanh Hóa'],
  ['40', 'Nghệ An'],
  ['42', 'Hà Tĩnh'],
  ['44', 'Quảng Trị'],
  ['46', 'Huế', 'Thừa Thiên Huế', 'TT Huế', 'TTH'],
  ['48', 'Đà Nẵng'],
  ['51', 'Quảng Ngãi'],
  ['52', 'Gia Lai'],
  ['56', 'Khánh Hòa'],
  ['66', 'Đắk Lắk', 'Đắc Lắc', 'Đắk Lắc', 'Đắc Lắk'],
  ['68', 'Lâm Đồng'],
  ['75', 'Đồng Nai'],
  ['79', 'Thành phố Hồ Chí Minh', 'Hồ Chí Minh City', 'HCM', 'TPHCM', 'HCMC', 'Sài Gòn', 'SG'],
  ['80', 'Tây Ninh'],
  ['82', 'Đồng Tháp'],
  ['86', 'Vĩnh Long'],
  ['91', 'An Giang'],
  ['92', 'Cần Thơ'],
  ['96', 'Cà Mau'],
];

/** Six centrally-run cities (Resolution 202/2025/QH15, article 1; Huế since 1 January 2025, Resolution 175/2024/QH15). */
const CITIES = new Set(['01', '31', '46', '48', '79', '92']);

/** The 63 of the end of June 2025: the code until then (Decision 124/2004/QĐ-TTg), today's code, and the name where it is gone. */
const BEFORE: readonly [code: string, today: string, name?: string, ...spellings: string[]][] = [
  ['01', '01'],
  ['02', '08', 'Hà Giang'],
  ['04', '04'],
  ['06', '19', 'Bắc Kạn', 'Bắc Cạn'],
  ['08', '08'],
  ['10', '15'],
  ['11', '11'],
  ['12', '12'],
  ['14', '14'],
  ['15', '15', 'Yên Bái'],
  ['17', '25', 'Hòa Bình'],
  ['19', '19'],
  ['20', '20'],
  ['22', '22'],
  ['24', '24', 'Bắc Giang'],
  ['25', '25'],
  ['26', '25', 'Vĩnh Phúc'],
  ['27', '24'],
  ['30', '31', 'Hải Dương'],
  ['31', '31'],
  ['33', '33'],
  ['34', '33', 'Thái Bình'],
  ['35', '37', 'Hà Nam'],
  ['36', '37', 'Nam Định'],
  ['37', '37'],
  ['38', '38'],
  ['40', '40'],
  ['42', '42'],
  ['44', '44', 'Quảng Bình'],
  ['45', '44'],
  ['46', '46'],
  ['48', '48'],
  ['49', '48', 'Quảng Nam'],
  ['51', '51'],
  ['52', '52', 'Bình Định'],
  ['54', '66', 'Phú Yên'],
  ['56', '56'],
  ['58', '56', 'Ninh Thuận'],
  ['60', '68', 'Bình Thuận'],
  ['62', '51', 'Kon Tum', 'Kontum', 'Công Tum'],
  ['64', '52'],
  ['66', '66'],
  ['67', '68', 'Đắk Nông', 'Đắc Nông'],
  ['68', '68'],
  ['70', '75', 'Bình Phước'],
  ['72', '80'],
  ['74', '79', 'Bình Dương'],
  ['75', '75'],
  ['77', '79', 'Bà Rịa - Vũng Tàu', 'BR-VT', 'BRVT', 'Bà Rịa', 'Vũng Tàu'],
  ['79', '79'],
  ['80', '80', 'Long An'],
  ['82', '82', 'Tiền Giang'],
  ['83', '86', 'Bến Tre'],
  ['84', '86', 'Trà Vinh'],
  ['86', '86'],
  ['87', '82'],
  ['89', '91'],
  ['91', '91', 'Kiên Giang'],
  ['92', '92'],
  ['93', '92', 'Hậu Giang'],
  ['94', '92', 'Sóc Trăng'],
  ['95', '96', 'Bạc Liêu'],
  ['96', '96'],
];

/** A province or a centrally-run city as of the end of June 2025, whose districts led to it. */
export interface FormerProvince {
  /** Official until then. Some were given anew in July 2025, always to the province that this one went into. */
  code: string;
  /** Null where today's has the same name. */
  name: string | null;
  spellings: string[];
  today: Province;
}

/** Today's 34, in the order of their codes. */
export const PROVINCES: readonly Province[] = TODAY.map(([code, name]) => ({
  code,
  name,
  kind: CITIES.has(code) ? 'city' : 'province',
}));

/** How else today's are called, by code. */
export const SPELLINGS: ReadonlyMap<string, string[]> = new Map(
  TODAY.map(([code, _name, ...spellings]) => [code, spellings]),
);

/** The 63 until June 2025, in the order of the codes that they had. */
export const FORMER_PROVINCES: readonly FormerProvince[] = BEFORE.map(([code, today, name = null, ...spellings]) => ({
  code,
  name,
  spellings,
  today: PROVINCES.find((province) => province.code === today)!,
}));
