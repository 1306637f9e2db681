import type { ClaimedDelivery, DeliveryKind } from '../domain/deliveries/delivery.ts';
import { nameOfApprover, viewPending, viewRequest } from '../domain/directives/issue-views.ts';
import { viewAmendmentRequest, viewOwnAmendment } from '../domain/directives/manage-views.ts';
import { Problem } from '../domain/problem.ts';
import type { Office } from '../domain/stores.ts';
import { amendmentDecidedScreen, amendmentReturnedScreen, amendmentScreen } from '../screens/amendment-request.ts';
import { decidedScreen, hourScreen, pendingScreen, returnedScreen } from '../screens/directive-pending.ts';
import type { Screen, Voice } from '../screens/screen.ts';
import { receiverOf } from './receiver.ts';

type PendingKind = Extract<
  DeliveryKind,
  | `amendment.${string}`
  | 'directive.approval'
  | 'directive.refused'
  | 'directive.cancelled'
  | 'directive.scheduled'
  | 'directive.unsigned'
>;
type Renderer = (delivery: ClaimedDelivery, voice: Voice, sources: { office: Office }) => Promise<Screen | null>;

/** What deliveries about directives and amendments that have not left become, as things stand when they are sent. */
export const pendingRenderers: Record<PendingKind, Renderer> = {
  'directive.approval': async ({ subjectId, personId }, voice, { office }) => {
    const { directive, approver } = await viewRequest(subjectId, office);
    const by = directive.approverId === personId ? null : approver;
    if (directive.state !== 'awaiting') return decidedScreen(directive, by, voice);
    const actor = await receiverOf(personId, voice, office);
    const pending = await unlessRefused(() => viewPending(actor, subjectId, office));
    return pending?.mayApprove ? pendingScreen({ ...pending, mayTakeBack: false }, voice) : null;
  },
  'directive.refused': (delivery, voice, { office }) => returned(delivery, voice, office),
  'directive.cancelled': (delivery, voice, { office }) => returned(delivery, voice, office),
  'directive.scheduled': (delivery, voice, { office }) => onHour(delivery, voice, office),
  'directive.unsigned': (delivery, voice, { office }) => onHour(delivery, voice, office),
  'amendment.approval': async ({ subjectId, personId }, voice, { office }) => {
    const view = await viewAmendmentRequest(subjectId, office);
    const by = view?.request.approverId === personId ? null : (view?.approver ?? null);
    if (view && view.request.state !== 'awaiting') return amendmentDecidedScreen({ ...view, approver: by }, voice);
    const actor = await receiverOf(personId, voice, office);
    const own = view && (await unlessRefused(() => viewOwnAmendment(actor, subjectId, office)));
    return own && amendmentScreen(own, voice);
  },
  'amendment.decided': async ({ subjectId }, voice, { office }) => {
    const view = await viewAmendmentRequest(subjectId, office);
    return view && amendmentReturnedScreen(view, voice);
  },
};

const returned = async ({ subjectId }: ClaimedDelivery, voice: Voice, office: Office) => {
  const directive = await office.read.directives.get(subjectId);
  return returnedScreen(directive, await nameOfApprover(directive, office), voice);
};

const onHour = async ({ subjectId }: ClaimedDelivery, voice: Voice, { read }: Office) =>
  hourScreen(await read.directives.get(subjectId), voice);

/** Whoever has lost the post that it was for is told nothing any more. */
async function unlessRefused<View>(look: () => Promise<View>): Promise<View | null> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
