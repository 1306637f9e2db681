import type { ClaimedDelivery, DeliveryKind } from '../domain/deliveries/delivery.ts';
import { isRunning } from '../domain/rollcalls/roll-call.ts';
import { viewAccountOf } from '../domain/rollcalls/roll-call-views.ts';
import type { Office } from '../domain/stores.ts';
import { helpWord, rollCallCard } from '../screens/roll-call.ts';
import { rollCallAccount } from '../screens/roll-call-account.ts';
import type { Screen, Voice } from '../screens/screen.ts';

type RollCallKind = Extract<DeliveryKind, `rollcall.${string}`>;
type Renderer = (delivery: ClaimedDelivery, voice: Voice, sources: { office: Office }) => Promise<Screen | null>;

/** What was answered, or has ended, before it was asked needs no asking; where it stands already it is brought up to date. */
const card: Renderer = async ({ subjectId, messageId }, voice, { office }) => {
  const { rollCalls } = office.read;
  const listed = await rollCalls.findListed(subjectId);
  const call = listed && (await rollCalls.find(listed.rollCallId));
  if (!listed || !call) return null;
  const isAsked = isRunning(call) && listed.answer === null && listed.closedAt === null;
  return isAsked || messageId !== null ? rollCallCard(call, listed, voice) : null;
};

/** What deliveries of roll calls become. None of them names anybody. */
export const rollCallRenderers: Record<RollCallKind, Renderer> = {
  'rollcall.card': card,
  'rollcall.reminder': card,
  'rollcall.account': async ({ subjectId, personId }, voice, { office }) => {
    const account = await viewAccountOf(personId, subjectId, office);
    return account && rollCallAccount(account, voice);
  },
  'rollcall.help': async ({ subjectId }, voice, { office }) => {
    const { rollCalls } = office.read;
    const entry = await rollCalls.findEntry(subjectId);
    const listed = entry && (await rollCalls.findListed(entry.listedId));
    const call = listed && (await rollCalls.find(listed.rollCallId));
    return entry && listed && call ? helpWord(call, listed.id, entry.step, voice) : null;
  },
};
