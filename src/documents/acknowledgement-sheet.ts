import {
  type AcknowledgementList,
  type ListedPerson,
  standingOfPerson,
} from '../domain/directives/acknowledgement-list.ts';
import type { T } from '../i18n.ts';
import { sayNumber } from '../i18n.ts';
import { foldText } from '../lib/text.ts';
import { beside, headOfDocument, type Saying, signedBy } from './administrative-form.ts';
import { gap, paragraph, row, rule, TABLE_ENDS, TEXT_WIDTH, tableBegins, writeDocx } from './docx-writing.ts';

/** The first takes `100.000`. */
const COLUMNS = [880, 2050, 2150, 1400, TEXT_WIDTH - 880 - 2050 - 2150 - 1400] as const;
const BELOW_TITLE = 2_000;
/** Rows in one piece: a few milliseconds of work. */
const PIECE = 100;

/** The list of acknowledgement for the file, ready to be printed and signed. */
export const acknowledgementSheet = (list: AcknowledgementList, saying: Saying): Promise<Buffer> =>
  writeDocx(bodyOf(list, saying));

/** A name for the file that every system takes. */
export function sheetName({ directive: { id, number }, unit }: AcknowledgementList): string {
  const place = [number ?? String(id), unit?.code ?? ''].map((part) => foldText(part).replace(/[^a-z0-9]+/g, '-'));
  return `danh-sach-xac-nhan-${place.filter(Boolean).join('-')}.docx`.replace(/-{2,}/g, '-');
}

function* bodyOf(list: AcknowledgementList, saying: Saying): Generator<string> {
  yield headOf(list, saying);
  yield titleOf(list, saying);
  yield beginTable(saying.t);
  yield* rowsOf(list, saying);
  yield TABLE_ENDS;
  yield endOf(list, saying);
}

/** The list has no number of its own, and the day is that on which it was made: those of the directive stand in the title. */
const headOf = ({ directive: { issuer, province }, madeAt }: AcknowledgementList, { longDay }: Saying): string =>
  headOfDocument({ above: null, issuer, number: null, province, day: longDay(madeAt) });

function titleOf(list: AcknowledgementList, { t, instant, longDay }: Saying): string {
  const { directive, unit, owed, acknowledged, onPaper, left, madeAt } = list;
  const { number, title, issuer, issuedAt, deadlineAt } = directive;
  const centred = { align: 'center' } as const;
  const when = longDay(issuedAt);
  const which = number
    ? t('acknowledgements:ofNumber', { number, issuer, when })
    : t('acknowledgements:ofDay', { issuer, when });
  const lines = [
    t('acknowledgements:unit', { unit: unit?.name ?? t('acknowledgements:wholeOffice') }),
    deadlineAt ? t('acknowledgements:deadline', { when: instant(deadlineAt) }) : t('acknowledgements:noDeadline'),
    t('acknowledgements:figures', { owed, acknowledged, onPaper, missing: owed - acknowledged - left, left }),
    t('acknowledgements:asOf', { when: instant(madeAt) }),
  ];
  return [
    paragraph(t('acknowledgements:title'), { ...centred, isBold: true, size: 14, above: 18 }),
    paragraph(title, { ...centred, isBold: true }),
    paragraph(which, { ...centred, isItalic: true }),
    rule(BELOW_TITLE, TEXT_WIDTH),
    ...lines.map((line, at) => paragraph(line, { above: at === 0 ? 10 : 2 })),
    gap(10),
  ].join('');
}

/**
 * LibreOffice takes minutes for one table of 5,000 rows and seconds for the same in several: the next begins with a unit after enough
 * rows, or after the most.
 */
const TABLE = { enough: 200, most: 400 } as const;

const beginTable = (t: T): string => tableBegins(COLUMNS, true) + headingRow(t);

const nextTable = (t: T): string => `${TABLE_ENDS}${gap(1)}${beginTable(t)}`;

