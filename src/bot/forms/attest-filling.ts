import { attest, getAttestable, getUnattested } from '../../domain/directives/attest-actions.ts';
import { attestForm } from '../../domain/directives/attest-form.ts';
import type { AttestationWay } from '../../domain/directives/attestation.ts';
import type { Draft } from '../../domain/forms/form.ts';
import { attestOverview, attestSaved } from '../../screens/attestation.ts';
import { callbacks } from '../../screens/callbacks.ts';
import { actorOf, type BotContext } from '../context.ts';
import type { Filling } from './filling.ts';

/** A leader's word that somebody was told by telephone, or signed on paper. */
export const attestFilling = (way: AttestationWay): Filling => ({
  form: attestForm(way),
  mayFill() {},
  begin: async (ctx, receiptId) => ({
    receiptId: (await getUnattested(actorOf(ctx), { receiptId, way }, ctx.office)).id,
  }),
  async overview(ctx, draft) {
    const { directive, person, unit, note } = await lookOver(ctx, draft);
    return attestOverview({ draft, way, directive, person: person.fullName, unit: unit.name, note }, ctx.voice);
  },
  back: async (_, { answers }) => callbacks.owing.pack({ receiptId: answers.receiptId as number }),
  async submit(ctx, draft) {
    const { directive, person, unit, note } = await lookOver(ctx, draft);
    await attest(actorOf(ctx), { receiptId: draft.answers.receiptId as number, way, note }, ctx.office);
    return attestSaved({ way, directive, person: person.fullName, unitId: unit.id }, ctx.voice);
  },
});

async function lookOver(ctx: BotContext, { answers }: Draft) {
  const { receipt, person } = await getAttestable(actorOf(ctx), answers.receiptId as number, ctx.office);
  const { directives, units } = ctx.office.read;
  const [directive, unit] = [await directives.get(receipt.directiveId), await units.get(receipt.unitId)];
  return { directive, person, unit, note: answers.note as string | null };
}
