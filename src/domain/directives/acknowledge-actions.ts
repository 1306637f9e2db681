import { sha256 } from '../../lib/ids.ts';
import { nameForRecord, type PersonActor } from '../actor.ts';
import { entryOf, type Fact } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { type AckTerms, answerOrder } from './acknowledging.ts';
import type { Card, Receipt } from './receipt.ts';
import { pageWithin, unreadPages } from './text-pages.ts';

/**
 * A receipt's own person, and nobody else, sees its card: that of what holds, when another version has come since. Whoever asks for
 * another's is told the same as for one that never was.
 */
export async function getOwnCard(actor: PersonActor, receiptId: number, office: Office): Promise<Card> {
  const { receipts } = office.read;
  const receipt = await receipts.find(receiptId);
  if (!receipt || receipt.personId !== actor.person.id) throw new Problem('notYours');
  const current = receipt.isHolding ? receipt : await receipts.findCurrent(receipt.directiveId, receipt.personId);
  return await receipts.getCard((current ?? receipt).id);
}

export interface AckPress {
  receiptId: number;
  /** The card's message, learnt from the press. */
  messageId: number | null;
  /** The place of the pressed answer, and how many wrong ones there had been when it was shown; left out by the card's button. */
  answer?: { place: number; tries: number };
}

/** What has to be done before a press counts: a page (from 0) was opened by it, or the question is to be answered. */
export type Before = { what: 'read'; page: number } | { what: 'answer'; isWrong: boolean };

export interface Acknowledged {
  card: Card;
  isNew: boolean;
  /** Null when nothing is left to do. */
  before: Before | null;
}

/**
 * `directive.acknowledge`: the person's own word that they have read it, after whatever the directive asks for first. Pressing again
 * changes nothing, and what holds no more is not acknowledged: the card shows what holds.
 */
export async function acknowledge(actor: PersonActor, press: AckPress, office: Office): Promise<Acknowledged> {
  const at = office.clock.now();
  const { isNew, before } = await office.inTransaction(async (stores) => {
    const found = await stores.receipts.findWithTerms(press.receiptId);
    if (!found || found.receipt.personId !== actor.person.id) throw new Problem('notYours');
    const { receipt, terms } = found;
    if (!receipt.isHolding) return { isNew: false, before: null };
    if (press.answer && !terms.question) throw new Problem('notFound');
    const before = isOver(receipt) ? null : await whatIsBefore(actor, { receipt, terms, press, at }, stores);
    if (before) return { isNew: false, before };
    const place = press.messageId === null ? null : { accountId: actor.accountId, messageId: press.messageId };
    const isNew = await stores.receipts.acknowledge(receipt, { at, way: 'button', ...place });
    if (isNew)
      await record('directive.acknowledge', actor, { receipt, at, details: detailsOf(terms, receipt) }, stores);
    return { isNew, before: null };
  });
  return { card: await getOwnCard(actor, press.receiptId, office), isNew, before };
}

/** Their own word was given, or is wanted no more; what a leader recorded on paper leaves room for it. */
const isOver = ({ status, onPaper }: Receipt): boolean =>
  status === 'closed' || (status === 'acknowledged' && !onPaper);

/** The wording that was agreed to stands in the record itself, with its hash. */
function detailsOf({ commitment, question }: AckTerms, { tries }: Receipt): Fact['details'] {
  if (commitment !== null) return { commitment, commitmentHash: sha256(commitment) };
  return question ? { question: question.ask, answer: question.answers[0]!, tries } : {};
}

interface Trying {
  receipt: Receipt;
  terms: AckTerms;
  press: AckPress;
  at: Date;
}

async function whatIsBefore(actor: PersonActor, trying: Trying, stores: Stores): Promise<Before | null> {
  const { receipt, terms, press, at } = trying;
  if (terms.allPages) {
    const [page] = unreadPages(await stores.receipts.getCard(receipt.id), receipt.pagesSeen);
    if (page !== undefined) {
      await markOpened(actor, { receipt, page, at }, stores);
      return { what: 'read', page };
    }
  }
  if (!terms.question) return null;
  // Buttons of before a wrong answer are not looked at: one of them would be a try that nobody counts.
  if (press.answer?.tries !== receipt.tries) return { what: 'answer', isWrong: false };
  const chosen = answerOrder(receipt.id, terms.question)[press.answer.place];
  if (chosen === undefined) throw new Problem('notFound');
  if (chosen === terms.question.answers[0]) return null;
  if (!(await stores.receipts.countTry(receipt.id, receipt.tries))) return { what: 'answer', isWrong: false };
  await record('directive.answer-wrong', actor, { receipt, at, details: { answer: chosen } }, stores);
  return { what: 'answer', isWrong: true };
}

/** `directive.open-page`: a page is shown. Where all of them have to be opened, it is written down, once. */
export async function openPage(
  actor: PersonActor,
  { receiptId, page: wanted }: { receiptId: number; page: number },
  office: Office,
): Promise<Card> {
  const card = await getOwnCard(actor, receiptId, office);
  const page = pageWithin(card, wanted);
  if (isOver(card.receipt) || !unreadPages(card, card.receipt.pagesSeen).includes(page)) return card;
  const at = office.clock.now();
  await office.inTransaction((stores) => markOpened(actor, { receipt: card.receipt, page, at }, stores));
  return await office.read.receipts.getCard(card.receipt.id);
}

interface Opening {
  receipt: Receipt;
  page: number;
  at: Date;
}

async function markOpened(actor: PersonActor, { receipt, page, at }: Opening, stores: Stores): Promise<void> {
  if (!(await stores.receipts.markPageSeen(receipt.id, page))) return;
  await record('directive.open-page', actor, { receipt, at, details: { page: page + 1 } }, stores);
}

interface Recorded {
  receipt: Receipt;
  at: Date;
  details: Fact['details'];
}

async function record(
  action: 'directive.acknowledge' | 'directive.answer-wrong' | 'directive.open-page',
  actor: PersonActor,
  { receipt, at, details }: Recorded,
  stores: Stores,
): Promise<void> {
  const { id, directiveId, version } = receipt;
  const textHash = await stores.directives.getTextHash(directiveId, version);
  const who = nameForRecord(actor);
  const account = actor.accountId === null ? null : await stores.people.findAccountById(actor.accountId);
  const said = { receipt: id, version, account: actor.accountId, bound: account?.way ?? null, ...details };
  const fact = { stream: `directive:${directiveId}`, action, at, way: 'button' as const, textHash };
  await stores.evidence.append(entryOf({ ...fact, actor: who, subject: who, details: said }));
}
