import { extractRawText } from 'mammoth';
import type { KeptReport } from '../../src/domain/compliance/report.ts';
import { REPORT_TIME } from '../../src/domain/compliance/report-time.ts';
import { instant } from '../../src/lib/clock.ts';
import type { CastMember } from './cast.ts';
import { openTestOffice, type TestOffice, type TestOfficeOptions } from './office.ts';
import { TestClock } from './test-clock.ts';

/** Monday, 16 November 2026, 08:30, with a report each Tuesday at 15:00. */
export const openReportOffice = (options: TestOfficeOptions & { people?: CastMember[] } = {}): Promise<TestOffice> =>
  openTestOffice({ clock: new TestClock('2026-11-16T01:30:00Z'), settings: { report: REPORT_TIME }, ...options });

/** Moves the clock to an hour of the office's day, such as `2026-11-24 15:00`, and does what is due then. */
export async function until(office: TestOffice, moment: string): Promise<void> {
  const at = instant(`${moment.replace(' ', 'T')}:00+07:00`).getTime();
  await office.advance({ minutes: (at - office.clock.now().getTime()) / 60_000 });
}

/** The last report that was kept of the office. */
export async function lastReport(office: TestOffice): Promise<KeptReport | null> {
  const [root] = await office.app.office.read.units.listRoots();
  return await office.app.office.read.reports.findLast(root!.id, instant('9999-01-01T00:00:00Z'));
}

/** The text of the document that somebody was sent last, paragraph by paragraph. */
export async function sentDocument(office: TestOffice, who: string): Promise<string[]> {
  const { value } = await extractRawText({ buffer: await sentBytes(office, who) });
  return value.split('\n').filter((line) => line.trim() !== '');
}

export async function sentBytes(office: TestOffice, who: string): Promise<Buffer> {
  const sent = office.as(who).last().document;
  return Buffer.from(await office.app.sender.download(sent!.fileId, 20_000_000));
}
