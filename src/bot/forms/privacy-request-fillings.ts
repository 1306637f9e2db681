import { dueDay, type PrivacyRequestKind } from '../../domain/declarations/privacy-request.ts';
import { answerRequest, extendRequest, submitRequest } from '../../domain/declarations/privacy-request-actions.ts';
import {
  type PrivacyRequestStep,
  privacyRequestForm,
  privacyRequestStepForm,
} from '../../domain/declarations/privacy-request-form.ts';
import { viewRequest } from '../../domain/declarations/privacy-request-views.ts';
import type { Draft } from '../../domain/forms/form.ts';
import { Problem } from '../../domain/problem.ts';
import { dayOf } from '../../lib/day.ts';
import { callbacks } from '../../screens/callbacks.ts';
import { requestOverview, requestStepOverview } from '../../screens/privacy-request-overviews.ts';
import { requestScreen } from '../../screens/privacy-requests.ts';
import { actorOf, type BotContext } from '../context.ts';
import type { Filling } from './filling.ts';
import { refuseClassified } from './task-filling.ts';

const textOf = ({ answers }: Draft): string => answers.text as string;
const kindOf = ({ answers }: Draft): PrivacyRequestKind => answers.kind as PrivacyRequestKind;
const requestIdOf = ({ answers }: Draft): number => answers.requestId as number;

const view = (ctx: BotContext, id: number) => viewRequest(actorOf(ctx), id, ctx.office);

/** What somebody asks of the office about their own data. */
export const privacyRequestFilling: Filling = {
  form: privacyRequestForm,
  mayFill() {},
  check: refuseClassified,
  async overview(ctx, draft) {
    const { office, voice } = ctx;
    const kind = kindOf(draft);
    const dueOn = dueDay(kind, dayOf(voice.now, voice.zone), office.requests);
    return requestOverview(draft, { kind, text: textOf(draft), dueOn }, voice);
  },
  back: async () => callbacks.privacyRequests.pack({ page: 0 }),
  async submit(ctx, draft) {
    const wish = { kind: kindOf(draft), text: textOf(draft) };
    const { id } = await submitRequest(actorOf(ctx), wish, draft.id, ctx.office);
    return requestScreen(await view(ctx, id), ctx.voice);
  },
};

/** The office's answer, why it cannot do what was asked, or why it needs more time. */
export const privacyRequestStepFilling = (step: PrivacyRequestStep): Filling => ({
  form: privacyRequestStepForm(step),
  mayFill() {},
  check: refuseClassified,
  async begin(ctx, subject) {
    const { request, mayAnswer, mayExtendBy } = await view(ctx, subject);
    if (!mayAnswer) throw new Problem('requestMovedOn');
    if (step === 'extend' && mayExtendBy === null) throw new Problem('requestNotExtendable');
    return { requestId: request.id };
  },
  async overview(ctx, draft) {
    const { request } = await view(ctx, requestIdOf(draft));
    return requestStepOverview(draft, { step, request, text: textOf(draft) }, ctx.voice);
  },
  back: async (_, draft) => callbacks.privacyRequest.pack({ requestId: requestIdOf(draft) }),
  async submit(ctx, draft) {
    const id = requestIdOf(draft);
    const text = textOf(draft);
    if (step === 'extend') await extendRequest(actorOf(ctx), id, text, ctx.office);
    else await answerRequest(actorOf(ctx), id, { as: step, text }, ctx.office);
    return requestScreen(await view(ctx, id), ctx.voice);
  },
});