function headingRow(t: T): string {
  const names = [
    ...[t('acknowledgements:column.place'), t('acknowledgements:column.name'), t('acknowledgements:column.unit')],
    ...[t('acknowledgements:column.when'), t('acknowledgements:column.how')],
  ];
  return row(
    names.map((name) => paragraph(name, { isBold: true, align: 'center', size: 11 })),
    COLUMNS,
    true,
  );
}

function* rowsOf({ units, directive: { deadlineAt } }: AcknowledgementList, saying: Saying): Generator<string> {
  let [piece, place, inTable] = ['', 0, 0];
  const mayGoOn = (most: number) => {
    if (inTable < most) return;
    piece += nextTable(saying.t);
    inTable = 0;
  };
  for (const { name, people } of units) {
    mayGoOn(TABLE.enough);
    for (const person of people) {
      mayGoOn(TABLE.most);
      place += 1;
      inTable += 1;
      piece += rowOf(person, { place, unit: name, deadlineAt }, saying);
      if (place % PIECE > 0) continue;
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

interface Place {
  place: number;
  unit: string;
  deadlineAt: Date | null;
}

function rowOf(person: ListedPerson, { place, unit, deadlineAt }: Place, saying: Saying): string {
  const when = standingOfPerson(person) === 'left' ? person.closedAt : person.acknowledgedAt;
  const small = { size: 11 } as const;
  return row(
    [
      paragraph(sayNumber(place, saying.t.locale), { ...small, align: 'center' }),
      paragraph(person.fullName, small),
      paragraph(unit, small),
      paragraph(when ? saying.instant(when) : '', small),
      paragraph(sayHow(person, deadlineAt, saying), { ...small, isItalic: standingOfPerson(person) === 'missing' }),
    ],
    COLUMNS,
  );
}

function sayHow(person: ListedPerson, deadlineAt: Date | null, { t, instant }: Saying): string {
  const { status, acknowledgedAt, onPaper, told } = person;
  switch (standingOfPerson(person)) {
    case 'paper':
      return t('acknowledgements:how.paper', { by: onPaper!.by });
    case 'button':
      return deadlineAt && acknowledgedAt && acknowledgedAt > deadlineAt
        ? t('acknowledgements:how.buttonLate')
        : t('acknowledgements:how.button');
    case 'left':
      return person.closeReason === 'left' ? t('acknowledgements:how.left') : t('acknowledgements:how.ended');
    default: {
      if (told) return t('acknowledgements:how.told', { by: told.by, when: instant(told.at) });
      return t(`acknowledgements:how.${status as 'sent' | 'unknown' | 'unreachable' | 'notEnrolled' | 'waiting'}`);
    }
  }
}

/** What the list says and what it does not, and where those sign who keep it. */
function endOf(list: AcknowledgementList, saying: Saying): string {
  const { directive, madeBy } = list;
  const { t } = saying;
  const small = { size: 11, above: 6, isKept: true } as const;
  const hash = t('acknowledgements:hash', { version: String(directive.version), hash: directive.textHash });
  const hint = t('acknowledgements:sign.hint');
  const [clerk, leader] = [t('acknowledgements:sign.clerk'), t('acknowledgements:sign.leader')];
  return [
    paragraph(t('acknowledgements:note'), small),
    paragraph(hash, small),
    ...anchorLines(list, saying).map((line) => paragraph(line, small)),
    paragraph(t('acknowledgements:madeBy', { name: madeBy }), small),
    beside(signedBy([clerk], { hint }), signedBy([leader], { hint })),
  ].join('');
}

/** Printed and signed, it shows later that nothing that was sealed before was changed. */
function anchorLines({ anchor, unsealed }: AcknowledgementList, { t, instant }: Saying): string[] {
  if (!anchor) return [];
  const line = t('evidence:head.anchor', { anchor: anchor.text, when: instant(anchor.at) });
  return [line, ...(unsealed > 0 ? [t('evidence:head.unsealedOf', { count: unsealed })] : [])];
}
