import type { Directive } from '../domain/directives/directive.ts';
import type { PendingView } from '../domain/directives/issue-views.ts';
import { pagesOf } from '../domain/directives/text-pages.ts';
import { termsSaid } from './acknowledging.ts';
import { callbacks } from './callbacks.ts';
import { sayDeadline, sayMoment } from './dates.ts';
import { addresseesOf } from './directive-addressees.ts';
import { headOf, nameAndTitle, shortName } from './directive-head.ts';
import { previewScreen } from './directive-preview.ts';
import { type Button, bold, button, lines, marked, pageRow, plain, type Screen, type Voice } from './screen.ts';

/** A directive that has not left, with all that people will see, and what its reader may do with it; opened from a list, the way back. */
export function pendingScreen(pending: PendingView, voice: Voice, isOpened = false): Screen {
  const { t, now, zone } = voice;
  const { directive, issuer, units, knowUnits, hasBelow, addressed, attachments, replaces } = pending;
  const { deadlineAt, audience } = directive;
  const asked = directive.groupId === null ? {} : { group: pending.group };
  const text = lines(
    bold(headingOf(pending, voice)),
    plain(t('directives:pending.from', { author: directive.authorName, unit: issuer })),
    hourLine(directive, voice),
    '',
    headOf({ ...directive, issuer }, voice),
    replaces && plain(t('directives:pending.replaces', { name: shortName(replaces, voice) })),
    '',
    addresseesOf({ units, hasBelow, audience, ...asked, knowUnits, toKnow: addressed.toKnow }, voice),
    plain(
      [
        t('directives:pending.owed', { count: addressed.owed }),
        attachments.length > 0 && t('directives:card.files', { count: attachments.length }),
      ]
        .filter(Boolean)
        .join(' · '),
    ),
    termsSaid(directive.terms, voice) || null,
    deadlineAt && plain(t('directives:card.deadline', { when: sayDeadline(deadlineAt, now, zone, t) })),
  );
  const toList = button(t('directives:pending.toListButton'), callbacks.pendingList.pack({ page: 0 }));
  const others = [...otherButtons(pending, voice), ...(isOpened ? [toList] : [])];
  return {
    text,
    keyboard: [...mainRows(pending, voice), ...lookRows(pending, voice), ...(others.length > 0 ? [others] : [])],
  };
}

/** When it leaves; of an hour that has come without a yes, that it leaves with it. */
function hourLine({ state, issueAt }: Directive, { t, now, zone }: Voice): string | null {
  if (!issueAt) return null;
  const when = sayMoment(issueAt, now, zone, t);
  if (issueAt > now) return plain(t('directives:pending.at', { when }));
  return state === 'awaiting' ? plain(t('directives:pending.hourPast', { when })) : null;
}

function headingOf({ directive, mayApprove }: PendingView, { t }: Voice): string {
  if (directive.state === 'scheduled') return t('directives:pending.scheduled');
  const approval = directive.approval ?? 'second';
  return mayApprove ? t(`directives:pending.ask.${approval}`) : t(`directives:pending.awaiting.${approval}`);
}

function mainRows({ directive, mayApprove, mayRelease }: PendingView, { t }: Voice): Button[][] {
  const directiveId = directive.id;
  const approve = t(`directives:pending.approveButton.${directive.approval ?? 'second'}`);
  return [
    ...(mayApprove ? [[button(approve, callbacks.approve.pack({ directiveId }))]] : []),
    ...(mayRelease ? [[button(t('directives:pending.releaseButton'), callbacks.release.pack({ directiveId }))]] : []),
  ];
}

function lookRows({ directive, attachments, ...view }: PendingView, { t }: Voice): Button[][] {
  const directiveId = directive.id;
  const files = button(t('directives:card.filesButton'), callbacks.pendingFiles.pack({ directiveId }));
  const preview = button(t('directives:pending.previewButton'), callbacks.pendingPreview.pack({ directiveId }));
  const count = pagesOf({ ...view, ...directive }).length;
  const read = count > 1 ? t('directives:card.readPagesButton', { count }) : t('directives:card.readButton');
  return [
    [
      button(read, callbacks.pending.pack({ directiveId, page: 1 })),
      ...(attachments.length > 0 ? [files] : []),
      preview,
    ],
  ];
}

