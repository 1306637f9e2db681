import type { T } from '../i18n.ts';
import type { Column } from './sheet.ts';

/** In whose words a table is written, when, and how the screens say what is said there too. */
export interface ExportSaying {
  t: T;
  now: Date;
  zone: string;
  instant(at: Date): string;
  place(key: string): string;
}

/** What stands in a table; telephone numbers only where whoever asked may have them. */
export type Columns<Row> = (saying: ExportSaying, hasPhones: boolean) => Column<Row>[];

export const unitColumns = <Row extends { unit: { code: string; name: string } }>({
  t,
}: ExportSaying): Column<Row>[] => [
  { title: t('exports:column.unitCode'), kind: 'text', width: 12, of: ({ unit }) => unit.code },
  { title: t('exports:column.unit'), kind: 'longText', width: 42, of: ({ unit }) => unit.name },
];

export const personColumns = <Row extends { staffNo: string; fullName: string }>({
  t,
}: ExportSaying): Column<Row>[] => [
  { title: t('exports:column.staffNo'), kind: 'text', width: 12, of: ({ staffNo }) => staffNo },
  { title: t('exports:column.name'), kind: 'text', width: 26, of: ({ fullName }) => fullName },
];
