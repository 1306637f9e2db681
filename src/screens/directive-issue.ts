import type { Directive } from '../domain/directives/directive.ts';
import type { RequestView } from '../domain/directives/issue-views.ts';
import { pagesOf } from '../domain/directives/text-pages.ts';
import { termsSaid } from './acknowledging.ts';
import { callbacks } from './callbacks.ts';
import { sayDeadline } from './dates.ts';
import { addresseesOf } from './directive-addressees.ts';
import { headOf, shortName } from './directive-head.ts';
import { bold, button, lines, marked, plain, type Screen, type Voice } from './screen.ts';

/** A request for the second person's yes, with all that people will see. */
export function approvalScreen(request: RequestView, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const { directive, issuer, units, knowUnits, hasBelow, addressed, attachments } = request;
  const directiveId = directive.id;
  const { deadlineAt, audience } = directive;
  const asked = directive.groupId === null ? {} : { group: request.group };
  const text = lines(
    bold(t('directives:approval.heading')),
    plain(t('directives:approval.from', { author: directive.authorName, unit: issuer })),
    '',
    headOf({ ...directive, issuer }, voice),
    '',
    addresseesOf({ units, hasBelow, audience, ...asked, knowUnits, toKnow: addressed.toKnow }, voice),
    plain(t('directives:approval.owed', { count: addressed.owed })),
    termsSaid(directive.terms, voice) || null,
    deadlineAt && plain(t('directives:card.deadline', { when: sayDeadline(deadlineAt, now, zone, t) })),
    attachments.length > 0 && plain(t('directives:card.files', { count: attachments.length })),
  );
  const files = button(t('directives:card.filesButton'), callbacks.approvalFiles.pack({ directiveId }));
  const count = pagesOf(request).length;
  const read = count > 1 ? t('directives:card.readPagesButton', { count }) : t('directives:card.readButton');
  return {
    text,
    keyboard: [
      [button(t('directives:approval.approveButton'), callbacks.approve.pack({ directiveId }))],
      [button(read, callbacks.approvalText.pack({ directiveId, page: 1 })), ...(attachments.length > 0 ? [files] : [])],
      [button(t('directives:approval.refuseButton'), callbacks.refuse.pack({ directiveId }))],
    ],
  };
}

/** One page (from 1) of the text that waits for approval. */
export function approvalPageScreen(request: RequestView, wanted: number, voice: Voice): Screen {
  const { t } = voice;
  const pages = pagesOf(request);
  const page = Math.min(Math.max(1, wanted), pages.length);
  const to = (target: number) => callbacks.approvalText.pack({ directiveId: request.directive.id, page: target });
  const turning = [
    ...(page > 1 ? [button('‹', to(page - 1))] : []),
    ...(page < pages.length ? [button('›', to(page + 1))] : []),
  ];
  const place = t('directives:card.page', { page, pages: pages.length });
  return {
    text: lines(bold(place), '', marked(pages[page - 1]!)),
    keyboard: [...(turning.length > 0 ? [turning] : []), [button(t('directives:approval.backButton'), to(0))]],
  };
}

/** After somebody decided: one line, and no buttons. Without an approver it was the reader. */
export function decidedScreen(directive: Directive, approver: string | null, voice: Voice): Screen {
  const { t } = voice;
  const end =
    directive.state === 'refused'
      ? approver
        ? t('directives:approval.refusedBy', { approver })
        : t('directives:approval.refused')
      : approver
        ? t('directives:approval.approvedBy', { approver })
        : t('directives:approval.approved');
  return { text: lines(bold(shortName(directive, voice)), directive.number && plain(directive.title), '', plain(end)) };
}

export function refusedScreen(directive: Directive, { t }: Voice): Screen {
  return {
    text: plain(t('directives:approval.refusedToAuthor', { title: directive.title })),
    keyboard: [[button(t('directives:approval.again'), callbacks.startForm.pack({ form: 'directive', subject: 0 }))]],
  };
}
