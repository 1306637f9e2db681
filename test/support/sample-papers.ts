import type { Export } from '../../src/domain/compliance/export.ts';
import { type OwnFigures, REPORT_LIMITS, tableOf } from '../../src/domain/compliance/report.ts';
import type { ReportInFull } from '../../src/domain/compliance/report-views.ts';
import {
  type AcknowledgementList,
  figuresOf,
  type ListedPerson,
} from '../../src/domain/directives/acknowledgement-list.ts';
import type { Unit } from '../../src/domain/units/unit.ts';
import { createI18n } from '../../src/i18n.ts';
import { addMilliseconds, DAY, HOUR, instant } from '../../src/lib/clock.ts';
import { sheetSaying } from '../../src/screens/acknowledgement-list.ts';
import { exportSaying } from '../../src/screens/exports.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
export const NOW = instant('2026-11-24T08:00:00Z');
const voice = { t: createI18n('vi').t(), now: NOW, zone: ZONE };
export const saying = sheetSaying(voice);
export const sayingInTables = exportSaying(voice);

export const OFFICE = 'Sở Nông nghiệp và Môi trường tỉnh Lam Giang';
/** 120 letters, as the longest names of real units have. */
export const LONG_UNIT =
  'Ban Quản lý dự án đầu tư xây dựng các công trình nông nghiệp, thủy lợi và phát triển nông thôn khu vực ven biển số 12345';
/** 500 letters. */
export const LONG_TITLE = `Về việc ${'tăng cường các biện pháp phòng, chống dịch bệnh trên đàn vật nuôi, '.repeat(8)}`
  .slice(0, 499)
  .padEnd(500, '.');

const GIVEN = [
  'An',
  'Bình',
  'Cường',
  'Dũng',
  'Đức',
  'Giang',
  'Hạnh',
  'Khuê',
  'Lộc',
  'Mỹ',
  'Ngọc',
  'Phượng',
  'Quỳnh',
  'Sơn',
];
export const personName = (at: number): string => `Nguyễn Thị Hoàng ${GIVEN[at % GIVEN.length]}`;

const unitOf = (id: number, name: string, parentId: number | null): Unit => ({
  ...{ id, code: `D${id}`, name, parentId, path: parentId ? `/${parentId}/${id}/` : `/${id}/`, province: 'Lam Giang' },
  ...{ aliases: [], validFrom: null, validTo: null, predecessors: [], signsOff: null },
});

export interface ReportSize {
  units: number;
  /** Of everything that is listed: directives, people, tasks, difficulties. */
  listed: number;
  unitName?: string;
  title?: string;
  hasAbove?: boolean;
  hasBefore?: boolean;
  /** In each unit. */
  figure?: number;
}

/** A report of an office as large and as wordy as wanted. */
export function sampleReport(size: ReportSize): ReportInFull {
  const { units, listed, figure = 40, hasAbove = false, hasBefore = true } = size;
  const above = hasAbove ? unitOf(90_000, 'Ủy ban nhân dân tỉnh Lam Giang', null) : null;
  const top = unitOf(1, OFFICE, null);
  const counts = {
    ...{
      owed: figure,
      acknowledged: Math.floor(figure / 2),
      overdue: Math.ceil(figure / 3),
      tasks: 5,
      late: 1,
      done: 2,
    },
    ...{ difficulties: 1, people: figure, notEnrolled: 1, unreachable: 1, away: 1, abroad: 0, awaiting: 1 },
    ...{ healthOwed: figure, declared: Math.floor(figure / 2) },
  };
  const nameOf = (at: number) => size.unitName ?? `Trung tâm Dịch vụ nông nghiệp khu vực số ${at + 1}`;
  const below = Array.from({ length: units }, (_, at) => unitOf(at + 2, nameOf(at), 1));
  const own = [top, ...below].map(
    ({ id, code, name, path }): OwnFigures => ({ id, code, name, path, counts: figure > 0 ? counts : {} }),
  );
  const before = hasBefore ? { to: addMilliseconds(NOW, -7 * DAY), silent: 2, own } : null;
  const some = <One>(count: number, make: (at: number) => One) => Array.from({ length: count }, (_, at) => make(at));
  const least = (limit: number) => Math.min(limit, listed);
  const unitName = (at: number) => own[at % own.length]!.name;
  const title = (at: number) => size.title ?? `Về việc chủ động ứng phó với bão số ${at + 1} và mưa lớn sau bão`;
  return {
    id: 1,
    unit: { ...top, parentId: above?.id ?? null },
    above,
    province: top.province,
    hasUnitsBelow: units > 0,
    hasPeople: true,
    table: tableOf(1, own, before?.own ?? null),
    before,
    content: {
      ...{ from: addMilliseconds(NOW, -7 * DAY), to: NOW, madeAt: NOW, own },
      directives: some(listed, (at) => ({
        ...{ id: at, number: `${at + 100}/CĐ-SNNMT`, title: title(at), document: null, isPassedOn: false },
        ...{ issuedAt: addMilliseconds(NOW, -DAY), deadlineAt: addMilliseconds(NOW, -HOUR), endedAs: null },
        ...{ owed: figure, acknowledged: 2, overdue: figure - 2 },
      })),
      ...{
        overdue: { listed: [], total: 0 },
        lateTasks: { listed: [], total: 0 },
        difficulties: { listed: [], total: 0 },
      },
      silent: [],
      rollCalls: listed > 0 ? [{ id: 1, about: 'bão số 9', askedAt: NOW, safe: 190, help: 2, silent: 8 }] : [],
    },
    overdue: {
      total: listed,
      listed: some(least(REPORT_LIMITS.overdue), (at) => {
        return { fullName: personName(at), unitName: unitName(at), directives: 3, isAway: at % 5 === 0 };
      }),
    },
    lateTasks: {
      total: listed,
      listed: some(least(REPORT_LIMITS.lateTasks), (at) => ({ text: title(at), unitName: unitName(at), dueAt: NOW })),
    },
    difficulties: {
      total: listed,
      listed: some(least(REPORT_LIMITS.difficulties), (at) => {
        const words = 'Thiếu máy bơm công suất lớn; đường vào trạm còn ngập sâu, xe tải không qua được.';
        return { id: at, at: NOW, unitId: at, unitName: unitName(at), task: title(at), words };
      }),
    },
    silent: some(Math.min(listed, units), (at) => {
      return { unitName: unitName(at + 1), headName: at % 3 ? personName(at) : null };
    }),
    signer: { unitId: 1, personId: 1, fullName: 'Trần Văn Quyết', role: 'leader', isAway: false },
    anchor: { epoch: 1, number: 17, hash: '3f2a91c0', at: NOW, text: '1-17 3f2a91c0 b4d5e6f7 08192a3b 4c5d6e7f' },
  };
}

