import type { Export, ExportFormat } from '../domain/compliance/export.ts';
import { foldText } from '../lib/text.ts';
import { csvPieces } from './csv-writing.ts';
import type { ExportSaying } from './export-columns.ts';
import { columnsOf } from './export-sheets.ts';
import type { Sheet } from './sheet.ts';
import { writeXlsx } from './xlsx-writing.ts';

/** Told after each page how many rows were written so far; what it throws ends the writing. */
export type OnRows = (count: number) => void;

/** The table itself, whose rows are read while it is written. */
export function sheetOf(made: Export, saying: ExportSaying, onRows: OnRows): Sheet<never> {
  const columns = columnsOf(made.kind, saying, made.hasPhones);
  const sheet = { name: saying.t(`exports:kind.${made.kind}`), columns, pages: counted(made.pages, onRows) };
  return sheet as unknown as Sheet<never>;
}

async function* counted(pages: AsyncIterable<readonly unknown[]>, onRows: OnRows): AsyncGenerator<readonly unknown[]> {
  let count = 0;
  for await (const page of pages) {
    yield page;
    count += page.length;
    onRows(count);
  }
}

/** A table as the bytes of a file, made while others have their turn. A workbook says on a second sheet what it is. */
export async function exportFile(
  made: Export,
  format: ExportFormat,
  saying: ExportSaying,
  onRows: OnRows = () => {},
): Promise<Buffer> {
  let rows = 0;
  const sheet = sheetOf(made, saying, (count) => {
    rows = count;
    onRows(count);
  });
  if (format === 'xlsx') return await writeXlsx([sheet, aboutSheet(made, saying, () => rows)], saying.zone);
  const pieces: Buffer[] = [];
  for await (const piece of csvPieces(sheet, saying.t.locale, saying.zone)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

type Item = [name: string, value: string | number | Date];

function aboutSheet(made: Export, { t }: ExportSaying, countRows: () => number): Sheet<never> {
  const items = function* (): Generator<Item[]> {
    const { directive } = made;
    yield [
      [t('exports:about.what'), t(`exports:kind.${made.kind}`)],
      [t('exports:about.place'), placeOf(made, t)],
      ...(directive ? [[t('exports:about.directive'), directive.number ?? directive.title] satisfies Item] : []),
      [t('exports:about.at'), made.madeAt],
      [t('exports:about.by'), made.madeBy],
      [t('exports:about.rows'), countRows()],
      [t('exports:about.note'), t('exports:about.noteText')],
    ];
  };
  const columns = [
    { title: t('exports:about.name'), kind: 'text', width: 16, of: ([name]: Item) => name },
    { title: t('exports:about.value'), kind: 'longText', width: 70, of: ([, value]: Item) => value },
  ];
  return { name: t('exports:about.tab'), columns, pages: items() } as unknown as Sheet<never>;
}

const placeOf = ({ unit, kind }: Export, t: ExportSaying['t']): string =>
  unit?.name ?? (kind === 'trips' ? t('exports:ownUnits') : t('exports:wholeOffice'));

/** A name for the file that every system takes: what, of which directive and unit, of which day. */
export function exportName(made: Export, format: ExportFormat, { t }: ExportSaying, today: string): string {
  const { kind, directive, unit } = made;
  const parts = [t(`exports:kind.${kind}`), directive && (directive.number ?? String(directive.id)), unit?.code, today];
  const words = parts.map((part) => foldText(part ?? '').replace(/[^a-z0-9]+/g, '-')).filter(Boolean);
  return `${words.join('-').replace(/-{2,}/g, '-')}.${format}`;
}
