import type { Card } from '../domain/directives/receipt.ts';
import { callbacks } from './callbacks.ts';
import { sayInstant } from './dates.ts';
import { type Button, bold, button, plain, type Voice } from './screen.ts';

/** What a head still can do with a directive for heads once they have acknowledged it. */
export function headRows({ receipt, audience, state }: Card, { t }: Voice): Button[][] {
  const { id: receiptId, status, toKnow, implementedAt, passedOnAt } = receipt;
  if (audience !== 'heads' || toKnow || status !== 'acknowledged' || state !== 'issued') return [];
  const implement = button(t('directives:head.implementButton'), callbacks.implement.pack({ receiptId }));
  return [
    ...(implementedAt ? [] : [[implement]]),
    ...(passedOnAt ? [] : [[passOnButton(receiptId, t('directives:head.passOnButton'))]]),
  ];
}

export const passOnButton = (receiptId: number, label: string): Button =>
  button(label, callbacks.startForm.pack({ form: 'passOn', subject: receiptId }));

/** What a head has done, in the lines at the end of the card. */
export function headLines({ receipt: { implementedAt, passedOnAt } }: Pick<Card, 'receipt'>, { t, zone }: Voice) {
  return [
    implementedAt && plain(t('directives:head.implementedAt', { when: sayInstant(implementedAt, zone, t) })),
    passedOnAt && plain(t('directives:head.passedOnAt', { when: sayInstant(passedOnAt, zone, t) })),
  ];
}

/** Who passed a directive on, and what they say to it, on top of its card. */
export function passedOnLines({ passedOn }: Pick<Card, 'passedOn'>, { t }: Voice): (string | null)[] {
  if (!passedOn) return [];
  const { by, unit, note } = passedOn;
  return [note && bold(t('directives:head.note', { note })), plain(t('directives:head.passedOnBy', { by, unit })), ''];
}
