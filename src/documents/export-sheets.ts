import type {
  ExportKind,
  ExportRows,
  FiguresRow,
  HealthRow,
  MissingRow,
  PersonRow,
  UndeclaredRow,
} from '../domain/compliance/export.ts';
import { stageOf, type Trip } from '../domain/declarations/trip.ts';
import { spellPhone } from '../domain/people/phone.ts';
import { isTaskLate, type Task } from '../domain/tasks/task.ts';
import type { T } from '../i18n.ts';
import { dayOf } from '../lib/day.ts';
import type { Column } from './sheet.ts';

/** In whose words a table is written, when, and how the screens say what is said there too. */
export interface ExportSaying {
  t: T;
  now: Date;
  zone: string;
  instant(at: Date): string;
  place(key: string): string;
}

type Columns<Row> = (saying: ExportSaying, hasPhones: boolean) => Column<Row>[];

const unitColumns = <Row extends { unit: { code: string; name: string } }>({ t }: ExportSaying): Column<Row>[] => [
  { title: t('exports:column.unitCode'), kind: 'text', width: 12, of: ({ unit }) => unit.code },
  { title: t('exports:column.unit'), kind: 'text', width: 42, of: ({ unit }) => unit.name },
];

const personColumns = <Row extends { staffNo: string; fullName: string }>({ t }: ExportSaying): Column<Row>[] => [
  { title: t('exports:column.staffNo'), kind: 'text', width: 12, of: ({ staffNo }) => staffNo },
  { title: t('exports:column.name'), kind: 'text', width: 28, of: ({ fullName }) => fullName },
];

type WithDirective = { directive: { id: number; number: string | null; title: string; deadlineAt: Date | null } };

const directiveColumns = <Row extends WithDirective>({ t }: ExportSaying): Column<Row>[] => [
  { title: t('exports:column.directiveId'), kind: 'id', width: 11, of: ({ directive }) => directive.id },
  { title: t('exports:column.number'), kind: 'text', width: 20, of: ({ directive }) => directive.number },
  { title: t('exports:column.title'), kind: 'text', width: 50, of: ({ directive }) => directive.title },
  { title: t('exports:column.deadline'), kind: 'instant', width: 17, of: ({ directive }) => directive.deadlineAt },
];

const people: Columns<PersonRow> = (saying) => {
  const { t, instant } = saying;
  const roles = (row: PersonRow) => row.roles.map((role) => t(`enrolment:me.role.${role}`)).join(', ');
  const told = ({ told: word }: PersonRow) =>
    word ? t('exports:toldBy', { by: word.by, when: instant(word.at) }) : null;
  return [
    ...unitColumns<PersonRow>(saying),
    ...personColumns<PersonRow>(saying),
    { title: t('exports:column.post'), kind: 'text', width: 18, of: roles },
    { title: t('exports:column.state'), kind: 'text', width: 28, of: (row) => sayState(row, saying) },
    {
      title: t('exports:column.when'),
      kind: 'instant',
      width: 17,
      of: ({ status, acknowledgedAt, closedAt }) => (status === 'closed' ? closedAt : acknowledgedAt),
    },
    { title: t('exports:column.way'), kind: 'text', width: 30, of: (row) => sayWay(row, saying) },
    {
      title: t('exports:column.late'),
      kind: 'text',
      width: 10,
      of: ({ isLate }) => (isLate ? t('exports:yes') : null),
    },
    { title: t('exports:column.told'), kind: 'text', width: 34, of: told },
  ];
};

/** A card that was sent says nothing of whether its person can be reached today. */
function sayState({ status, isReachable }: Pick<PersonRow, 'status' | 'isReachable'>, { t }: ExportSaying): string {
  if (status === 'sent' && !isReachable) return t('exports:state.lost');
  return t(`exports:state.${status === 'unknown' && !isReachable ? 'unreachable' : status}`);
}

function sayWay({ status, onPaper }: PersonRow, { t }: ExportSaying): string | null {
  if (status !== 'acknowledged') return null;
  return onPaper ? t('exports:way.paper', { by: onPaper.by }) : t('exports:way.button');
}

/** Two columns stay empty: for whoever tells people by telephone or on paper. */
const missing: Columns<MissingRow> = (saying, hasPhones) => {
  const { t } = saying;
  const phone: Column<MissingRow> = {
    title: t('exports:column.phone'),
    kind: 'text',
    width: 16,
    of: (row) => row.phone && spellPhone(row.phone),
  };
  return [
    ...directiveColumns<MissingRow>(saying),
    ...unitColumns<MissingRow>(saying),
    ...personColumns<MissingRow>(saying),
    ...(hasPhones ? [phone] : []),
    { title: t('exports:column.message'), kind: 'text', width: 30, of: (row) => sayState(row, saying) },
    { title: t('exports:column.toldAt'), kind: 'text', width: 14, of: () => null },
    { title: t('exports:column.signature'), kind: 'text', width: 16, of: () => null },
  ];
};

/** As the contract names them, in the order of the directive's screen. */
const COUNTS = [
  ...(['owed', 'acknowledged', 'onPaper', 'sent', 'waiting'] as const),
  ...(['unknown', 'unreachable', 'notEnrolled', 'closed'] as const),
] as const;

