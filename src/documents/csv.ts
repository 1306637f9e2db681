import { CsvError, parse } from 'csv-parse/sync';
import { type Grid, type TableProblem, tableProblem } from './tables.ts';

/** The cells of a CSV in UTF-8, each record with the line on which it starts. */
export function readCsv(bytes: Uint8Array): Grid | TableProblem {
  const text = decode(bytes);
  if (typeof text !== 'string') return text;
  // Excel writes `sep=;` above a table that is meant for Excel.
  const hint = /^sep=(.)\n/i.exec(text);
  const body = hint ? text.slice(hint[0].length) : text;
  const linesAbove = hint ? 1 : 0;
  try {
    const records = parse(body, {
      delimiter: hint?.[1] ?? detectDelimiter(body),
      record_delimiter: '\n',
      info: true,
      relax_column_count: true,
      max_record_size: 1_000_000,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    // The parser counts the lines that it has read, so a record starts after the end of the one before.
    return records.map(({ record }, index) => ({
      line: linesAbove + (records[index - 1]?.info.lines ?? 0) + 1,
      cells: record.map((cell) => cell.trim()),
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return tableProblem('quotes', linesAbove + Number(error.lines ?? 1));
  }
}

function detectDelimiter(text: string): string {
  const header = text.slice(0, text.search(/\n|$/)).replace(/"[^"]*"/g, '');
  const count = (sign: string) => header.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string | TableProblem {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return tableProblem('encoding', 1, { encoding: 'UTF-16' });
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) return tableProblem('encoding', lineAt(bytes, zero), { encoding: 'UTF-16' });
  try {
    return UTF_8.decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    // Windows-1258, Windows-1252 and TCVN3 cannot be told apart for sure; the remedy is the same.
    return tableProblem('encoding', firstBadLine(bytes), { encoding: 'Windows-1258/TCVN3' });
  }
}

const lineAt = (bytes: Uint8Array, position: number): number =>
  bytes.subarray(0, position).filter((byte) => byte === 10).length + 1;

function firstBadLine(bytes: Uint8Array): number {
  let start = 0;
  for (let line = 1; ; line++) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    try {
      UTF_8.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    if (newline < 0) return line;
    start = newline + 1;
  }
}
