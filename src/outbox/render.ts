import { alarms } from '../domain/alarms.ts';
import type { ClaimedDelivery, DeliveryKind } from '../domain/deliveries/delivery.ts';
import { viewEscalation } from '../domain/directives/escalation-actions.ts';
import type { Card } from '../domain/directives/receipt.ts';
import type { Office } from '../domain/stores.ts';
import type { I18n } from '../i18n.ts';
import { leaveEndedScreen, leaveMarkedScreen, leaveOverScreen } from '../screens/absence.ts';
import { movedScreen, sentenceScreen } from '../screens/account.ts';
import { attestedScreen, disputedScreen } from '../screens/attestation.ts';
import { cardScreen } from '../screens/directive-card.ts';
import { escalationScreen } from '../screens/directive-escalation.ts';
import { owedScreen } from '../screens/directive-lists.ts';
import { haltedScreen, sendingScreen } from '../screens/directive-sending.ts';
import { messageOf, PAGE, type Screen, type Voice } from '../screens/screen.ts';
import { areaRenderers } from './render-areas.ts';
import { followUpRenderers } from './render-follow-ups.ts';
import { healthRenderers } from './render-health.ts';
import { pendingRenderers } from './render-pending.ts';
import { reportRenderers } from './render-reports.ts';
import { requestRenderers } from './render-requests.ts';
import { rollCallRenderers } from './render-roll-calls.ts';
import { taskRenderers } from './render-tasks.ts';
import { tripRenderers } from './render-trips.ts';

/** The message for each delivery by its id; null when there is nothing to say any more, an error where it could not be made. */
export type Render = (deliveries: ClaimedDelivery[]) => Promise<Map<number, object | null>>;

interface Sources {
  office: Office;
  cards: Map<number, Card>;
  /** Messages per second. */
  rate: number;
}
type Renderer = (delivery: ClaimedDelivery, voice: Voice, sources: Sources) => Promise<Screen | null> | Screen | null;

/** One line per kind: what a delivery's ids become at the moment of sending, in the words of its receiver. */
const renderers: Record<DeliveryKind, Renderer> = {
  'directive.card': ({ subjectId, messageId }, voice, { cards }) => {
    const card = cards.get(subjectId);
    // What holds no more is said where it was sent, and nowhere else.
    const isNews = card?.receipt.isHolding && card.receipt.status !== 'closed';
    return card && (isNews || messageId !== null) ? cardScreen(card, voice) : null;
  },
  'directive.issued': async ({ subjectId }, voice, { office, rate }) => {
    const { directives } = await office.read.compliance.listDirectives(
      { path: null, directiveId: subjectId },
      voice.now,
    );
    const isUnderWay = await office.read.deliveries.isUnderWay(subjectId);
    const failed = isUnderWay ? 0 : await office.read.deliveries.countFailed(subjectId);
    const doubted = failed === 0 ? 0 : await office.read.deliveries.countDoubted(subjectId);
    const doubled = isUnderWay ? 0 : await office.read.deliveries.countDoubled(subjectId);
    const directive = await office.read.directives.get(subjectId);
    const [figures] = directives;
    if (!figures) return null;
    return sendingScreen({ directive, figures, isUnderWay, failed, doubted, doubled, rate }, voice);
  },
  'directive.halted': async ({ subjectId }, voice, { office }) =>
    haltedScreen(await office.read.directives.get(subjectId), voice),
  ...pendingRenderers,
  'directive.escalation': async ({ subjectId, personId }, voice, { office }) => {
    const view = await viewEscalation(subjectId, personId, office);
    return view && escalationScreen(view, voice);
  },
  'receipt.attested': async ({ subjectId }, voice, { office }) => {
    const { attestation, directive } = await attested(subjectId, office);
    return attestedScreen(attestation, directive, voice);
  },
  'receipt.disputed': async ({ subjectId }, voice, { office }) => {
    const { attestation, directive, person } = await attested(subjectId, office);
    return disputedScreen(attestation, directive, person.fullName, voice);
  },
  ...taskRenderers,
  ...tripRenderers,
  ...areaRenderers,
  ...healthRenderers,
  ...followUpRenderers,
  ...requestRenderers,
  ...rollCallRenderers,
  ...reportRenderers,
  'absence.marked': async ({ subjectId }, voice, { office }) => {
    const absence = await office.read.absences.find(subjectId);
    const by = absence?.markedById ? await office.read.people.get(absence.markedById) : null;
    return absence && by && leaveMarkedScreen(absence, by.fullName, voice);
  },
  'absence.ended': async ({ subjectId }, voice, { office }) => {
    const absence = await office.read.absences.find(subjectId);
    return absence && leaveEndedScreen(absence, voice);
  },
  'absence.over': async ({ subjectId, personId }, voice, { office }) => {
    const absence = await office.read.absences.find(subjectId);
    const owed = await office.read.receipts.listOwed(personId, PAGE, 0);
    return absence && leaveOverScreen(absence, { ...owed, page: 0 }, voice);
  },
  'inbox.list': ({ personId }, voice, { office }) => owed(personId, 'welcome', voice, office),
  'inbox.reminder': ({ personId }, voice, { office }) => owed(personId, 'reminder', voice, office),
  alarm: ({ subjectId }, { t }) => sentenceScreen(t(`alarms:${alarms[subjectId] ?? 'stuck'}`)),
  'account.moved': (_, voice) => movedScreen(voice),
};

async function attested(id: number, { read }: Office) {
  const attestation = (await read.attestations.find(id))!;
  const receipt = (await read.receipts.find(attestation.receiptId))!;
  const [directive, person] = [await read.directives.get(receipt.directiveId), await read.people.get(receipt.personId)];
  return { attestation, directive, person };
}

async function owed(
  personId: number,
  as: 'welcome' | 'reminder',
  voice: Voice,
  office: Office,
): Promise<Screen | null> {
  const found = await office.read.receipts.listOwed(personId, PAGE, 0);
  return found.total > 0 ? owedScreen({ ...found, page: 0 }, as, voice) : null;
}

/** Loads what a batch needs at once, then renders each delivery in its receiver's language. */
export function createRender(office: Office, i18n: I18n, rate: number): Render {
  return async (deliveries) => {
    const receiptIds = deliveries.filter(({ kind }) => kind === 'directive.card').map(({ subjectId }) => subjectId);
    const cards = await office.read.receipts.getCards(receiptIds);
    const people = await office.read.people.listByIds([...new Set(deliveries.map(({ personId }) => personId))]);
    const localeOf = new Map(people.map((person) => [person.id, person.locale]));
    const messages = new Map<number, object | null>();
    for (const delivery of deliveries) {
      const voice = { t: i18n.t(localeOf.get(delivery.personId)), now: office.clock.now(), zone: office.zone };
      messages.set(delivery.id, await renderOne(delivery, voice, { office, cards, rate }));
    }
    return messages;
  };
}

/** What is wrong with one delivery is nobody else's loss. */
async function renderOne(delivery: ClaimedDelivery, voice: Voice, sources: Sources): Promise<object | null> {
  try {
    const screen = await renderers[delivery.kind](delivery, voice, sources);
    return screen && messageOf(screen);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
