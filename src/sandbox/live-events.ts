import type { ServerResponse } from 'node:http';
import type { Change } from './change-feed.ts';
import { chatState, summary } from './chat-view.ts';
import type { ControlParts } from './control-endpoints.ts';
import { showMessage } from './sandbox-message.ts';
import type { World } from './world.ts';

/** Long enough to gather a burst, too short to be seen. */
const GATHERING = 30;
const HEARTBEAT = 20_000;
/** When more people than this change at once, the page had better ask for its list anew. */
const CROWD = 100;

/** Server-sent events for open pages: every page hears of all people, and of the messages in the chats it shows. */
export class LiveEvents {
  readonly #world: World;
  readonly #streams = new Set<Stream>();
  readonly #stopListening: () => void;

  constructor({ world }: ControlParts) {
    this.#world = world;
    this.#stopListening = world.changes.listen((change) => {
      if (this.#streams.size === 0 || change.type === 'request') return;
      for (const stream of this.#streams) stream.add(change);
    });
  }

  open(url: URL, response: ServerResponse): void {
    const chats = (url.searchParams.get('chats') ?? '').split(',').map(Number);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const stream = new Stream(this.#world, new Set(chats), response);
    this.#streams.add(stream);
    response.on('close', () => {
      stream.close();
      this.#streams.delete(stream);
    });
  }

  close(): void {
    this.#stopListening();
    for (const stream of this.#streams) stream.close();
  }
}

class Stream {
  readonly #world: World;
  readonly #chats: Set<number>;
  readonly #response: ServerResponse;
  readonly #heartbeat: NodeJS.Timeout;
  #gathered: Exclude<Change, { type: 'request' }>[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(world: World, chats: Set<number>, response: ServerResponse) {
    this.#world = world;
    this.#chats = chats;
    this.#response = response;
    for (const id of chats) this.#read(id);
    response.write(': open\n\n');
    this.#heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT);
  }

  add(change: Exclude<Change, { type: 'request' }>): void {
    this.#gathered.push(change);
    this.#timer ??= setTimeout(() => this.#send(), GATHERING);
  }

  close(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#heartbeat);
  }

  #send(): void {
    const changes = this.#gathered;
    this.#gathered = [];
    this.#timer = undefined;
    const shown = new Set(changes.map(({ chatId }) => chatId).filter((id) => this.#chats.has(id)));
    for (const id of shown) this.#read(id);
    const people = [...new Set(changes.map(({ chatId }) => chatId))].flatMap((id) => this.#world.chats.get(id) ?? []);
    const persons = people.filter((chat) => chat.person);
    const event = {
      isCrowd: persons.length > CROWD,
      people: persons.length > CROWD ? [] : persons.map(summary),
      chats: [...shown].map((id) => this.#chatChanges(id, changes)),
      answers: changes.filter((change) => change.type === 'answered' && this.#chats.has(change.chatId)),
    };
    this.#response.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  #chatChanges(id: number, changes: Change[]) {
    const chat = this.#world.chats.get(id)!;
    const messages = new Set<number>();
    for (const change of changes) if (change.type === 'message' && change.chatId === id) messages.add(change.messageId);
    return {
      ...chatState(chat),
      now: this.#world.clock.now(),
      messages: [...messages].flatMap((messageId) => {
        const message = chat.messages.get(messageId);
        return message ? [showMessage(chat, message)] : [];
      }),
      deleted: changes.flatMap((change) =>
        change.type === 'deleted' && change.chatId === id ? [change.messageId] : [],
      ),
    };
  }

  /** A chat that stands open has been read. */
  #read(id: number): void {
    const chat = this.#world.chats.get(id);
    if (chat) chat.unread = 0;
  }
}
