import { unixTime } from './bot-api-objects.ts';
import type { Contact, Person, StoredMessage } from './chat.ts';
import type { StoredFile } from './file-store.ts';
import { type FormattedText, tidy, withFoundEntities } from './formatted-text.ts';

/** What a person is about to send. */
export type Draft = Omit<StoredMessage, 'messageId' | 'date' | 'from'>;

/** What a contact that is shared can be made to say. */
export interface SharedContact {
  phone?: string;
  userId?: number | null;
  forwardedFrom?: number;
}

const LONGEST_TEXT = 4_096;

/** Broken at line ends or spaces. */
function splitText(text: string): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > LONGEST_TEXT) {
    const head = rest.slice(0, LONGEST_TEXT);
    const at = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
    const isInsidePair = /[\uD800-\uDBFF]$/.test(head);
    const end = at > LONGEST_TEXT / 2 ? at : LONGEST_TEXT - (isInsidePair ? 1 : 0);
    parts.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return rest === '' ? parts : [...parts, rest];
}

/** What a person typed, with the entities that Telegram finds in it. */
export function writtenText(text: string): FormattedText {
  return withFoundEntities(tidy({ text, entities: [] }));
}

/** The messages that an app makes of a text: several when it is too long for one, none when it is empty. */
export const ownTexts = (text: string): Draft[] =>
  splitText(text).map((part) => ({ content: { kind: 'text', body: writtenText(part) } }));

export const ownFile = (kind: 'document' | 'photo' | 'sticker', file: StoredFile, caption = ''): Draft => ({
  content: { kind, body: writtenText(caption), file },
});

export const ownLocation = (latitude: number, longitude: number): Draft => ({
  content: { kind: 'location', body: writtenText(''), location: { latitude, longitude } },
});

/** A message sent on: its content, and whose it was; buttons stay behind. */
export const forwarded = ({ content, date }: StoredMessage, sender: object): Draft => ({
  content,
  forwardOrigin: { type: 'user', date: unixTime(date), sender_user: sender },
});

/** The smallest picture there is. */
export const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

export function ownContact(
  person: Person,
  { phone = person.phone, userId = person.id, forwardedFrom }: SharedContact,
  now: Date,
): Draft {
  // Telegram gives the number without its plus for own contacts.
  const contact: Contact = { phone_number: phone.replace(/^\+/, ''), first_name: person.firstName };
  if (person.lastName) contact.last_name = person.lastName;
  if (userId !== null) contact.user_id = userId;
  const sender = { id: forwardedFrom, is_bot: false, first_name: 'Người gửi' };
  return {
    content: { kind: 'contact', body: { text: '', entities: [] }, contact },
    forwardOrigin: forwardedFrom === undefined ? undefined : { type: 'user', date: unixTime(now), sender_user: sender },
  };
}
