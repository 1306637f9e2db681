import type { Managed } from '../domain/directives/manage-views.ts';
import type { Card, CardEnding } from '../domain/directives/receipt.ts';
import { callbacks } from './callbacks.ts';
import { sayInstant } from './dates.ts';
import { headOf, shortName } from './directive-head.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** A card whose text holds no more: what became of it, and the way to what holds. Null while it holds. */
export function pastCard(card: Card, voice: Voice): Screen | null {
  const { receipt, ending } = card;
  if (receipt.isHolding) return null;
  const current = ending?.as === 'replaced' ? (ending.by?.receiptId ?? null) : ending ? null : receipt.id;
  const open = button(
    voice.t('directives:ended.openButton'),
    callbacks.openCard.pack({ receiptId: current ?? receipt.id }),
  );
  return {
    text: lines(
      headOf(card, voice),
      '',
      ending ? endingLines(ending, voice) : bold(voice.t('directives:ended.amended')),
    ),
    keyboard: current === null ? [] : [[open]],
  };
}

/** That the follow-up is over, why, and what took its place. */
export function endingLines({ as, at, reason, by }: CardEnding, voice: Voice): string {
  const { t, zone } = voice;
  const name = by ? shortName(by, voice) : '';
  return lines(
    bold(t(`directives:ended.${as}`, { when: sayInstant(at, zone, t), name })),
    by?.number && plain(by.title),
    reason && plain(t('directives:ended.reason', { reason })),
  );
}

/** What whoever answers for a directive can still do with it. */
export function manageScreen({ directive, replacedBy, awaiting }: Managed, voice: Voice): Screen {
  const { t } = voice;
  const { id, endedAs, endedAt, endReason } = directive;
  const start = (form: string, key: 'amend' | 'replace' | 'withdraw' | 'close') =>
    button(t(`directives:manage.${key}Button`), callbacks.startForm.pack({ form, subject: id }));
  const isInForce = directive.state === 'issued';
  const mayEnd = isInForce || endedAs === 'closed';
  const by = replacedBy && { number: replacedBy.number, title: replacedBy.title, receiptId: null };
  return {
    text: lines(
      bold(shortName(directive, voice)),
      directive.number && plain(directive.title),
      '',
      endedAs && endedAt
        ? endingLines({ as: endedAs, at: endedAt, reason: endReason, by }, voice)
        : plain(standingNow({ directive, awaiting }, voice)),
    ),
    keyboard: [
      ...(isInForce && directive.nextVersion === null && !awaiting ? [[start('amend', 'amend')]] : []),
      ...(awaiting?.isOwn ? [[takeBackButton(awaiting.request.id, voice)]] : []),
      ...(mayEnd ? [[start('directive', 'replace')]] : []),
      ...(mayEnd ? [[start('withdraw', 'withdraw'), ...(isInForce ? [start('close', 'close')] : [])]] : []),
      [
        button(
          t('directives:manage.statusButton'),
          callbacks.directiveStatus.pack({ directiveId: id, unitId: directive.issuingUnitId }),
        ),
      ],
    ],
  };
}

function standingNow({ directive, awaiting }: Pick<Managed, 'directive' | 'awaiting'>, { t }: Voice): string {
  if (awaiting) return t('directives:manage.awaiting', { author: awaiting.request.authorName });
  return t(directive.nextVersion === null ? 'directives:manage.inForce' : 'directives:manage.amending');
}

const takeBackButton = (requestId: number, { t }: Voice) =>
  button(t('directives:manage.takeBackButton'), callbacks.takeBackAmendment.pack({ requestId }));
