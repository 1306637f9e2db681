import { type Named, namesOf, searchNames } from './name-search.ts';

/** A country or territory other than Vietnam. */
export interface Country {
  /** ISO 3166-1, two letters. */
  code: string;
  name: string;
}

interface NamedCountry extends Named {
  country: Country;
}

/** Names of CLDR that are no entries of ISO 3166-1: reserved codes, unions, test names. And the country that nobody leaves for. */
const NO_COUNTRIES = new Set('AC,CP,CQ,DG,EA,EU,EZ,IC,QO,TA,UN,XA,XB,XK,ZZ,VN'.split(','));

/** What people say and offices write beside CLDR's Vietnamese and English names. */
const SPELLINGS: Record<string, string[]> = {
  AE: ['UAE', 'Dubai'],
  AU: ['Ô-xtrây-li-a', 'Ốt-xtrây-li-a'],
  CD: ['Cộng hòa Dân chủ Công-gô'],
  CG: ['Cộng hòa Công-gô'],
  CH: ['Thụy Sỹ'],
  CU: ['Cu-ba'],
  CZ: ['Tiệp', 'Cộng hòa Séc'],
  DE: ['Cộng hòa Liên bang Đức'],
  FR: ['Cộng hòa Pháp'],
  GB: ['Anh', 'UK'],
  ID: ['In-đô-nê-xi-a'],
  JP: ['Nhật'],
  KH: ['Cam-pu-chia', 'Căm-pu-chia'],
  KP: ['Bắc Triều Tiên', 'Cộng hòa Dân chủ Nhân dân Triều Tiên'],
  KR: ['Đại Hàn', 'Nam Hàn', 'Cộng hòa Hàn Quốc'],
  LA: ['Cộng hòa Dân chủ Nhân dân Lào'],
  MM: ['Mi-an-ma'],
  MY: ['Ma-lai-xi-a', 'Mã Lai'],
  NZ: ['Niu Di-lân'],
  PH: ['Phi-líp-pin'],
  RU: ['Liên bang Nga'],
  SG: ['Xin-ga-po', 'Xinh-ga-po', 'Sing'],
  TH: ['Thái'],
  TL: ['Đông Ti-mo'],
  UA: ['Ucraina', 'U-crai-na'],
  US: ['Mỹ', 'USA', 'Hợp chúng quốc Hoa Kỳ', 'Hợp chủng quốc Hoa Kỳ'],
};

/** Where an office's own way of saying it differs from CLDR's. */
const OFFICIAL: Record<string, string> = {
  HK: 'Hồng Kông (Trung Quốc)',
  MO: 'Ma Cao (Trung Quốc)',
  TW: 'Đài Loan (Trung Quốc)',
};

/** Names a country in a button or a row: `x:LA`. ISO keeps the code of a country that is renamed. */
export const countryKey = ({ code }: Country): string => `x:${code}`;

/** The country that a key names; null for anything else. */
export function countryOf(key: string): Country | null {
  return countries().find(({ country }) => countryKey(country) === key)?.country ?? null;
}

/** Countries and territories by the beginnings of Vietnamese or English words, best first, with Vietnamese names. */
export function searchCountries(typed: string, limit: number): Country[] {
  return searchNames(countries(), typed, limit).map(({ country }) => country);
}

let known: readonly NamedCountry[] | null = null;

/** Read from Node's own names (CLDR) when first asked for, in the order of their Vietnamese names. */
function countries(): readonly NamedCountry[] {
  known ??= listCountries();
  return known;
}

function listCountries(): NamedCountry[] {
  const [vietnamese, english] = ['vi', 'en'].map(
    (language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }),
  ) as [Intl.DisplayNames, Intl.DisplayNames];
  const collator = new Intl.Collator('vi');
  return regionCodes()
    .map((code) => ({ code, name: OFFICIAL[code] ?? vietnamese.of(code) ?? '' }))
    .filter(({ name }) => name !== '')
    .sort((a, b) => collator.compare(a.name, b.name))
    .map((country) => ({
      country,
      names: namesOf([country.name, english.of(country.code) ?? '', ...(SPELLINGS[country.code] ?? [])]),
      within: [],
      isMinor: false,
    }));
}

/** Pairs of letters that stand for themselves: codes of countries that are gone (SU, YU) stand for another. */
function regionCodes(): string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !NO_COUNTRIES.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`);
}
