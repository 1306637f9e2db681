import type { Chat } from './chat.ts';
import type { BotProfileTexts } from './methods/bot-profile.ts';
import { showKeyboard, showMessage } from './sandbox-message.ts';
import type { World } from './world.ts';

/** As much of a long chat as the page shows. */
const MOST_MESSAGES = 300;

/** A person as the page lists them. */
export function summary(chat: Chat) {
  const person = chat.person!;
  const last = lastMessage(chat);
  return {
    id: chat.id,
    name: fullName(chat),
    note: person.note,
    phone: person.phone,
    blocked: person.blocked,
    deactivated: person.deactivated,
    unread: chat.unread,
    last: last && {
      text: last.content.body.text.slice(0, 120),
      kind: last.content.kind,
      from: last.from,
      at: last.date,
    },
  };
}

/** What the page needs besides the messages themselves, and what may change with each of them. */
export function chatState(chat: Chat) {
  return {
    person: summary(chat),
    keyboard: chat.keyboard && { rows: showKeyboard(chat.keyboard.rows), placeholder: chat.keyboard.placeholder },
  };
}

export function wholeChat(world: World, profile: BotProfileTexts, chat: Chat) {
  const language = chat.person?.languageCode ?? 'vi';
  return {
    ...chatState(chat),
    now: world.clock.now(),
    commands: profile.commandsFor(chat.id, language),
    description: profile.description(language),
    messages: [...chat.messages.values()].slice(-MOST_MESSAGES).map((message) => showMessage(chat, message)),
  };
}

export function fullName({ person, title }: Chat): string {
  // Vietnamese names begin with the family name, which Telegram calls the last.
  return person ? [person.lastName, person.firstName].filter(Boolean).join(' ') : title;
}

export function lastMessage(chat: Chat) {
  let last: Chat['messages'] extends Map<number, infer Message> ? Message | undefined : never;
  for (const message of chat.messages.values()) last = message;
  return last;
}
