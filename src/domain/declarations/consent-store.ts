import type { Consent } from './consent.ts';

export interface ConsentStore {
  /** The last one that the person gave. */
  find(personId: number): Promise<Consent | null>;
  add(personId: number, notice: number, at: Date): Promise<void>;
  withdraw(personId: number, at: Date): Promise<void>;
}
