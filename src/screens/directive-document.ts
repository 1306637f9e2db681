import type { Attachment, DirectiveDraft } from '../domain/directives/directive.ts';
import type { FoundInDocument } from '../domain/directives/document-proposal.ts';
import type { Answers, Draft } from '../domain/forms/form.ts';
import { instant } from '../lib/clock.ts';
import { opening } from '../lib/opening.ts';
import { callbacks } from './callbacks.ts';
import { sayDay, sayMoment } from './dates.ts';
import { arrivalLine, kindOf, sayKind } from './directive-head.ts';
import { type Asking, pressOf } from './forms.ts';
import { type Button, bold, button, lines, PAGE, pageRow, plain, type Screen, type Voice } from './screen.ts';

/** So much of a file's name and of a field is shown. */
const NAME = 60;
const FIELD = 160;

export const readingScreen = (fileName: string, { t }: Voice): Screen => ({
  text: plain(t('documents:reading', { file: opening(fileName, NAME) })),
});

/** Why a file was not taken, with the way to go on without it. */
export const refusedFileScreen = (words: string, { t }: Voice): Screen => ({
  text: plain(words),
  keyboard: [[button(t('documents:typeButton'), callbacks.startForm.pack({ form: 'directive', subject: 0 }))]],
});

export interface Proposal {
  draft: Draft;
  found: FoundInDocument;
  /** Names of the proposed units. */
  units: string[];
  knowUnits: string[];
  isSigned: boolean;
}