export interface ListSize {
  people: number;
  units: number;
  unitName?: string;
  title?: string;
}

/** A list of acknowledgement, everybody in another way. */
export function sampleList({ people, units, ...words }: ListSize): AcknowledgementList {
  const word = { by: 'Bùi Thị Hạt Trưởng', at: NOW };
  const ways: Partial<ListedPerson>[] = [
    { status: 'acknowledged', acknowledgedAt: NOW },
    { status: 'acknowledged', acknowledgedAt: NOW, onPaper: word },
    { status: 'sent', told: word },
    { status: 'notEnrolled' },
    { status: 'closed', closedAt: NOW, closeReason: 'left' },
  ];
  const person = (at: number): ListedPerson => ({
    ...{ personId: at, fullName: personName(at), nameSort: '', unitId: 1, status: 'sent', acknowledgedAt: null },
    ...{ onPaper: null, told: null, closedAt: null, closeReason: null, ...ways[at % ways.length] },
  });
  const listed = Array.from({ length: units }, (_, unit) => {
    const count = Math.floor(people / units) + (unit < people % units ? 1 : 0);
    const name = words.unitName ?? `Trung tâm Dịch vụ nông nghiệp khu vực số ${unit + 1}`;
    return { name, people: Array.from({ length: count }, (_, at) => person(unit + at)) };
  });
  const title = words.title ?? 'Về việc chủ động ứng phó với bão số 9';
  const directive = {
    ...{ number: '12/CĐ-SNNMT', title, issuer: OFFICE, province: 'Lam Giang', issuedAt: NOW, deadlineAt: NOW },
    ...{ version: 1, textHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
  } as AcknowledgementList['directive'];
  const anchor = { epoch: 1, number: 17, hash: '3f2a91c0', at: NOW, text: '1-17 3f2a91c0 b4d5e6f7 08192a3b 4c5d6e7f' };
  return {
    ...{ directive, unit: { code: 'KL', name: words.unitName ?? 'Chi cục Kiểm lâm' }, madeAt: NOW },
    ...{ madeBy: 'Nguyễn Thị Minh', units: listed, ...figuresOf(listed), anchor, unsealed: 0 },
  };
}

/** Those who have not acknowledged, as a table with telephone numbers. */
export function sampleExport(rows: number, { unitName = 'Hạt Kiểm lâm số 1', title = '' } = {}): Export {
  const directive = { id: 7, number: '12/CĐ-SNNMT', title: title || 'Về việc ứng phó bão số 9', deadlineAt: NOW };
  const people = Array.from({ length: rows }, (_, at) => ({
    ...{
      personId: at,
      staffNo: `CB${at + 1}`,
      fullName: personName(at),
      phone: '+84900000008',
      status: 'sent' as const,
    },
    ...{ isReachable: at % 4 > 0, unit: { code: 'H1', name: unitName }, directive },
  }));
  const pages = (async function* () {
    yield people;
  })();
  const about = { kind: 'missing' as const, unit: { code: 'KL', name: unitName }, directive: null };
  return { ...about, madeAt: NOW, madeBy: 'Nguyễn Thị Minh', total: rows, hasPhones: true, pages };
}
