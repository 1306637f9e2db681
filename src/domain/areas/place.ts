import { DISTRICTS } from './districts.ts';
import { isCalled, type Named, namesOf, searchNames } from './name-search.ts';
import { FORMER_PROVINCES, type FormerProvince, PROVINCES, SPELLINGS } from './provinces.ts';

/** One of today's 34 provinces and centrally-run cities. */
export interface Province {
  /** Two digits, of Decision 19/2025/QĐ-TTg. */
  code: string;
  /** Without its kind, save for Thành phố Hồ Chí Minh. */
  name: string;
  kind: 'city' | 'province';
}

/** A place as it was typed, led to today's province. */
export interface PlaceMatch {
  province: Province;
  /** The province until June 2025, where its name is gone: "Bắc Giang". */
  former: string | null;
  /** The district until June 2025; with its kind where two of a province share the name: "Huyện Kỳ Anh". */
  district: string | null;
  /** Official code of the smallest of the three, within its own list. */
  code: string;
}

interface Place extends Named {
  match: PlaceMatch;
}

/**
 * Names one match in a button or a row, in at most five letters: `24` today's province, `f:24` a former one, `d:218` a former
 * district, each with its official code. The lists behind `f:` and `d:` are closed. Codes of provinces were given anew in July
 * 2025; should that happen again, today's 34 become former ones under a letter of their own, and two bare digits keep their meaning.
 */
export function placeKey({ district, former, code }: PlaceMatch): string {
  if (district !== null) return `d:${code}`;
  return former === null ? code : `f:${code}`;
}

/** The match that a key names; null for anything else. */
export function placeOf(key: string): PlaceMatch | null {
  return indexed().byKey.get(key) ?? null;
}

/**
 * Places that fit what was typed, best first: a few letters, with or without accents and kinds ("tỉnh", "tp."), are enough. Whole
 * names come first, of today's provinces, then of former ones, then of districts; then beginnings in the same order. A district
 * may be followed by its province.
 */
export function searchPlaces(typed: string, limit: number): PlaceMatch[] {
  return searchNames(indexed().places, typed, limit).map(({ match }) => match);
}

/**
 * Today's province by a whole name, a usual spelling or a code, former ones included; null when it is unknown or could be several.
 * Every code in use until June 2025 leads to one province, the same whether it is read as a former code or as one of today's.
 */
export function provinceOf(nameOrCode: string): Province | null {
  const [, digits] = /^\s*(\d{1,2})\s*$/.exec(nameOrCode) ?? [];
  if (digits) return FORMER_PROVINCES.find(({ code }) => code === digits.padStart(2, '0'))?.today ?? null;
  const called = indexed().places.filter((place) => !place.isMinor && isCalled(place, nameOrCode));
  const provinces = new Set(called.map(({ match }) => match.province));
  return provinces.size === 1 ? [...provinces][0]! : null;
}

const todays = (province: Province): Place => ({
  match: { province, former: null, district: null, code: province.code },
  names: namesOf([province.name, ...SPELLINGS.get(province.code)!]),
  within: [],
  isMinor: false,
});

const formers = ({ code, name, spellings, today }: FormerProvince): Place[] =>
  name === null
    ? []
    : [
        {
          match: { province: today, former: name, district: null, code },
          names: namesOf([name, ...spellings]),
          within: [],
          isMinor: false,
        },
      ];

function districtsOf({ code, name, spellings, today }: FormerProvince): Place[] {
  const own = name === null ? [] : namesOf([name, ...spellings]);
  const within = [...own, ...todays(today).names];
  return DISTRICTS[code]!.split(/,\s+/).map((line) => {
    const names = line.slice(4).split('|');
    const match = { province: today, former: name, district: names[0]!, code: line.slice(0, 3) };
    return { match, names: namesOf(names), within, isMinor: true };
  });
}

interface Index {
  places: readonly Place[];
  byKey: ReadonlyMap<string, PlaceMatch>;
}

let index: Index | null = null;

/** Made when first asked for: a bot whose office declares no trips does without its 14 MB. */
function indexed(): Index {
  index ??= makeIndex();
  return index;
}

/** Today's first, then former provinces, then districts, each by code: the order of equally good matches. */
function makeIndex(): Index {
  const places = [
    ...PROVINCES.map(todays),
    ...FORMER_PROVINCES.flatMap(formers),
    ...FORMER_PROVINCES.flatMap(districtsOf),
  ];
  return { places, byKey: new Map(places.map(({ match }) => [placeKey(match), match])) };
}
