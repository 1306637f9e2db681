const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Letters of Vietnamese and its neighbours as they are written: nearly every cell of a table is made of nothing else. */
const PLAIN = /^[ !#-%'-;=?-~\u00a0-\u02ff\u1ea0-\u1ef9]*$/;

/** Text for XML: what it cannot hold (controls, halves of signs) and what would turn its direction is left out. */
export const escapeXml = (text: string): string => (PLAIN.test(text) ? text : escapeAll(text));

const escapeAll = (text: string): string =>
  text
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu, '')
    .replace(/[&<>"]/g, (sign) => SIGNS[sign]!);

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** What Word and Excel files share: parts that are related to each other. */
export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** `[Content_Types].xml`: the kind of each part that is not known by its ending. */
export function contentTypes(parts: readonly [name: string, kind: string][]): Buffer {
  const others = parts.map(([name, kind]) => `<Override PartName="/${name}" ContentType="${kind}+xml"/>`).join('');
  return Buffer.from(
    `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${others}</Types>`,
  );
}

/** A part's relations to others, numbered `rId1`, `rId2` … */
export function relations(to: readonly [type: string, target: string][]): Buffer {
  const list = to
    .map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('');
  return Buffer.from(`${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list}</Relationships>`);
}