function otherButtons({ directive, mayApprove, mayTakeBack }: PendingView, { t }: Voice): Button[] {
  const { id } = directive;
  const refuse = button(
    t('directives:pending.refuseButton'),
    callbacks.startForm.pack({ form: 'refuse', subject: id }),
  );
  const takeBack = button(t('directives:pending.takeBackButton'), callbacks.takeBack.pack({ directiveId: id }));
  return [...(mayApprove ? [refuse] : []), ...(mayTakeBack ? [takeBack] : [])];
}

/** One page (from 1) of a text that has not left; `to` leads to another, 0 back to the whole. */
export function pendingPageScreen(
  view: { text: string; textHash: string },
  wanted: number,
  to: (page: number) => string,
  { t }: Voice,
): Screen {
  const pages = pagesOf(view);
  const page = Math.min(Math.max(1, wanted), pages.length);
  const place = t('directives:card.page', { page, pages: pages.length });
  return {
    text: lines(bold(place), '', marked(pages[page - 1]!)),
    keyboard: [
      ...pageRow(page - 1, pages.length, (target) => to(target + 1)),
      [button(t('directives:pending.backButton'), to(0))],
    ],
  };
}

/** Its card, as people will get it. */
export function pendingPreview({ directive, text, attachments, issuer }: PendingView, voice: Voice): Screen {
  const toWhole = callbacks.pending.pack({ directiveId: directive.id, page: 0 });
  const back = button(voice.t('directives:pending.backButton'), toWhole);
  return previewScreen({ ...directive, text, attachments }, issuer, back, voice);
}

/** It is decided, or has left: one line, and no buttons but the way back for what was taken back. Without an approver it was the reader. */
export function decidedScreen(directive: Directive, approver: string | null, voice: Voice): Screen {
  return { text: lines(nameAndTitle(directive, voice), '', plain(wordOf(directive, approver, voice))) };
}

function wordOf({ state, approval, issueAt }: Directive, approver: string | null, { t, now, zone }: Voice): string {
  const which = approval ?? 'second';
  if (state === 'cancelled') return t('directives:pending.cancelled');
  if (state === 'refused')
    return approver ? t(`directives:pending.refusedBy.${which}`, { approver }) : t('directives:pending.refused');
  if (approver) return t(`directives:pending.approvedBy.${which}`, { approver });
  if (state !== 'scheduled' || !issueAt) return t(`directives:pending.approved.${which}`);
  return t('directives:pending.approvedFor', { when: sayMoment(issueAt, now, zone, t) });
}

/** To its author: who refused it, and why; or somebody else took it back. */
export function returnedScreen(directive: Directive, approver: string | null, voice: Voice): Screen {
  const { t } = voice;
  const { id: directiveId, state, endReason: reason } = directive;
  const again = button(t('directives:pending.againButton'), callbacks.takeBack.pack({ directiveId }));
  return {
    text: lines(
      nameAndTitle(directive, voice),
      '',
      plain(
        state === 'refused' && approver
          ? t('directives:pending.refusedToAuthor', { approver })
          : t('directives:pending.cancelledToAuthor'),
      ),
      reason && plain(t('directives:amended.reason', { reason })),
    ),
    keyboard: [[again]],
  };
}

/** To its author: it was signed and leaves at its hour; or its hour has come and nobody has said yes. */
export function hourScreen(directive: Directive, voice: Voice): Screen | null {
  const { t, now, zone } = voice;
  const { id: directiveId, state, issueAt } = directive;
  if (!issueAt || (state !== 'scheduled' && state !== 'awaiting')) return null;
  const when = sayMoment(issueAt, now, zone, t);
  const isPast = issueAt <= now;
  const word =
    state === 'awaiting'
      ? t('directives:pending.unsigned', { when })
      : isPast
        ? t('directives:pending.tooLate', { when })
        : t('directives:pending.signedFor', { when });
  return {
    text: lines(nameAndTitle(directive, voice), '', plain(word)),
    keyboard: [[button(t('directives:pending.openButton'), callbacks.pending.pack({ directiveId, page: 0 }))]],
  };
}

/** To whoever looks for it among what has not left. */
export const leftScreen = (directive: Directive, voice: Voice): Screen => ({
  text: lines(nameAndTitle(directive, voice), '', plain(voice.t('directives:pending.left'))),
});

/** Now it leaves. */
export const leavingScreen = (directive: Directive, voice: Voice): Screen => ({
  text: lines(nameAndTitle(directive, voice), '', plain(voice.t('directives:pending.leaving'))),
});
