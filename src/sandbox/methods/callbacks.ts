import { badRequest } from '../bot-api-error.ts';
import type { Method } from './method.ts';

const LONGEST_ANSWER = 200;

export const callbacks: Record<string, Method> = {
  answerCallbackQuery: {
    run({ world, parameters }) {
      const text = parameters.string('text');
      if (text && text.length > LONGEST_ANSWER) throw badRequest('MESSAGE_TOO_LONG');
      parameters.string('url');
      parameters.integer('cache_time');
      const showAlert = parameters.boolean('show_alert');
      const queryId = parameters.string('callback_query_id') ?? '';
      const chatId = world.callbacks.answer(queryId, { ...(text ? { text } : {}), showAlert });
      world.changes.tell({ type: 'answered', chatId, queryId, text, showAlert });
      return true;
    },
  },
};
