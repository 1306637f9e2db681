// i18n: directives:pending.*
import type { AmendmentRequestView } from '../domain/directives/manage-views.ts';
import { pagesOf } from '../domain/directives/text-pages.ts';
import { callbacks } from './callbacks.ts';
import { shortName } from './directive-head.ts';
import { amendmentLines } from './directive-managing.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** An amendment that asks for its reader's yes: what it adds and removes, why, and who would have to acknowledge anew. */
export function amendmentScreen(view: AmendmentRequestView, voice: Voice): Screen {
  const { t } = voice;
  const { request } = view;
  const { id: requestId, approval } = request;
  const refuse = callbacks.startForm.pack({ form: 'refuseAmendment', subject: requestId });
  const count = pagesOf(request).length;
  const read = count > 1 ? t('directives:card.readPagesButton', { count }) : t('directives:card.readButton');
  return {
    text: lines(
      bold(t(`directives:pending.askAmendment.${approval}`)),
      plain(t('directives:pending.by', { author: request.authorName })),
      amendmentLines({ ...view, amendment: request, isCorrection: false }, voice),
    ),
    keyboard: [
      [button(t(`directives:pending.approveButton.${approval}`), callbacks.approveAmendment.pack({ requestId }))],
      [button(read, callbacks.amendment.pack({ requestId, page: 1 }))],
      [button(t('directives:pending.refuseButton'), refuse)],
    ],
  };
}

/** It is decided: one line, and no buttons. Without an approver it was the reader. */
export function amendmentDecidedScreen({ request, directive, approver }: Decided, voice: Voice): Screen {
  const { state } = request;
  const name = shortName(directive, voice);
  const { t } = voice;
  const word = {
    awaiting: '',
    cancelled: t('directives:pending.amendment.cancelled', { name }),
    approved: approver
      ? t('directives:pending.amendment.approvedBy', { name, approver })
      : t('directives:pending.amendment.approved', { name }),
    refused: approver
      ? t('directives:pending.amendment.refusedBy', { name, approver })
      : t('directives:pending.amendment.refused', { name }),
  }[state];
  return { text: plain(word) };
}

type Decided = Pick<AmendmentRequestView, 'request' | 'directive'> & { approver: string | null };

/** What became of it, to its author. */
export function amendmentReturnedScreen({ request, directive, approver }: Decided, voice: Voice): Screen | null {
  const { t } = voice;
  const { state, endReason: reason, directiveId } = request;
  const name = shortName(directive, voice);
  if (state === 'awaiting' || (state !== 'cancelled' && approver === null)) return null;
  const who = approver ?? '';
  const word = {
    approved: t('directives:pending.amendment.approvedToAuthor', { name, approver: who }),
    refused: t('directives:pending.amendment.refusedToAuthor', { name, approver: who }),
    cancelled: t('directives:pending.amendment.dropped', { name }),
  }[state];
  const again = callbacks.startForm.pack({ form: 'amend', subject: directiveId });
  return {
    text: lines(plain(word), reason && plain(t('directives:amended.reason', { reason }))),
    keyboard: state === 'refused' ? [[button(t('directives:pending.againButton'), again)]] : [],
  };
}

/** The last look before something is refused. */
export function refuseOverview(
  { name, reason, to }: { name: string; reason: string | null; to: (verb: string) => string },
  { t }: Voice,
): Screen {
  return {
    text: lines(
      bold(t('directives:pending.refusing', { name })),
      reason && plain(t('directives:amended.reason', { reason })),
      '',
      plain(t('directives:pending.refusingHint')),
    ),
    keyboard: [
      [button(t('directives:pending.refuseNowButton'), to('send'))],
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}

export const takenBackAmendmentScreen = ({ t }: Voice): Screen => ({
  text: plain(t('directives:pending.amendment.takenBack')),
});
