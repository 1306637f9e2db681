import type { ReportFormat } from '../domain/compliance/report.ts';
import type { ReportInFull } from '../domain/compliance/report-views.ts';
import { foldText } from '../lib/text.ts';
import type { Saying } from './administrative-form.ts';
import { reportSheet } from './report-sheet.ts';
import { reportWorkbook } from './report-workbook.ts';

const writers: Record<ReportFormat, (report: ReportInFull, saying: Saying) => Promise<Buffer>> = {
  docx: reportSheet,
  xlsx: reportWorkbook,
};

/** A report as the bytes of a file, made while others have their turn. */
export const reportFile = (report: ReportInFull, format: ReportFormat, saying: Saying): Promise<Buffer> =>
  writers[format](report, saying);

/** A name for the file that every system takes. */
export function reportFileName({ unit, content }: ReportInFull, format: ReportFormat, { t, day }: Saying): string {
  const code = foldText(unit.code).replace(/[^a-z0-9]+/g, '-');
  return `${t('report:paper.fileName')}-${code}-${day(content.to)}.${format}`;
}
