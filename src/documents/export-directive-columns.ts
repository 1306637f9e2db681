import type { FiguresRow, MissingRow, PersonRow } from '../domain/compliance/export.ts';
import { spellPhone } from '../domain/people/phone.ts';
import { type Columns, type ExportSaying, personColumns, unitColumns } from './export-columns.ts';
import type { Column } from './sheet.ts';

type WithDirective = { directive: { id: number; number: string | null; title: string; deadlineAt: Date | null } };

const directiveColumns = <Row extends WithDirective>({ t }: ExportSaying): Column<Row>[] => [
  { title: t('exports:column.directiveId'), kind: 'id', width: 10, of: ({ directive }) => directive.id },
  { title: t('exports:column.number'), kind: 'text', width: 20, of: ({ directive }) => directive.number },
  { title: t('exports:column.title'), kind: 'text', width: 40, of: ({ directive }) => directive.title },
  { title: t('exports:column.deadline'), kind: 'instant', width: 17, of: ({ directive }) => directive.deadlineAt },
];

export const people: Columns<PersonRow> = (saying) => {
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
export const missing: Columns<MissingRow> = (saying, hasPhones) => {
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

export const figures: Columns<FiguresRow> = (saying) => {
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
