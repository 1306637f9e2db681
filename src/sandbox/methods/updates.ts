import { badRequest, conflict } from '../bot-api-error.ts';
import type { Webhook } from '../webhook.ts';
import type { Method } from './method.ts';

/** The methods by which a bot gets its updates. */
export function updateMethods(webhook: Webhook): Record<string, Method> {
  return {
    getUpdates: {
      run({ world, parameters, onGone }) {
        if (webhook.url)
          throw conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
          );
        world.updates.setAllowed(parameters.array('allowed_updates'));
        const limit = Math.min(Math.max(parameters.integer('limit') ?? 100, 1), 100);
        const timeout = parameters.integer('timeout') ?? 0;
        const updates = world.updates.poll(parameters.integer('offset') ?? 0, limit, timeout, onGone);
        // The offset has just confirmed what went before, and somebody may wait for that.
        world.changes.tell({ type: 'request' });
        return updates;
      },
    },
    setWebhook: {
      run({ world, parameters }) {
        const url = parameters.string('url') ?? '';
        const secret = parameters.string('secret_token');
        if (secret !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret))
          throw badRequest('secret token contains unallowed characters');
        if (url !== '' && !URL.canParse(url)) throw badRequest('bad webhook: invalid URL specified');
        world.updates.setAllowed(parameters.array('allowed_updates'));
        if (parameters.boolean('drop_pending_updates')) world.updates.drop();
        webhook.set(url, secret, parameters.integer('max_connections'));
        return true;
      },
    },
    deleteWebhook: {
      run({ world, parameters }) {
        if (parameters.boolean('drop_pending_updates')) world.updates.drop();
        webhook.set('', undefined, undefined);
        return true;
      },
    },
    getWebhookInfo: { run: () => webhook.info() },
  };
}