/** All that a file says of itself, each with how sure it is, to be confirmed by one press. */
export function proposalScreen(proposal: Proposal, voice: Voice): Screen {
  const { t } = voice;
  const { draft, found, isSigned } = proposal;
  const to = pressOf(draft);
  const count = basesOf(draft).length;
  const edit = button(t('forms:editButton'), to('choose'));
  const bases = button(t('documents:basesButton', { count }), to('bases', 0));
  const isRead = found.state === 'read';
  return {
    text: lines(
      bold(t(`documents:heading.${found.state}`, { file: opening(found.fileName, NAME) })),
      isRead && plain(t('documents:legend')),
      '',
      isRead ? lines(...fieldsOf(proposal, voice)) : plain(t(`documents:next.${found.state as 'scan'}`)),
      isSigned && plain(t('documents:signed')),
    ),
    keyboard: [
      [button(isRead ? t('documents:confirmButton') : t('documents:goOnButton'), to('pick', 'yes'))],
      ...(isRead ? [count > 0 ? [edit, bases] : [edit]] : []),
      [button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}

function fieldsOf({ draft, found, units, knowUnits }: Proposal, voice: Voice): (string | false)[] {
  const { t } = voice;
  const { answers } = draft;
  const said = (name: string) => (answers[name] as string | null | undefined) || null;
  const field = (label: string, name: string, value: string | null) => {
    const sign = signOf(answers, name, found, value);
    return plain(
      t('documents:field', { sign, label, value: value === null ? t('documents:notFound') : opening(value, FIELD) }),
    );
  };
  const { blankNumber, unmatched } = found;
  const number = said('number') ?? (blankNumber && t('documents:blankNumber', { number: blankNumber }));
  const kind = said('kind');
  const urgency = answers.urgency as 'urgent' | undefined;
  const names = opening(unmatched.join('; '), FIELD);
  return [
    field(t('documents:label.number'), 'number', number),
    field(t('documents:label.kind'), 'kind', kind && sayKind(kind, voice)),
    field(t('documents:label.title'), 'title', said('title')),
    field(t('documents:label.placeAndDate'), 'documentDate', placeAndDate(answers, found, voice)),
    field(t('documents:label.issuingBody'), 'issuingBody', said('issuingBody')),
    field(t('documents:label.signer'), 'signer', said('signer')),
    field(t('documents:label.units'), 'units', units.join('; ') || null),
    knowUnits.length > 0 && field(t('documents:label.knowUnits'), 'knowUnits', knowUnits.join('; ')),
    unmatched.length > 0 && plain(t('documents:unmatched', { names })),
    found.deadlines.length > 0 && plain(deadlineLine(found, voice)),
    urgency !== undefined &&
      field(t('documents:label.urgency'), 'urgency', t(`forms:directive.urgency.choice.${urgency}`)),
  ];
}

/** ✓ it stands where it must, or somebody has changed it; ? it follows from other words; – it was not found. */
function signOf(answers: Answers, name: string, { likely }: FoundInDocument, value: string | null): string {
  if (value === null) return '–';
  const isUntouched = name in likely && JSON.stringify(likely[name]) === JSON.stringify(answers[name]);
  return isUntouched ? '?' : '✓';
}

/** As they stand side by side in a heading. */
function placeAndDate(answers: Answers, { month }: FoundInDocument, { t }: Voice): string | null {
  const day = answers.documentDate as string | null | undefined;
  const said = day ? sayDay(day, t) : month && t('documents:blankDay', { month: month.split('-').reverse().join('/') });
  return [answers.place, said].filter(Boolean).join(', ') || null;
}

/** A plan sets one for every task: the first few say enough. */
const DEADLINES_SHOWN = 3;

function deadlineLine({ deadlines }: FoundInDocument, { t }: Voice): string {
  const shown = deadlines.slice(0, DEADLINES_SHOWN).map(({ words }) => `“${words}”`);
  const words = opening(shown.join('; '), FIELD);
  const count = deadlines.length - shown.length;
  return count > 0 ? t('documents:deadlinesAndMore', { words, count }) : t('documents:deadlines', { words });
}

const basesOf = ({ answers }: Draft): string[] =>
  String(answers.bases ?? '')
    .split('\n')
    .filter(Boolean);

/** What the document rests on, page by page. */
export function basesScreen(draft: Draft, page: number, { t }: Voice): Screen {
  const to = pressOf(draft);
  const bases = basesOf(draft);
  const shown = bases.slice(page * PAGE, (page + 1) * PAGE);
  return {
    text: lines(
      bold(t('documents:bases', { count: bases.length })),
      '',
      ...shown.map((basis, index) => plain(`${page * PAGE + index + 1}. ${opening(basis, FIELD)}`)),
    ),
    keyboard: [
      ...pageRow(page, Math.ceil(bases.length / PAGE), (target) => to('bases', target)),
      [button(t('forms:backButton'), to('continue'))],
    ],
  };
}

/** Deadlines that a button can offer, nearest first. */
const OFFERED = 3;

/** The deadlines that the document itself sets, for the question after the deadline: the place in the list is what is pressed. */
export function foundDeadlineButtons(draft: Draft, found: FoundInDocument | null, voice: Voice): Button[][] {
  const { t, now, zone } = voice;
  const ahead = (found?.deadlines ?? []).flatMap(({ at, isRepeated }, index) =>
    at && instant(at) > now ? [{ at: instant(at), isRepeated, index }] : [],
  );
  const nearest = ahead.sort((left, right) => left.at.getTime() - right.at.getTime());
  return nearest.slice(0, OFFERED).map(({ at, isRepeated, index }) => {
    const when = sayMoment(at, now, zone, t);
    const label = isRepeated ? t('documents:repeatedDeadline', { when }) : t('documents:foundDeadline', { when });
    return [button(label, pressOf(draft)('found', index))];
  });
}

/** The number alone, where a file was sent already or it is being changed; one still to be written may be left so on purpose. */
export function numberAsking(draft: Draft, found: FoundInDocument | null, { t }: Voice): Asking {
  if (!found && !draft.isEditing) return {};
  const number = found?.blankNumber;
  const buttons = number ? [[button(t('documents:leaveBlankButton', { number }), pressOf(draft)('blank'))]] : [];
  return { ask: t('documents:askNumber'), hint: t('documents:askNumberHint'), buttons };
}

export const isSigned = (attachments: readonly Attachment[]): boolean =>
  attachments.some((file) => file.isOriginal && file.isSigned);

/** What a document says of itself before its title: kind, number and day, who signed, and how it came in. */
export function documentLines({ number, document = null }: DirectiveDraft, voice: Voice): string {
  const { t } = voice;
  const name = nameOf({ number, document }, voice);
  const day = document?.date && t('documents:ofDay', { day: sayDay(document.date, t) });
  const signer = document?.signer;
  const said = [[name, day].filter(Boolean).join(', '), signer && t('directives:card.signer', { signer })].filter(
    Boolean,
  );
  return lines(said.length > 0 && plain(said.join(' · ')), arrivalLine(document, voice));
}

function nameOf({ number, document }: Pick<DirectiveDraft, 'number' | 'document'>, voice: Voice): string | null {
  const kind = kindOf({ number, document: document ?? null }, voice);
  if (!number) return kind;
  return kind
    ? voice.t('directives:nameOfKind', { kind, number })
    : voice.t('forms:directive.overview.numbered', { number });
}
