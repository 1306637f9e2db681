/**
 * Kinds of documents with their abbreviation in a number: Decree 30/2020/NĐ-CP, article 7 and annex III, and those that only the
 * Party has (Hướng dẫn 36-HD/VPTW of 2018). An official letter of a State body has none: `12/SNNMT-VP`.
 */
export const DOCUMENT_KINDS = {
  'nghị quyết': ['NQ'],
  'quyết định': ['QĐ'],
  'chỉ thị': ['CT'],
  'quy chế': ['QC'],
  'quy định': ['QyĐ', 'QĐi'],
  'thông cáo': ['TC'],
  'thông báo': ['TB'],
  'thông tri': ['TT'],
  'hướng dẫn': ['HD'],
  'chương trình': ['CTr'],
  'kế hoạch': ['KH'],
  'phương án': ['PA'],
  'đề án': ['ĐA'],
  'dự án': ['DA'],
  'báo cáo': ['BC'],
  'biên bản': ['BB'],
  'tờ trình': ['TTr'],
  'hợp đồng': ['HĐ'],
  'công văn': ['CV'],
  'công điện': ['CĐ'],
  'kết luận': ['KL'],
  'bản ghi nhớ': ['BGN'],
  'bản thỏa thuận': ['BTT'],
  'giấy ủy quyền': ['GUQ'],
  'giấy mời': ['GM'],
  'giấy giới thiệu': ['GGT'],
  'phiếu gửi': ['PG'],
  'phiếu chuyển': ['PC'],
  'phiếu báo': ['PB'],
  'thư công': [],
} as const satisfies Record<string, readonly string[]>;

export type DocumentKind = keyof typeof DOCUMENT_KINDS;

export const documentKinds = Object.keys(DOCUMENT_KINDS) as DocumentKind[];

export interface NumberParts {
  /** Of the kind, where the number names one. */
  kind: DocumentKind | null;
  /** The abbreviation of the issuing body, such as `SNNMT`. */
  body: string | null;
}

/** What a number says of kind and body: `12/KH-SNNMT`, `12/SNNMT-VP`, `12-CV/TU`, `05/2026/QĐ-UBND`. */
export function partsOfNumber(number: string): NumberParts {
  const party = /^\d*\p{L}?-(?<kind>\p{L}+)\/(?<body>[\p{L}\d&.]+)/u.exec(number)?.groups;
  if (party) return { kind: kindOf(party.kind!), body: party.body! };
  const state = /^\d*\p{L}?\/(?:\d{4}\/)?(?<first>[\p{L}\d&.]+)(?:-(?<second>[\p{L}\d&.]+))?/u.exec(number)?.groups;
  if (!state) return { kind: null, body: null };
  const kind = state.second ? kindOf(state.first!) : null;
  return { kind, body: (kind ? state.second : state.first) ?? null };
}

function kindOf(abbreviation: string): DocumentKind | null {
  const has = (kind: DocumentKind, same: (own: string) => boolean) => DOCUMENT_KINDS[kind].some(same);
  // In capital letters TTR is still a tờ trình; TT and CT are kinds of their own.
  const exact = documentKinds.find((kind) => has(kind, (own) => own === abbreviation));
  return (
    exact ?? documentKinds.find((kind) => has(kind, (own) => own.toUpperCase() === abbreviation.toUpperCase())) ?? null
  );
}
