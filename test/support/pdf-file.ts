/** PDFs made by hand: words at places, in a font whose letters are all half as wide as high. */

export interface Words {
  x: number;
  y: number;
  text: string;
  size?: number;
}

const MAP = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
256 beginbfrange
${Array.from({ length: 256 }, (_, high) => {
  const page = high.toString(16).padStart(2, '0');
  return `<${page}00> <${page}FF> <${page}00>`;
}).join('\n')}
endbfrange endcmap CMapName currentdict /CMap defineresource pop end end`;

const hex = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');

const drawn = (words: Words[]): string =>
  words.map(({ x, y, text, size = 13 }) => `BT /F ${size} Tf 1 0 0 1 ${x} ${y} Tm <${hex(text)}> Tj ET`).join('\n');

/** `more` are further objects, `trailer` further entries there. */
export function pdfFile(
  pages: Words[][],
  { more = [], trailer = '' }: { more?: string[]; trailer?: string } = {},
): Buffer {
  return pdfOf(
    pages.map((words) => ({ entries: '', data: Buffer.from(drawn(words)) })),
    { more, trailer },
  );
}

export interface Content {
  entries: string;
  data: Buffer;
}

export function pdfOf(
  contents: Content[],
  { more = [], trailer = '' }: { more?: string[]; trailer?: string } = {},
): Buffer {
  const kids = contents.map((_, at) => `${6 + 2 * at} 0 R`).join(' ');
  const objects: (string | Content)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${contents.length} /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /Times-Roman /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Times-Roman /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor << /Type /FontDescriptor /FontName /Times-Roman /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>',
    { entries: '', data: Buffer.from(MAP) },
    ...contents.flatMap((content, at) => [`<< /Type /Page /Parent 2 0 R /Contents ${7 + 2 * at} 0 R >>`, content]),
    ...more,
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  for (const [at, object] of objects.entries()) {
    const body =
      typeof object === 'string'
        ? Buffer.from(object)
        : Buffer.concat([
            Buffer.from(`<< /Length ${object.data.length} ${object.entries} >>\nstream\n`),
            object.data,
            Buffer.from('\nendstream'),
          ]);
    offsets.push(length);
    const whole = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    parts.push(whole);
    length += whole.length;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end)]);
}
