import type { ErasureReason } from '../vault/erasure-memory.ts';
import type {
  Listed,
  RollCall,
  RollCallAnswer,
  RollCallEntry,
  RollCallStep,
  Said,
  SentAccount,
  UnitFigures,
} from './roll-call.ts';

export interface NewRollCall {
  about: string;
  unitIds: number[];
  askedById: number;
  at: Date;
  /** The draft that it came from: submitting a draft twice gives one roll call. */
  draftId: number;
}

export interface ListPage {
  limit: number;
  offset: number;
}

/** Where work in chunks goes on; null when nothing is left. */
export interface Chunk {
  last: number | null;
}

/** The frozen list of each roll call, and what its people answered. */
export interface ListedStore {
  findListed(id: number): Promise<Listed | null>;
  /** The person's own line in a roll call. */
  findListedOf(rollCallId: number, personId: number): Promise<Listed | null>;
  /** The person's lines in the roll calls that run. */
  listRunningOf(personId: number): Promise<Listed[]>;
  /** False when it said so already: the person by their own button, or anybody by telephone. */
  saveAnswer(id: number, answer: { answer: RollCallAnswer; at: Date; toldById: number | null }): Promise<boolean>;
  /** Gives its id; null when this update was written down already. What is said is sealed. */
  addEntry(entry: {
    listedId: number;
    byId: number;
    step: RollCallStep;
    at: Date;
    said: Said | null;
    updateId: number | null;
  }): Promise<number | null>;
  findEntry(id: number): Promise<RollCallEntry | null>;
  listEntries(listedId: number): Promise<RollCallEntry[]>;
  /** What was said with a person's calls for help is gone for good; that they called stays. Gives where and when it was said. */
  eraseSaidOf(personId: number, because: ErasureReason): Promise<{ rollCallId: number; at: Date }[]>;
  /** The same of everybody's before an instant, so many at a time; gives how many entries. */
  eraseSaidBefore(before: Date, limit: number, because: ErasureReason): Promise<number>;
  /** Null when there was nothing or it was erased. */
  getSaid(entry: RollCallEntry): Promise<Said | null>;
  /** By unit, at or below these paths. */
  listFigures(rollCallId: number, paths: string[]): Promise<UnitFigures[]>;
  /** Of these people those on the list who have not left, and whether they have answered. */
  listAnswered(rollCallId: number, personIds: number[]): Promise<{ personId: number; hasAnswered: boolean }[]>;
  /** Those who need help, the first to call first, then the silent by name; at or below these paths. */
  listWanting(rollCallId: number, paths: string[], page: ListPage): Promise<Listed[]>;
  /** How many answered after the end. */
  countLate(rollCallId: number, paths: string[]): Promise<number>;
  /** People in charge today from a unit up to another on its way, whom a message reaches. */
  listHelpers(path: string, topPath: string, today: string): Promise<number[]>;
}

export interface RollCallStore extends ListedStore {
  add(call: NewRollCall): Promise<number>;
  find(id: number): Promise<RollCall | null>;
  findByDraft(draftId: number): Promise<RollCall | null>;
  /** Those that run, the oldest first. */
  listRunning(): Promise<RollCall[]>;
  /** Those that run or ended after an instant, the latest first. */
  listSince(endedAfter: Date): Promise<RollCall[]>;
  /**
   * Writes the next `limit` people after `afterPersonId` who stand at or below the units on that day into the list, and what is said
   * to those whom a message reaches: they are asked, and whoever is in charge of a part gets its account. Running it again adds nothing.
   */
  prepareChunk(id: number, afterPersonId: number, limit: number, at: Date, today: string): Promise<Chunk>;
  /** People on the list for the root over it. */
  listRoster(
    id: number,
    afterPersonId: number,
    limit: number,
  ): Promise<{ listedId: number; personId: number; staffNo: string; unitCode: string }[]>;
  /** False when it was open already. */
  open(id: number, at: Date): Promise<boolean>;
  /** False when it is not open: it has ended, or its list is still being written. From then on what people have in their chats is to be brought up to date. */
  end(id: number, at: Date, byId: number | null): Promise<boolean>;
  /** Who has joined one of the units of a running roll call is asked too; who was closed and is back, again. Gives their lines. */
  addJoiners(personIds: number[], at: Date, today: string): Promise<{ id: number; rollCallId: number }[]>;
  /** Whoever stands in none of its units any more is looked for no longer. Gives their lines. */
  closeLeavers(personIds: number[], at: Date, today: string): Promise<{ id: number; rollCallId: number }[]>;
  /** Asks the next `limit` silent people, whom a message reaches and for whom none is under way, once more. */
  chaseChunk(id: number, round: number, afterPersonId: number, limit: number, at: Date): Promise<Chunk>;
  markChased(id: number, round: number): Promise<void>;
  /** The accounts that stand in chats of people who are in charge today, those first that were not brought up to date for longest. */
  listAccounts(id: number, today: string): Promise<SentAccount[]>;
  /** When something changed last in each unit, where that was after an instant. */
  listChanged(id: number, since: Date): Promise<{ path: string; at: Date }[]>;
  /** Owes these accounts as edits of themselves: the asker's in its old place, the others behind whatever is being sent. */
  renewAccounts(id: number, deliveryIds: number[], now: Date): Promise<void>;
  /** The ended ones whose messages are still to be brought up to date. */
  listToRecard(): Promise<number[]>;
  /** Of the next `limit` people the messages in their chats are owed once more as edits, behind whatever is being sent. */
  recardChunk(id: number, limit: number, at: Date): Promise<Chunk>;
  /** The messages of one person on the list, but for the one that they have just pressed. */
  renewCards(listedId: number, exceptMessageId: number | null, at: Date): Promise<void>;
  /** Of these deliveries, just sent, those whose roll call has ended or that were answered meanwhile are owed as edits of themselves. */
  renewStale(deliveryIds: number[], at: Date): Promise<void>;
  /** Ids that a backup does not know may be on buttons in people's chats: so many are left out. */
  skipIds(count: number): Promise<void>;
}
