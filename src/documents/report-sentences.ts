import { isWithin, type ReportFigures, shareOf } from '../domain/compliance/report.ts';
import type { ReportInFull } from '../domain/compliance/report-views.ts';
import { sayNumber, type T } from '../i18n.ts';

export function sayDirectives({ content }: ReportInFull, t: T): string {
  const all = content.directives;
  const inForce = all.filter(({ endedAs }) => endedAs === null).length;
  const issued = all.filter(({ issuedAt }) => isWithin(content, issuedAt)).length;
  return t('report:paper.directives.count', { issued, ended: all.length - inForce, inForce });
}

export function sayShare(figures: ReportFigures, t: T): string {
  const { owed, acknowledged, overdue } = figures;
  const share = sayNumber(shareOf(figures) ?? 0, t.locale);
  return t('report:paper.directives.share', { owed, acknowledged, share, overdue });
}

export function sayShareBefore(figures: ReportFigures, t: T): string {
  const { owed, acknowledged, overdue } = figures;
  const share = sayNumber(shareOf(figures) ?? 0, t.locale);
  return t('report:paper.directives.shareBefore', { owed, acknowledged, share, overdue });
}

export function sayPeople({ overdue: { listed, total } }: ReportInFull, t: T): string {
  const more = total - listed.length;
  if (more === 0) return t('report:paper.directives.people', { count: total });
  return t('report:paper.directives.mostPeople', { total, listed: listed.length, more });
}

export const sayTasks = ({ tasks, late, done, difficulties }: ReportFigures, t: T): string =>
  t('report:paper.tasks.count', { tasks, late, done, difficulties });

export const sayTasksBefore = ({ tasks, late, done, difficulties }: ReportFigures, t: T): string =>
  t('report:paper.tasks.countBefore', { tasks, late, done, difficulties });
