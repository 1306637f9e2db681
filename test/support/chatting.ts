import type { SandboxMessage } from '../../src/sandbox/sandbox-message.ts';
import type { SandboxUser } from '../../src/sandbox/sandbox-user.ts';
import type { TestOffice } from './office.ts';

type Button = Parameters<SandboxUser['press']>[0];

/** What people of the cast do in their chats, each time until the bot has nothing more to do. */
export function chatting(office: () => TestOffice) {
  return {
    /** Waits for what the bot says about it behind its handlers, and gives the message; `isAll` tells it from what comes first. */
    async hear(who: string, act: () => unknown, isAll = (_: SandboxMessage) => true): Promise<SandboxMessage> {
      const latest = () =>
        office()
          .as(who)
          .messages()
          .findLast((message) => message.from === 'bot');
      const before = latest()?.messageId ?? 0;
      act();
      const isThere = () => (latest()?.messageId ?? 0) > before && isAll(latest()!);
      await office().sandbox.waitFor(isThere, { timeout: 5_000 });
      await office().settle();
      return office().as(who).last();
    },
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