const figures: Columns<FiguresRow> = (saying) => {
  const { t } = saying;
  const count = (name: (typeof COUNTS)[number]): Column<FiguresRow> => {
    return { title: t(`exports:column.${name}`), kind: 'number', width: 13, of: (row) => row[name] };
  };
  return [
    ...directiveColumns<FiguresRow>(saying),
    { title: t('exports:column.issued'), kind: 'instant', width: 17, of: ({ directive }) => directive.issuedAt },
    ...unitColumns<FiguresRow>(saying),
    ...COUNTS.map(count),
    { title: t('exports:column.lateCount'), kind: 'number', width: 13, of: ({ late }) => late },
  ];
};

const tasks: Columns<Task> = ({ t, now }) => [
  { title: t('exports:column.number'), kind: 'text', width: 20, of: ({ directive }) => directive.number },
  { title: t('exports:column.title'), kind: 'text', width: 40, of: ({ directive }) => directive.title },
  { title: t('exports:column.task'), kind: 'longText', width: 60, of: ({ text }) => text },
  { title: t('exports:column.lead'), kind: 'text', width: 42, of: ({ lead }) => lead.name },
  {
    title: t('exports:column.cooperating'),
    kind: 'text',
    width: 34,
    of: ({ cooperating }) => cooperating.map(({ name }) => name).join('; '),
  },
  { title: t('exports:column.assignee'), kind: 'text', width: 26, of: ({ assignee }) => assignee?.fullName ?? null },
  {
    title: t('exports:column.due'),
    kind: 'instant',
    width: 17,
    of: ({ dueAt, isStanding }) => (isStanding ? t('exports:standing') : dueAt),
  },
  { title: t('exports:column.state'), kind: 'text', width: 26, of: ({ state }) => t(`exports:taskState.${state}`) },
  {
    title: t('exports:column.late'),
    kind: 'text',
    width: 10,
    of: (task) => (isTaskLate(task, now) ? t('exports:yes') : null),
  },
  { title: t('exports:column.figure'), kind: 'text', width: 12, of: ({ amount }) => amount },
  { title: t('exports:column.measure'), kind: 'text', width: 14, of: ({ measure }) => measure },
  { title: t('exports:column.given'), kind: 'instant', width: 17, of: ({ givenAt }) => givenAt },
  { title: t('exports:column.doneAt'), kind: 'instant', width: 17, of: ({ doneAt }) => doneAt },
];

const trips: Columns<Trip> = ({ t, now, zone, place }) => [
  { title: t('exports:column.unit'), kind: 'text', width: 42, of: ({ unit }) => unit.name },
  { title: t('exports:column.staffNo'), kind: 'text', width: 12, of: ({ person }) => person.staffNo },
  { title: t('exports:column.name'), kind: 'text', width: 28, of: ({ person }) => person.fullName },
  { title: t('exports:column.trip'), kind: 'text', width: 24, of: ({ kind }) => t(`trips:kinds.${kind}`) },
  { title: t('exports:column.from'), kind: 'day', width: 12, of: ({ fromOn }) => fromOn },
  { title: t('exports:column.to'), kind: 'day', width: 12, of: ({ toOn }) => toOn },
  {
    title: t('exports:column.places'),
    kind: 'text',
    width: 50,
    of: ({ stops }) => stops.map((stop) => place(stop.place)).join('; '),
  },
  {
    title: t('exports:column.stage'),
    kind: 'text',
    width: 16,
    of: (trip) => t(`trips:stages.${stageOf(trip, dayOf(now, zone))}`),
  },
];

const health: Columns<HealthRow> = (saying) => {
  const { t } = saying;
  return [
    ...unitColumns<HealthRow>(saying),
    { title: t('exports:column.duty'), kind: 'number', width: 14, of: ({ owed }) => owed },
    { title: t('exports:column.declared'), kind: 'number', width: 14, of: ({ declared }) => declared },
    { title: t('exports:column.notDeclared'), kind: 'number', width: 14, of: ({ owed, declared }) => owed - declared },
    { title: t('exports:column.notEnrolled'), kind: 'number', width: 14, of: ({ notEnrolled }) => notEnrolled },
    { title: t('exports:column.unreachable'), kind: 'number', width: 14, of: ({ unreachable }) => unreachable },
  ];
};

const undeclared: Columns<UndeclaredRow> = (saying) => [
  ...unitColumns<UndeclaredRow>(saying),
  ...personColumns<UndeclaredRow>(saying),
  {
    title: saying.t('exports:column.state'),
    kind: 'text',
    width: 26,
    of: ({ sign }) => saying.t(`exports:sign.${sign}`),
  },
];

const COLUMNS: { [Kind in ExportKind]: Columns<ExportRows[Kind]> } = {
  people,
  missing,
  figures,
  tasks,
  trips,
  health,
  undeclared,
};

/** The columns of a table, in the words of whoever asked for it. */
export const columnsOf = <Kind extends ExportKind>(kind: Kind, saying: ExportSaying, hasPhones: boolean) =>
  COLUMNS[kind]({ ...saying, t: sayingOnce(saying.t) }, hasPhones);

/** A word without parameters is looked up once, not 100,000 times: that took four of six seconds. */
function sayingOnce(t: T): T {
  const said = new Map<string, string>();
  const say: typeof t = Object.assign(
    (...[key, params]: Parameters<T>) => {
      if (params) return t(key, params);
      const before = said.get(key);
      if (before !== undefined) return before;
      const words = t(key);
      said.set(key, words);
      return words;
    },
    { locale: t.locale },
  );
  return say;
}
