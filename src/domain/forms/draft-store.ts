import type { Draft } from './form.ts';

export interface DraftStore {
  find(personId: number): Promise<Draft | null>;
  /** Replaces whatever draft the person had. */
  start(draft: Omit<Draft, 'id' | 'revision'>): Promise<Draft>;
  /** Compares the revision and sets the next one; false when somebody was quicker. */
  save(draft: Draft): Promise<boolean>;
  saveMessage(id: number, messageId: number): Promise<void>;
  delete(id: number): Promise<void>;
  deleteOlderThan(before: Date): Promise<number>;
}
