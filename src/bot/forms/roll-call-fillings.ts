import { placesOf } from '../../domain/actor.ts';
import { begunWith, finishDraft } from '../../domain/forms/draft-actions.ts';
import type { Draft } from '../../domain/forms/form.ts';
import { Problem } from '../../domain/problem.ts';
import { sayMore } from '../../domain/rollcalls/answer-actions.ts';
import { callRoll, countAsked, prepareRollCall } from '../../domain/rollcalls/call-actions.ts';
import { ROLL_CALL_ROLES, type Said } from '../../domain/rollcalls/roll-call.ts';
import { helpForm, rollCallForm } from '../../domain/rollcalls/roll-call-form.ts';
import { mayCallAny } from '../../domain/rollcalls/roll-call-policy.ts';
import { viewListed } from '../../domain/rollcalls/roll-call-views.ts';
import { sentenceScreen } from '../../screens/account.ts';
import { rollCallOverview, rollCallSent } from '../../screens/roll-call.ts';
import { behind } from '../behind.ts';
import { actorOf, type BotContext, showBelow } from '../context.ts';
import type { Filling } from './filling.ts';
import { refuseClassified } from './task-filling.ts';

/** `/rollcall`. Whoever is in charge of one unit alone finds it chosen already. */
export const rollCallFilling: Filling = {
  form: rollCallForm,
  mayFill(actor) {
    if (!mayCallAny(actor)) throw new Problem('mayNotCallRoll');
  },
  check: refuseClassified,
  async begin(ctx) {
    const places = new Set(placesOf(actorOf(ctx), ROLL_CALL_ROLES).map(({ unitId }) => unitId));
    return places.size === 1 ? begunWith('units', [...places]) : {};
  },
  async overview(ctx, draft) {
    const { about, unitIds } = wishOf(draft);
    const { units, ...count } = await countAsked(actorOf(ctx), unitIds, ctx.office);
    return rollCallOverview({ draft, about, units: units.map(({ name }) => name), ...count }, ctx.voice);
  },
  async submit(ctx, draft) {
    const call = await callRoll(actorOf(ctx), wishOf(draft), draft.id, ctx.office);
    // At once, whatever the clock's routines are at; they finish it after a crash.
    if (call.state === 'preparing') behind(ctx, async () => void (await prepareRollCall(call.id, ctx.office)));
    return rollCallSent(call, ctx.voice);
  },
};

const wishOf = ({ answers }: Draft) => ({ about: answers.about as string, unitIds: answers.units as number[] });

/**
 * What is needed and where, beside a call for help. From the person it is taken message by message until they are safe: whoever is
 * in need does not press "next". From a leader, who has them on the telephone, it is one message.
 */
export const helpFilling: Filling = {
  form: helpForm,
  mayFill() {},
  async begin(ctx, listedId) {
    const { mayRecord, listed } = await viewListed(actorOf(ctx), listedId, ctx.office);
    if (!mayRecord || listed.answer !== 'help') throw new Problem('notFound');
    return { listedId };
  },
  async take(ctx, draft) {
    const listedId = draft.answers.listedId as number;
    // A refusal is one sentence: the question stands on the card.
    delete ctx.sayRefusal;
    const isTaken = await sayMore(actorOf(ctx), listedId, saidIn(ctx), ctx.update.update_id, ctx.office);
    const listed = await ctx.office.read.rollCalls.findListed(listedId);
    const isOwn = listed?.person.id === draft.personId;
    if (!isTaken || !isOwn) await finishDraft(draft, ctx.office);
    if (!isTaken) return false;
    const key = isOwn ? 'rollcall:help.taken' : 'rollcall:help.takenFor';
    showBelow(ctx, sentenceScreen(ctx.voice.t(key)), undefined, `help:${draft.id}`);
    return true;
  },
  async overview() {
    throw new Problem('formGone');
  },
  async submit() {
    throw new Problem('formGone');
  },
};

function saidIn({ message }: BotContext): Said | null {
  if (message && 'location' in message) {
    const { latitude, longitude } = message.location;
    return { latitude, longitude };
  }
  if (message && 'text' in message) return { words: message.text };
  if (message && 'caption' in message && message.caption) return { words: message.caption };
  return null;
}
