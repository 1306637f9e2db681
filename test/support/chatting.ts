import type { SandboxMessage } from '../../src/sandbox/sandbox-message.ts';
import type { SandboxUser } from '../../src/sandbox/sandbox-user.ts';
import type { TestOffice } from './office.ts';

type SentDocument = Parameters<SandboxUser['sendDocument']>[0];
type Button = Parameters<SandboxUser['press']>[0];
/** A button by its words or data, or something that is typed. */
export type Click = Button | { say: string };

/** What people of the cast do in their chats, each time until the bot has nothing more to do. */
export function chatting(office: () => TestOffice) {
  const say = async (who: string, text: string): Promise<string> => {
    office().as(who).send(text);
    await office().settle();
    return office().as(who).last().text;
  };
  const press = async (who: string, button: Button, message?: SandboxMessage): Promise<string> => {
    const pressed = office().as(who).press(button, message);
    await pressed.settled;
    await office().settle();
    return pressed.answer?.text ?? '';
  };
  const walk = async (who: string, ...clicks: Click[]): Promise<void> => {
    for (const click of clicks) {
      if (typeof click === 'object' && 'say' in click) await say(who, click.say);
      else await press(who, click);
    }
  };
  return {
    /** Gives the latest message in the chat. */
    say,
    /** Gives the words above the chat. */
    press,
    /** One after the other. */
    walk,
    last: (who: string): SandboxMessage => office().as(who).last(),
    /** What the bot has said. */
    texts: (who: string): string[] =>
      office()
        .as(who)
        .messages()
        .filter(({ from }) => from === 'bot')
        .map(({ text }) => text),
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
    /** Gives what the bot says of a file: it is fetched and read behind the handler, so that its answer comes when it comes. */
    async send(who: string, document: SentDocument): Promise<string> {
      return await answered(office(), office().as(who), (user) => user.sendDocument(document));
    },
  };
}

/** The answer to what somebody sends, when it has come whole: "it is being read" is none yet. */
export async function answered(
  office: TestOffice,
  user: SandboxUser,
  send: (user: SandboxUser) => void,
): Promise<string> {
  const before = user.messages().length;
  send(user);
  await office.sandbox.waitFor(() => user.messages().length > before + 1 && !user.last().text.startsWith('⏳'));
  await office.settle();
  return user.last().text;
}
