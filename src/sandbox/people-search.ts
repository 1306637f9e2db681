import type { Chat } from './chat.ts';
import { fullName, lastMessage } from './chat-view.ts';

/** As many people as a list can hold and still be read. */
const MOST_PEOPLE = 200;

/** The people whose name, note, phone or number fits, whoever wrote or heard last first. */
export function searchPeople(chats: Iterable<Chat>, query: string): { found: Chat[]; total: number } {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const fitting: { chat: Chat; at: number }[] = [];
  for (const chat of chats) {
    if (!chat.person) continue;
    const { note, phone, username, id } = chat.person;
    const text = words.length === 0 ? '' : fold(`${fullName(chat)} ${note ?? ''} ${phone} ${username ?? ''} ${id}`);
    if (words.every((word) => text.includes(word))) fitting.push({ chat, at: lastMessage(chat)?.date.getTime() ?? 0 });
  }
  fitting.sort((one, other) => other.at - one.at);
  return { found: fitting.slice(0, MOST_PEOPLE).map(({ chat }) => chat), total: fitting.length };
}

/** Text without case and Vietnamese accents. */
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
