import { extractRawText } from 'mammoth';
import { type KeptReport, type ReportFigures, sumFigures } from '../../src/domain/compliance/report.ts';
import { REPORT_TIME } from '../../src/domain/compliance/report-time.ts';
import { instant } from '../../src/lib/clock.ts';
import { openTestOffice, type TestOffice, type TestOfficeOptions } from './office.ts';
import { TestClock } from './test-clock.ts';

/** Monday, 16 November 2026, 16:00, with a report each Tuesday at 15:00. */
export const openReportOffice = (options: TestOfficeOptions = {}): Promise<TestOffice> =>
  openTestOffice({ clock: new TestClock('2026-11-16T09:00:00Z'), settings: { report: REPORT_TIME }, ...options });

/** Moves the clock to an hour of the office's day, such as `2026-11-24 15:00`, and does what is due then. */
export async function until(office: TestOffice, moment: string): Promise<void> {
  await office.advance({ minutes: minutesTo(office, moment) });
}

/** The same, while nothing runs. */
export const minutesTo = (office: TestOffice, moment: string): number =>
  (instant(`${moment.replace(' ', 'T')}:00+07:00`).getTime() - office.clock.now().getTime()) / 60_000;

/** The last report that was kept of the office. */
export async function lastReport(office: TestOffice): Promise<KeptReport> {
  const { units, reports } = office.app.office.read;
  const [root] = await units.listRoots();
  return (await reports.findLast(root!.id, instant('9999-01-01T00:00:00Z')))!;
}

/** The codes of the units that it names for having sent nothing. */
export const silentIn = ({ content: { own, silent } }: KeptReport): string[] =>
  silent.map(({ unitId }) => own.find(({ id }) => id === unitId)!.code);

/** A unit's own figures in a report. */
export const ownIn = ({ content: { own } }: KeptReport, code: string): ReportFigures =>
  sumFigures(own.filter((unit) => unit.code === code));

/** The text of the document that somebody was sent last, paragraph by paragraph. */
export async function sentDocument(office: TestOffice, who: string): Promise<string[]> {
  const { value } = await extractRawText({ buffer: await sentBytes(office, who) });
  return value.split('\n').filter((line) => line.trim() !== '');
}

export async function sentBytes(office: TestOffice, who: string): Promise<Buffer> {
  const sent = office.as(who).last().document;
  return Buffer.from(await office.app.sender.download(sent!.fileId, 20_000_000));
}
