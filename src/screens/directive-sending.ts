import type { Figures } from '../domain/compliance/compliance.ts';
import { RESTORED } from '../domain/deliveries/delivery.ts';
import type { Directive } from '../domain/directives/directive.ts';
import { SECOND } from '../lib/clock.ts';
import { callbacks } from './callbacks.ts';
import { saySpan } from './dates.ts';
import { shortName } from './directive-head.ts';
import { bar, bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** How a sending stands: its figures, whether something is under way, and the messages per second. */
export interface Sending {
  directive: Directive;
  figures: Figures;
  isUnderWay: boolean;
  /** Cards that were given up and can be sent once more. */
  failed: number;
  /** Of them those in doubt since a backup was restored. */
  doubted: number;
  /** So many may have got their card more than once. */
  doubled: number;
  rate: number;
}

/** One message for the author: how far the sending is while it runs, and the account at the end. */
export function sendingScreen(sending: Sending, voice: Voice): Screen {
  const { t } = voice;
  const { directive, figures, isUnderWay, failed, doubted, doubled } = sending;
  const { owed, notEnrolled, unreachable } = figures;
  const directiveId = directive.id;
  const isPassedOn = directive.parentId !== null;
  const toStatus = callbacks.directiveStatus.pack({ directiveId, unitId: directive.issuingUnitId });
  const give = button(
    t('tasks:giveButton'),
    callbacks.proposedTasks.pack({ directiveId, unitId: directive.issuingUnitId, page: 0 }),
  );
  const retryLabel =
    doubted > 0
      ? t('directives:sending.retryDoubtedButton', { count: failed })
      : t('directives:sending.retryButton', { count: failed });
  const retry = button(retryLabel, callbacks.retrySending.pack({ directiveId }));
  return {
    text: lines(
      bold(headingOf(sending, voice)),
      directive.number && plain(directive.title),
      '',
      isUnderWay ? progressOf(sending, voice) : null,
      plain(t('directives:issued.owed', { count: owed })),
      !isUnderWay && plain(t('directives:issued.sent', { done: sentOf(figures), all: owed - figures.closed })),
      figures.unknown > 0 && !isUnderWay && plain(t('directives:issued.unknown', { count: figures.unknown })),
      notEnrolled > 0 && plain(t('directives:issued.notEnrolled', { count: notEnrolled })),
      unreachable > 0 && plain(t('directives:issued.unreachable', { count: unreachable })),
      doubled > 0 && plain(t('directives:issued.doubled', { count: doubled })),
      '',
      doubted > 0 && !isUnderWay && plain(t('directives:sending.doubted', { count: doubted })),
    ),
    keyboard: [
      ...(failed > 0 && !isUnderWay ? [[retry]] : []),
      [button(t('directives:issued.statusButton'), toStatus), ...(isUnderWay || isPassedOn ? [] : [give])],
    ],
  };
}

/** A head's passing on is no issue of its own. */
function headingOf({ directive, isUnderWay }: Sending, voice: Voice): string {
  const { t } = voice;
  const name = shortName(directive, voice);
  if (isUnderWay) return t('directives:sending.progress', { name });
  return directive.parentId === null
    ? t('directives:issued.heading', { name })
    : t('directives:issued.passedOn', { name });
}

/** Accepted by Telegram, or acknowledged in some other way. */
const sentOf = ({ sent, acknowledged }: Figures): number => sent + acknowledged;

function progressOf({ directive, figures, rate }: Sending, { t }: Voice): string {
  if (directive.haltedAt) return plain(t('directives:sending.halted'));
  const all = figures.owed - figures.closed - figures.notEnrolled - figures.unreachable;
  const done = all - figures.waiting;
  const span = saySpan((figures.waiting / rate) * SECOND, t);
  return lines(
    plain(t('directives:sending.line', { bar: bar(done, all), done, all })),
    figures.waiting > 0 && plain(t('directives:sending.left', { span, rate })),
  );
}

/** Nothing more of it leaves: what happened, and the button to go on once that is right. */
export function haltedScreen(directive: Directive, voice: Voice): Screen {
  const { t } = voice;
  const resume = button(
    t('directives:sending.resumeButton'),
    callbacks.resumeSending.pack({ directiveId: directive.id }),
  );
  return {
    text: lines(
      bold(t('directives:sending.heading', { name: shortName(directive, voice) })),
      '',
      plain(directive.haltReason === RESTORED ? t('directives:sending.whyRestored') : t('directives:sending.why')),
    ),
    keyboard: directive.haltedAt ? [[resume]] : [],
  };
}

export const resumedScreen = (directive: Directive, voice: Voice): Screen => ({
  text: lines(bold(shortName(directive, voice)), plain(voice.t('directives:sending.resumed'))),
});
