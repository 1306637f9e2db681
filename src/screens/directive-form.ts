import type { Approval, CheckedDraft, Directive } from '../domain/directives/directive.ts';
import type { Addressed } from '../domain/directives/receipt-store.ts';
import type { Draft } from '../domain/forms/form.ts';
import { termsSaid } from './acknowledging.ts';
import { callbacks } from './callbacks.ts';
import { sayDeadline, sayMoment } from './dates.ts';
import { addresseesOf } from './directive-addressees.ts';
import { documentLines, isSigned } from './directive-document.ts';
import { shortName } from './directive-head.ts';
import { previewScreen } from './directive-preview.ts';
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
  /** Whose yes it takes before it leaves. */
  approval: Approval | null;
}

/** The last look before a directive leaves: what, to whom, by when, how many. */
export function overviewOfDirective(overlook: Overlook, voice: Voice): Screen {
  const { draft, directive, addressed, replaces } = overlook;
  const { t, now, zone } = voice;
  const { title, deadlineAt, issueAt, urgency, lateJoiners, text, attachments } = directive;
  const to = pressOf(draft);
  const { owed, notEnrolled, unreachable } = addressed;
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
      issueAt && plain(t('forms:directive.overview.issueAt', { when: sayMoment(issueAt, now, zone, t) })),
      urgency !== 'normal' &&
        plain(t('forms:directive.overview.urgency', { urgency: t(`forms:directive.urgency.choice.${urgency}`) })),
      lateJoiners && plain(t('forms:directive.overview.newcomers')),
      termsSaid(directive.terms, voice) || null,
      plain(
        [
          t('forms:directive.overview.text', { count: text.length }),
          attachments.length > 0 && t('forms:directive.overview.files', { count: attachments.length }),
        ]
          .filter(Boolean)
          .join(' · '),
      ),
      isSigned(attachments) && plain(t('documents:signed')),
      '',
      owed === 0
        ? plain(t('forms:directive.overview.nobody'))
        : `${bold(t('forms:directive.overview.owed', { count: owed }))}${
            notEnrolled > 0 ? plain(`, ${t('forms:directive.overview.notEnrolled', { count: notEnrolled })}`) : ''
          }`,
      unreachable > 0 && plain(t('forms:directive.overview.unreachable', { count: unreachable })),
      plain(t('forms:directive.overview.notClassified')),
      overlook.approval && plain(t(`forms:directive.overview.needs.${overlook.approval}`)),
    ),
    keyboard: [
      ...(owed > 0 ? [[button(sendLabel(overlook, voice), to('send'))]] : []),
      [
        button(t('forms:directive.overview.previewButton'), to('preview')),
        button(t('forms:directive.overview.issueAtButton'), to('edit', 'issueAt')),
      ],
      [
        button(t('forms:editButton'), to('choose')),
        ...(notEnrolled > 0 ? [button(t('forms:directive.overview.notEnrolledButton'), to('people', 0))] : []),
        button(t('forms:cancelButton'), to('cancel')),
      ],
    ],
  };
}

function sendLabel({ approval, directive, addressed }: Overlook, { t }: Voice): string {
  if (approval) return t(`forms:directive.overview.submitButton.${approval}`);
  const count = addressed.owed;
  return directive.issueAt
    ? t('forms:directive.overview.scheduleButton', { count })
    : t('forms:directive.overview.issueButton', { count });
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

/** The card as its receivers will see it. */
export function previewOfDirective({ draft, directive }: Overlook, issuer: string, voice: Voice): Screen {
  const back = button(voice.t('forms:overviewButton'), pressOf(draft)('overview'));
  return previewScreen(directive, issuer, back, voice);
}

/** After the press: one line, and the way to what has not left yet. */
export function submittedScreen(
  { id: directiveId, title, state, approval, issueAt }: Directive,
  count: number,
  voice: Voice,
): Screen {
  const { t, now, zone } = voice;
  const when = issueAt ? sayMoment(issueAt, now, zone, t) : '';
  const end =
    state === 'awaiting'
      ? t(`forms:directive.sent.${approval ?? 'second'}`)
      : state === 'scheduled'
        ? t('forms:directive.sent.scheduled', { when })
        : t('forms:directive.sent.issuing', { count });
  const open = button(t('directives:pending.openButton'), callbacks.pending.pack({ directiveId, page: 0 }));
  return {
    text: lines(bold(title), '', plain(end)),
    keyboard: state === 'awaiting' || state === 'scheduled' ? [[open]] : [],
  };
}
