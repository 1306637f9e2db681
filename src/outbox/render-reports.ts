import { viewDigest } from '../domain/compliance/digest-views.ts';
import { viewKeptReport } from '../domain/compliance/report-views.ts';
import type { ClaimedDelivery, DeliveryKind } from '../domain/deliveries/delivery.ts';
import { Problem } from '../domain/problem.ts';
import type { Office } from '../domain/stores.ts';
import { digestScreen } from '../screens/digest.ts';
import { reportScreen } from '../screens/report.ts';
import type { Screen, Voice } from '../screens/screen.ts';
import { receiverOf } from './receiver.ts';

type ReportKind = Extract<DeliveryKind, `report.${string}` | `digest.${string}`>;
type Renderer = (delivery: ClaimedDelivery, voice: Voice, sources: { office: Office }) => Promise<Screen | null>;

/** The weekly report to those who may still have it when it leaves, and the morning's digest where something needs them then. */
export const reportRenderers: Record<ReportKind, Renderer> = {
  'report.week': async ({ subjectId, personId }, voice, { office }) => {
    const actor = await receiverOf(personId, voice, office);
    try {
      return reportScreen(await viewKeptReport(actor, subjectId, office), voice);
    } catch (error) {
      if (error instanceof Problem) return null;
      throw error;
    }
  },
  'digest.morning': async ({ personId }, voice, { office }) => {
    const digest = await viewDigest(personId, office);
    return digest && digestScreen(digest, voice);
  },
};
