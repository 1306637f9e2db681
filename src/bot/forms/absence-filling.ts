import { absenceForm } from '../../domain/forms/absence-form.ts';
import type { Draft } from '../../domain/forms/form.ts';
import { getMarkable, markAway } from '../../domain/people/absence-actions.ts';
import { leaveOverview, leaveSaved } from '../../screens/absence.ts';
import { callbacks } from '../../screens/callbacks.ts';
import { actorOf, type BotContext } from '../context.ts';
import type { Filling } from './filling.ts';

/** `/away`, and "mark as away" beside somebody's name. */
export const absenceFilling: Filling = {
  form: absenceForm,
  mayFill() {},
  begin: async (ctx, subject) => ({ personId: (await getMarkable(actorOf(ctx), subject, ctx.office)).id }),
  back: async (ctx, draft) => {
    const { personId } = leaveOf(draft);
    return personId === actorOf(ctx).person.id
      ? callbacks.inbox.pack({ page: 0 })
      : callbacks.personCard.pack({ personId });
  },
  async overview(ctx, draft) {
    const { personId, ...spell } = leaveOf(draft);
    const { fullName } = await getMarkable(actorOf(ctx), personId, ctx.office);
    return leaveOverview(draft, fullName, spell, ctx.voice);
  },
  async submit(ctx, draft) {
    const absence = await markAway(actorOf(ctx), leaveOf(draft), ctx.office);
    return leaveSaved(await nameOf(ctx, absence.personId), absence, ctx.voice);
  },
};

const leaveOf = ({ answers }: Draft) => ({
  personId: answers.personId as number,
  fromOn: answers.from as string,
  toOn: answers.to as string,
});

const nameOf = async (ctx: BotContext, personId: number) => (await ctx.office.read.people.get(personId)).fullName;
