import type { CheckedDraft } from '../domain/directives/directive.ts';
import type { Receipt } from '../domain/directives/receipt.ts';
import type { Addressed } from '../domain/directives/receipt-store.ts';
import type { Draft } from '../domain/forms/form.ts';
import { sha256 } from '../lib/ids.ts';
import { termsSaid } from './acknowledging.ts';
import { sayDeadline } from './dates.ts';
import { addresseesOf } from './directive-addressees.ts';
import { cardScreen } from './directive-card.ts';
import { documentLines, isSigned } from './directive-document.ts';
import { shortName } from './directive-head.ts';
import { pressOf } from './forms.ts';
import { bold, button, lines, PAGE, pageRow, plain, type Screen, type Voice } from './screen.ts';

export interface Overlook {
  draft: Draft;
  directive: CheckedDraft;
  units: string[];
  knowUnits: string[];
  /** What it takes the place of. */
  replaces: { number: string | null; title: string } | null;
  /** The name of the group of whom alone it is asked; null while it is not chosen. */
  group: string | null;
  hasBelow: boolean;
  addressed: Addressed;
}

/** The last look before a directive leaves: what, to whom, by when, how many. */
export function overviewOfDirective(overlook: Overlook, voice: Voice): Screen {
  const { draft, directive, addressed, replaces } = overlook;
  const { t, now, zone } = voice;
  const { title, deadlineAt, urgency, lateJoiners, text, attachments } = directive;
  const to = pressOf(draft);
  const { owed, notEnrolled, unreachable } = addressed;
  const issue =
    urgency === 'immediate'
      ? t('forms:directive.overview.submitButton')
      : t('forms:directive.overview.issueButton', { count: owed });
  return {
    text: lines(
      bold(t('forms:directive.overview.heading')),
      '',
      documentLines(directive, voice),
      bold(title),
      replaces && plain(t('forms:directive.overview.replaces', { name: shortName(replaces, voice) })),
      addresseesOf(addresseesIn(overlook), voice),
      plain(
        deadlineAt
          ? t('forms:directive.overview.deadline', { when: sayDeadline(deadlineAt, now, zone, t) })
          : t('forms:directive.overview.noDeadline'),
      ),
      urgency !== 'normal' &&
        plain(t('forms:directive.overview.urgency', { urgency: t(`forms:directive.urgency.choice.${urgency}`) })),
      lateJoiners && plain(t('forms:directive.overview.newcomers')),
      termsSaid(directive.terms, voice) || null,
      plain(t('forms:directive.overview.text', { count: text.length })),
      attachments.length > 0 && plain(t('forms:directive.overview.files', { count: attachments.length })),
      isSigned(attachments) && plain(t('documents:signed')),
      '',
      owed === 0
        ? plain(t('forms:directive.overview.nobody'))
        : bold(t('forms:directive.overview.owed', { count: owed })),
      notEnrolled > 0 && plain(t('forms:directive.overview.notEnrolled', { count: notEnrolled })),
      unreachable > 0 && plain(t('forms:directive.overview.unreachable', { count: unreachable })),
      plain(t('forms:directive.overview.notClassified')),
    ),
    keyboard: [
      ...(owed > 0 ? [[button(issue, to('send'))]] : []),
      [button(t('forms:editButton'), to('choose')), button(t('forms:directive.overview.previewButton'), to('preview'))],
      [
        ...(notEnrolled > 0 ? [button(t('forms:directive.overview.notEnrolledButton'), to('people', 0))] : []),
        button(t('forms:cancelButton'), to('cancel')),
      ],
    ],
  };
}

const addresseesIn = ({ units, hasBelow, directive, knowUnits, group, addressed: { toKnow } }: Overlook) => ({
  ...{ units, hasBelow, knowUnits, toKnow, audience: directive.audience },
  ...(directive.groupId === null ? {} : { group }),
});

export interface NotEnrolledPage {
  people: { fullName: string; unitName: string }[];
  total: number;
  page: number;
}

/** The names of those who would owe it and have no account, with the way back to the overview. */
export function notEnrolledScreen(draft: Draft, { people, total, page }: NotEnrolledPage, { t }: Voice): Screen {
  const to = pressOf(draft);
  const named = people.map(({ fullName: name, unitName: unit }, index) => {
    const place = String(page * PAGE + index + 1);
    return plain(t('forms:directive.notEnrolled.person', { place, name, unit }));
  });
  return {
    text: lines(
      bold(t('forms:directive.notEnrolled.heading', { count: total })),
      '',
      ...named,
      '',
      plain(t('forms:directive.notEnrolled.hint')),
    ),
    keyboard: [
      ...pageRow(page, Math.ceil(total / PAGE), (target) => to('people', target)),
      [button(t('forms:overviewButton'), to('overview'))],
    ],
  };
}

/** The receipt of somebody who was sent it and has done nothing yet. */
const SENT: Receipt = {
  ...{ id: 0, directiveId: 0, version: 1, personId: 0, unitId: 0, status: 'sent' },
  ...{ onPaper: false, lateJoiner: false, toKnow: false, acknowledgedAt: null, tries: 0, pagesSeen: [] },
  ...{ implementedAt: null, passedOnAt: null, passedOnId: null, accountId: null, messageId: null },
  ...{ isHolding: true, isCarried: false },
};

/** The card as its receivers will see it, with the way back as its only button. */
export function previewOfDirective({ draft, directive }: Overlook, issuer: string, voice: Voice): Screen {
  const { text, attachments, terms, document = null } = directive;
  const unsent = {
    issuer,
    issuedAt: voice.now,
    state: 'issued',
    ending: null,
    amendment: null,
    passedOn: null,
    receipt: SENT,
  };
  const hashed = { textHash: sha256(text), files: attachments.length, document, isSigned: isSigned(attachments) };
  const card = cardScreen({ ...directive, ...unsent, ...hashed }, voice);
  const question = termsSaid({ ...terms, mode: 'question', commitment: null, allPages: false }, voice);
  return {
    text: lines(card.text, '', question || null),
    keyboard: [[button(voice.t('forms:overviewButton'), pressOf(draft)('overview'))]],
  };
}

/** After the press: one line, and no buttons. */
export function submittedScreen(
  { directive, addressed }: Pick<Overlook, 'directive' | 'addressed'>,
  isAwaiting: boolean,
  { t }: Voice,
): Screen {
  const end = isAwaiting
    ? t('forms:directive.sent.awaiting')
    : t('forms:directive.sent.issuing', { count: addressed.owed });
  return { text: lines(bold(directive.title), '', plain(end)) };
}
