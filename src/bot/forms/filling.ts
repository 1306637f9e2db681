import type { PersonActor } from '../../domain/actor.ts';
import type { Answers, Draft, Form, Step } from '../../domain/forms/form.ts';
import type { Choice } from '../../screens/forms.ts';
import type { Screen } from '../../screens/screen.ts';
import type { BotContext } from '../context.ts';

/** What a form does beyond asking. Each method may refuse with a Problem. */
export interface Filling {
  form: Form;
  mayFill(actor: PersonActor): void;
  /** What is known before the first question: whom or what the form is about (`subject`, an id; 0 for nothing). */
  begin?(ctx: BotContext, subject: number): Promise<Answers>;
  /** Refuses an answer before it is kept anywhere. */
  check?(answer: string): void;
  /**
   * Any message is its one answer, kept nowhere: then there is no overview and nothing to submit. Gives false when its matter is over:
   * then the draft is put away, and the message is looked at as if it had not been there.
   */
  take?(ctx: BotContext, draft: Draft): Promise<unknown>;
  /** The choices of a question where they depend on what the office has; null for those that the step names. */
  choices?(ctx: BotContext, step: Step, draft: Draft): Promise<Choice[] | null>;
  /** What the person answered here the last time. */
  before?(ctx: BotContext, step: Step): Promise<unknown>;
  /** What stands before it is sent; the answers under their labels when left out. */
  overview?(ctx: BotContext, draft: Draft): Promise<Screen>;
  /** What was found elsewhere, to be confirmed. */
  proposal?(ctx: BotContext, draft: Draft): Promise<Screen>;
  /** Answers that can be changed from where a draft stands; all when left out. */
  editable?(draft: Draft): readonly string[];
  /** One page of what a draft's document rests on. */
  bases?(ctx: BotContext, draft: Draft, page: number): Promise<Screen>;
  preview?(ctx: BotContext, draft: Draft): Promise<Screen>;
  /** One page of those whom the answers concern and whom no message reaches yet. */
  people?(ctx: BotContext, draft: Draft, page: number): Promise<Screen>;
  /** What the button leads to that stands below a cancelled draft: where it was begun from. */
  back?(ctx: BotContext, draft: Draft): Promise<string>;
  submit(ctx: BotContext, draft: Draft): Promise<Screen>;
}
