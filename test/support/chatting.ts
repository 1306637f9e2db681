import type { SandboxMessage } from '../../src/sandbox/sandbox-message.ts';
import type { SandboxUser } from '../../src/sandbox/sandbox-user.ts';
import type { TestOffice } from './office.ts';

type Button = Parameters<SandboxUser['press']>[0];

/** What people of the cast do in their chats, each time until the bot has nothing more to do. */
export function chatting(office: () => TestOffice) {
  return {
    /** Gives the latest message in the chat. */
    async say(who: string, text: string): Promise<string> {
      office().as(who).send(text);
      await office().settle();
      return office().as(who).last().text;
    },
    /** Gives the words above the chat. */
    async press(who: string, button: Button, message?: SandboxMessage): Promise<string> {
      const pressed = office().as(who).press(button, message);
      await pressed.settled;
      await office().settle();
      return pressed.answer?.text ?? '';
    },
  };
}
