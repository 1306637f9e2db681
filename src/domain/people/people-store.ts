import type { HeldPost } from '../actor.ts';
import type { Account, EnrolmentTries, Invite, Reach } from './account.ts';
import type { Person } from './person.ts';
import type { Post } from './post.ts';

export interface PersonFields extends Omit<Person, 'id'> {}

/** An enrolled person with what they may, and whether Telegram is known to refuse them. */
export interface Speaker {
  accountId: number;
  isUnreachable: boolean;
  person: Person;
  posts: HeldPost[];
}

/** Somebody whom no message reaches. */
export interface LostPerson {
  personId: number;
  fullName: string;
  unitName: string;
  reach: Exclude<Reach, 'reachable'>;
  isHead: boolean;
}

export interface PeopleStore {
  get(id: number): Promise<Person>;
  findByStaffNo(staffNo: string): Promise<Person | null>;
  listByIds(ids: number[]): Promise<Person[]>;
  /** People still in the office with this phone (E.164). */
  listByPhone(phone: string): Promise<Person[]>;
  listAll(): Promise<Person[]>;
  /** People who hold a post at or below these paths today, by a staff number or words of a name, accents or not. */
  search(
    underPaths: readonly string[],
    words: string,
    limit: number,
    today: string,
  ): Promise<{ id: number; fullName: string; unit: string }[]>;
  /** Nobody else changes the roster, or what is owed by it, until this transaction ends; reading goes on. */
  lockRoster(): Promise<void>;
  /** Adds or rewrites a person by staff number; gives the id. */
  save(fields: PersonFields): Promise<number>;
  /** The same for many, each staff number once; gives the ids by staff number. */
  saveMany(people: PersonFields[]): Promise<Map<string, number>>;
  /** People who left before a day and of whom what can be forgotten still is there. */
  listToForget(leftBefore: string, limit: number): Promise<Person[]>;
  /** Telephone, language and Telegram accounts are gone; gives how many accounts there were. */
  forget(personId: number, at: Date): Promise<number>;
  saveLocale(personId: number, locale: Person['locale']): Promise<void>;

  /** Every post that has begun and not ended on this day. */
  listHeldPosts(personId: number, today: string): Promise<HeldPost[]>;
  listOpenPosts(today: string): Promise<Post[]>;
  openPosts(posts: (Omit<Post, 'id' | 'toOn'> & Partial<Pick<Post, 'toOn'>>)[]): Promise<void>;
  /** Notes where these people belong on this day: figures are counted by it. */
  placeHomes(personIds: number[], today: string): Promise<void>;
  /** Held from another day, or until another. */
  retimePosts(posts: Pick<Post, 'id' | 'fromOn' | 'toOn'>[]): Promise<void>;
  /** Whose posts began or ended after one day and up to another, by their own days. */
  listTurning(after: string, upTo: string): Promise<number[]>;
  endPosts(postIds: number[], on: string): Promise<void>;
  endAllPosts(personId: number, on: string): Promise<void>;
  /** People below (and at) these paths who hold one of these roles today. */
  listHolders(underPaths: string[], roles: readonly Post['role'][], today: string): Promise<Person[]>;
  /** Leaders and deputies of these units who can be told something today: enrolled, not blocked, not away. */
  listReachableHeads(
    unitIds: number[],
    today: string,
  ): Promise<{ unitId: number; personId: number; role: 'leader' | 'deputy' }[]>;
  /** Who leads these units, or stands in for who does, whether they can be told something or not. */
  listHeads(unitIds: number[], today: string): Promise<{ unitId: number; personId: number }[]>;
  /** Who belongs at or below a path and cannot be told anything: heads first, then unit by unit, each by the given name. */
  listLost(
    path: string,
    today: string,
    page: { limit: number; offset: number },
  ): Promise<{ people: LostPerson[]; total: number }>;
  /** People who hold one of these roles today at a unit on the way from the root down to this path. */
  listHoldersAbove(path: string, roles: readonly Post['role'][], today: string): Promise<Person[]>;

  /** Who speaks from this Telegram account today, in one read. */
  findSpeaker(telegramId: number, today: string): Promise<Speaker | null>;
  findAccount(personId: number): Promise<Account | null>;
  findAccountById(id: number): Promise<Account | null>;
  findAccountByTelegramId(telegramId: number): Promise<Account | null>;
  hadAccount(personId: number): Promise<boolean>;
  addAccount(account: {
    personId: number;
    telegramId: number;
    enrolledAt: Date;
    way: 'contact' | 'invite';
  }): Promise<number>;
  endAccount(id: number, at: Date, reason: NonNullable<Account['endReason']>): Promise<void>;
  /** False when it was so already. */
  setUnreachable(accountId: number, at: Date, reason: string): Promise<boolean>;
  setReachable(accountId: number): Promise<boolean>;
  /** Marks those of these accounts that were not reminded since `notSince`; gives them. */
  markReminded(accountIds: number[], at: Date, notSince: Date): Promise<Set<number>>;

  /** People without an account at or below this path (all when null), by staff number. */
  listNotEnrolled(underPath: string | null, today: string): Promise<Person[]>;
  addInvites(invites: { personId: number; codeHash: string; issuedAt: Date; expiresAt: Date }[]): Promise<void>;
  findInviteByHash(codeHash: string): Promise<Invite | null>;
  findInvitePresentedBy(telegramId: number): Promise<Invite | null>;
  presentInvite(id: number, telegramId: number, at: Date): Promise<void>;
  useInvite(id: number, at: Date): Promise<void>;
  cancelInvites(personIds: number[], at: Date): Promise<void>;
  findTries(telegramId: number): Promise<EnrolmentTries | null>;
  saveTries(telegramId: number, tries: EnrolmentTries, at: Date): Promise<void>;
}
