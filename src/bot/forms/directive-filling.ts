import { type Attachment, audiences, type CheckedDraft, checkDraft } from '../../domain/directives/directive.ts';
import { draftOf } from '../../domain/directives/directive-answers.ts';
import { directiveForm, editableSteps } from '../../domain/directives/directive-form.ts';
import { mayIssue } from '../../domain/directives/directive-policy.ts';
import { foundIn } from '../../domain/directives/document-proposal.ts';
import { submitDirective } from '../../domain/directives/issue-actions.ts';
import { listNotEnrolled, previewDraft } from '../../domain/directives/issue-views.ts';
import { viewManaged } from '../../domain/directives/manage-views.ts';
import type { Draft } from '../../domain/forms/form.ts';
import { Problem } from '../../domain/problem.ts';
import { hasClassifiedMark } from '../../lib/text.ts';
import { basesScreen, proposalScreen } from '../../screens/directive-document.ts';
import {
  notEnrolledScreen,
  type Overlook,
  overviewOfDirective,
  previewOfDirective,
  submittedScreen,
} from '../../screens/directive-form.ts';
import { PAGE } from '../../screens/screen.ts';
import { actorOf, type BotContext } from '../context.ts';
import { hashFiles } from '../file-hashes.ts';
import type { Filling } from './filling.ts';

/** `/new`: a clerk's directive, from the first question to its issue. */
export const directiveFilling: Filling = {
  form: directiveForm,
  mayFill(actor) {
    if (!mayIssue(actor)) throw new Problem('mayNotIssue');
  },
  async begin(ctx, subject) {
    if (subject === 0) return {};
    const { directive } = await viewManaged(actorOf(ctx), subject, ctx.office);
    return { replacesId: directive.id };
  },
  check(answer) {
    if (hasClassifiedMark(answer)) throw new Problem('classifiedText');
  },
  async choices(ctx, step) {
    const groups = await ctx.office.read.groups.listAll();
    if (step.name === 'group') return groups.map(({ id, name }) => ({ value: String(id), label: name }));
    if (step.name !== 'audience' || groups.length > 0) return null;
    return audiences.map((value) => ({ value }));
  },
  overview: async (ctx, draft) => overviewOfDirective(await lookOver(ctx, draft), ctx.voice),
  async proposal(ctx, draft) {
    const { units } = ctx.office.read;
    const namesOf = async (ids: unknown) => (await units.listByIds((ids as number[]) ?? [])).map(({ name }) => name);
    const { answers } = draft;
    const [acting, knowing] = [await namesOf(answers.units), await namesOf(answers.knowUnits)];
    const isSigned = (answers.original as Attachment | undefined)?.isSigned ?? false;
    const found = foundIn(answers)!;
    return proposalScreen({ draft, found, units: acting, knowUnits: knowing, isSigned }, ctx.voice);
  },
  editable: ({ step, answers }) => editableSteps(step, answers),
  bases: async (ctx, draft, page) => basesScreen(draft, page, ctx.voice),
  async preview(ctx, draft) {
    const overlook = await lookOver(ctx, draft);
    return previewOfDirective(overlook, overlook.issuer, ctx.voice);
  },
  async people(ctx, draft, page) {
    const addressing = draftOf(draft.answers);
    const place = { limit: PAGE, offset: page * PAGE };
    const found = await listNotEnrolled(actorOf(ctx), addressing, place, ctx.office);
    return notEnrolledScreen(draft, { ...found, page }, ctx.voice);
  },
  async submit(ctx, draft) {
    const overlook = await lookOver(ctx, draft);
    if (overlook.addressed.owed === 0) throw new Problem('nobodyOwes');
    const directive = await submitDirective(actorOf(ctx), draftOf(draft.answers), draft.id, ctx.office);
    hashFiles(ctx, directive.id);
    return submittedScreen(directive, overlook.addressed.owed, ctx.voice);
  },
};

async function lookOver(ctx: BotContext, draft: Draft): Promise<Overlook & { issuer: string }> {
  const directive = draftOf(draft.answers);
  const { deadlineAt, issueAt } = directive;
  const checked = checkDraft({ ...directive, deadlineAt: null, issueAt: null }, ctx.voice.now);
  const clean: CheckedDraft = { ...checked, deadlineAt, issueAt };
  const { replacesId } = directive;
  const replaces = replacesId ? (await viewManaged(actorOf(ctx), replacesId, ctx.office)).directive : null;
  const preview = await previewDraft(actorOf(ctx), clean, ctx.office);
  const { units, knowUnits, group, hasBelow, addressed, approval, issuing } = preview;
  return {
    draft,
    directive: clean,
    units: units.map((unit) => unit.name),
    knowUnits: knowUnits.map((unit) => unit.name),
    group: group?.name ?? null,
    hasBelow,
    addressed,
    replaces,
    approval,
    issuer: issuing?.name ?? '',
  };
}
