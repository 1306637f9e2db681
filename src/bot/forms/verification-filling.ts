import { finishDraft } from '../../domain/forms/draft-actions.ts';
import { verificationForm } from '../../domain/forms/verification-form.ts';
import { Problem } from '../../domain/problem.ts';
import { takeQuestion } from '../verification.ts';
import { closeQuestion } from './conversation.ts';
import type { Filling } from './filling.ts';

/** `/verify` without words: the next message is what it is about. */
export const verificationFilling: Filling = {
  form: verificationForm,
  mayFill() {},
  async take(ctx, draft) {
    takeQuestion(ctx);
    closeQuestion(ctx, draft, null, ctx.voice.t('verification:taken'));
    await finishDraft(draft, ctx.office);
  },
  async overview() {
    throw new Problem('formGone');
  },
  async submit() {
    throw new Problem('formGone');
  },
};
