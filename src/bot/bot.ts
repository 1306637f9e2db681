/**
 * Updates in: who is it, what do they want? Every middleware and handler stands here, in order. A handler reads, does by one domain
 * action, and shows a screen; it never waits for the network.
 */
import type { Telegraf } from 'telegraf';
import { type Callback, callbacks } from '../screens/callbacks.ts';
import { commands, publishCommands } from './commands.ts';
import * as compliance from './compliance.ts';
import { type BotContext, type BotParts, newTelegraf } from './context.ts';
import * as directives from './directives.ts';
import * as enrolment from './enrolment.ts';
import { answerByMessage, pressForm } from './forms/answers.ts';
import { begin } from './forms/conversation.ts';
import { handleOnce } from './middleware/handle-once.ts';
import { inOrder } from './middleware/in-order.ts';
import { privateOnly } from './middleware/private-only.ts';
import { recognise } from './middleware/recognise.ts';
import { sayProblems } from './middleware/say-problems.ts';
import { Polling } from './polling.ts';

export interface RunningBot {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createBot(parts: BotParts): RunningBot {
  const bot = newTelegraf(parts);
  const press = <Values>(button: Callback<Values>, handle: (ctx: BotContext, values: Values) => Promise<void>) =>
    bot.action(button.pattern, (ctx) => handle(ctx, button.read(ctx.match)));

  bot.use(inOrder(), handleOnce(), privateOnly(), recognise(), sayProblems());

  for (const { names, handle } of commands) bot.command(names, handle);
  bot.on('contact', enrolment.contact);
  bot.on('my_chat_member', enrolment.membership);

  press(callbacks.acknowledge, directives.acknowledge);
  press(callbacks.card, directives.card);
  press(callbacks.openCard, directives.openCard);
  press(callbacks.read, directives.readPage);
  press(callbacks.files, directives.files);
  press(callbacks.inbox, directives.inbox);
  press(callbacks.directives, directives.directivesPage);

  press(callbacks.approve, directives.approve);
  press(callbacks.refuse, directives.refuse);
  press(callbacks.approvalText, directives.approvalText);

  press(callbacks.unitStatus, compliance.unitStatus);
  press(callbacks.unitsStatus, compliance.unitsStatus);
  press(callbacks.directiveStatus, compliance.directiveStatus);
  press(callbacks.missing, compliance.missing);
  press(callbacks.remind, compliance.remind);

  press(callbacks.startForm, (ctx, { form }) => begin(ctx, form));
  press(callbacks.form, pressForm);
  press(callbacks.language, enrolment.chooseLanguage);
  bot.on('callback_query', enrolment.unknownPress);

  bot.on('message', async (ctx) => {
    const isCommand = 'text' in ctx.message && ctx.message.text.startsWith('/');
    if (isCommand || !(await answerByMessage(ctx))) await enrolment.notUnderstood(ctx);
  });

  return running(bot, parts);
}

function running(bot: Telegraf<BotContext>, parts: BotParts): RunningBot {
  // Nothing may get out of here: it would end the polling.
  bot.catch((error) => parts.log.error({ error }, 'bot fault'));
  const polling = new Polling(bot, parts);
  return {
    async start() {
      await publishCommands(parts);
      polling.start();
    },
    stop: () => polling.stop(),
  };
}
