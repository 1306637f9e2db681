import { countPressing } from '../domain/declarations/privacy-request-views.ts';
import type { ClaimedDelivery, DeliveryKind } from '../domain/deliveries/delivery.ts';
import type { Office } from '../domain/stores.ts';
import {
  requestEndedScreen,
  requestExtendedScreen,
  requestReceivedScreen,
  requestReminderScreen,
} from '../screens/privacy-request-pushes.ts';
import type { Screen, Voice } from '../screens/screen.ts';
import { receiverOf } from './receiver.ts';

type RequestKind = Extract<DeliveryKind, `request.${string}`>;
type Renderer = (delivery: ClaimedDelivery, voice: Voice, sources: { office: Office }) => Promise<Screen | null>;

/** What deliveries about people's own data become: that there is a request or an answer, and the way to it. */
export const requestRenderers: Record<RequestKind, Renderer> = {
  'request.received': async ({ subjectId }, voice, { office }) => {
    const request = await office.read.privacyRequests.find(subjectId);
    return request && requestReceivedScreen(request, voice);
  },
  'request.extended': async ({ subjectId }, voice, { office }) => {
    const request = await office.read.privacyRequests.find(subjectId);
    return request && requestExtendedScreen(request, voice);
  },
  'request.ended': async ({ subjectId, personId }, voice, { office }) => {
    const request = await office.read.privacyRequests.find(subjectId);
    return request && requestEndedScreen(request, request.person.id === personId, voice);
  },
  'request.reminder': async ({ personId }, voice, { office }) =>
    requestReminderScreen(await countPressing(await receiverOf(personId, voice, office), office), voice),
};
