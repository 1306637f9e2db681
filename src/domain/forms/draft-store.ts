import type { ErasureReason } from '../vault/erasure-memory.ts';
import type { SealedId } from '../vault/sealed-value.ts';
import type { Draft } from './form.ts';

export interface DraftStore {
  /** Of a person's half-filled forms the one that was touched last. */
  find(personId: number): Promise<Draft | null>;
  /** Its id alone, without opening what is sealed. */
  findId(personId: number): Promise<number | null>;
  /** The same of one form. */
  findOfForm(personId: number, form: string): Promise<Draft | null>;
  /** This draft, half-filled or submitted. */
  findById(id: number): Promise<Draft | null>;
  /** Replaces the person's draft of the same form; those of other forms wait. */
  start(draft: Omit<Draft, 'id' | 'revision'>): Promise<Draft>;
  /** Compares the revision and sets the next one; false when somebody was quicker. */
  save(draft: Draft): Promise<boolean>;
  /** It is the one that was touched last. */
  touch(id: number, at: Date): Promise<void>;
  saveMessage(id: number, messageId: number): Promise<void>;
  /** It was submitted: its answers go, so that only the fact remains for a second press. */
  finish(id: number): Promise<void>;
  delete(id: number): Promise<void>;
  deleteOlderThan(before: Date): Promise<number>;
  /** A person's of these forms; gives how many. */
  deleteOfForms(personId: number, forms: readonly string[], because: ErasureReason): Promise<number>;
  /** All of a person's; gives how many. */
  deleteAllOf(personId: number, because: ErasureReason): Promise<number>;
  /** Those whose answers were sealed under these numbers. */
  deleteSealed(ids: readonly SealedId[]): Promise<number>;
  /** Ids that a backup does not know may be on buttons in people's chats: so many are left out. */
  skipIds(count: number): Promise<void>;
}
