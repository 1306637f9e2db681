import type { Entry } from './evidence.ts';

export interface EvidenceStore {
  append(entry: Entry): Promise<void>;
}
