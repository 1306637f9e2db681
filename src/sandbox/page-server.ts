import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendText } from './http-server.ts';
import type { BotProfileTexts } from './methods/bot-profile.ts';
import type { SandboxUser } from './sandbox-user.ts';
import type { World } from './world.ts';

export interface PageParts {
  world: World;
  users: Map<number, SandboxUser>;
  profile: BotProfileTexts;
}

export function createPage(_: PageParts) {
  return {
    async answer(_request: IncomingMessage, response: ServerResponse) {
      sendText(response, 404, '{"ok":false,"error_code":404,"description":"Not Found"}');
    },
    close() {},
  };
}
