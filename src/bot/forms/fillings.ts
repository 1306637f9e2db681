import { Problem } from '../../domain/problem.ts';
import type { BotContext } from '../context.ts';
import { directiveFilling } from './directive-filling.ts';
import type { Filling } from './filling.ts';

/** Every form that can be filled, by its name. */
const fillings: Record<string, Filling> = { directive: directiveFilling };

export function fillingOf(name: string): Filling {
  const filling = Object.hasOwn(fillings, name) ? fillings[name] : null;
  if (!filling) throw new Problem('formGone');
  return filling;
}

/** Whoever presses "issue" twice must not think that it failed. */
export async function whyGone(ctx: BotContext, draftId: number): Promise<'formSent' | 'formGone'> {
  const sent = await Promise.all(Object.values(fillings).map((filling) => filling.wasSubmitted(ctx, draftId)));
  return sent.includes(true) ? 'formSent' : 'formGone';
}
