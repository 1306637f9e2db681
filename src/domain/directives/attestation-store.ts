import type { Attestation } from './attestation.ts';

export interface AttestationStore {
  find(id: number): Promise<Attestation | null>;
  /** Of one receipt, the oldest first. */
  listOf(receiptId: number): Promise<Attestation[]>;
  /** Undisputed ones about a person, in directives in force. */
  listAbout(personId: number): Promise<Attestation[]>;
  add(attestation: Omit<Attestation, 'id' | 'byName' | 'disputedAt'>): Promise<number>;
  /** False when it was disputed already. */
  markDisputed(id: number, at: Date): Promise<boolean>;
  /** Ids that a backup does not know may be on buttons in people's chats: so many are left out. */
  skipIds(count: number): Promise<void>;
}
