export interface Begun {
  state: 'begun' | 'done' | 'setAside';
  tries: number;
}

/** Telegram's updates, so that one that was delivered twice is handled once and one that keeps crashing is set aside. */
export interface UpdateStore {
  /** Counts a try of each and gives what is known: `done` was handled before, and `tries` includes this one. */
  begin(ids: number[], at: Date): Promise<Map<number, Begun>>;
  finish(ids: number[]): Promise<void>;
  setAside(id: number, reference: string): Promise<void>;
  prune(before: Date): Promise<void>;
}

/** After this many tries that ended in a fault an update is set aside, and the rest goes on. */
export const UPDATE_TRIES = 3;
