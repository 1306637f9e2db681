import type { CheckedDraft } from '../domain/directives/directive.ts';
import type { Receipt } from '../domain/directives/receipt.ts';
import { sha256 } from '../lib/ids.ts';
import { termsSaid } from './acknowledging.ts';
import { cardScreen } from './directive-card.ts';
import { isSigned } from './directive-document.ts';
import { type Button, lines, type Screen, type Voice } from './screen.ts';

/** The receipt of somebody who was sent it and has done nothing yet. */
const SENT: Receipt = {
  ...{ id: 0, directiveId: 0, version: 1, personId: 0, unitId: 0, status: 'sent' },
  ...{ onPaper: false, lateJoiner: false, toKnow: false, acknowledgedAt: null, tries: 0, pagesSeen: [] },
  ...{ implementedAt: null, passedOnAt: null, passedOnId: null, accountId: null, messageId: null },
  ...{ isHolding: true, isCarried: false },
};

export type Unsent = Pick<
  CheckedDraft,
  'number' | 'title' | 'text' | 'urgency' | 'audience' | 'deadlineAt' | 'terms' | 'document' | 'attachments'
>;

/** The card as its receivers will see it, with the way back as its only button. */
export function previewScreen(unsent: Unsent, issuer: string, back: Button, voice: Voice): Screen {
  const { text, attachments, terms, document = null } = unsent;
  const coming = { issuer, issuedAt: voice.now, state: 'issued', ending: null, amendment: null, passedOn: null };
  const hashed = { textHash: sha256(text), files: attachments.length, document, isSigned: isSigned(attachments) };
  const card = cardScreen({ ...unsent, ...coming, receipt: SENT, ...hashed }, voice);
  const question = termsSaid({ ...terms, mode: 'question', commitment: null, allPages: false }, voice);
  return { text: lines(card.text, '', question || null), keyboard: [[back]] };
}
