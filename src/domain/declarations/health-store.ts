import type { ErasureReason } from '../vault/erasure-memory.ts';
import type { SealedId } from '../vault/sealed-value.ts';
import type { HealthDeclaration, HealthDetails, HealthLook, LookedAt } from './health.ts';

export interface NewHealthAct {
  unitId: number;
  details: HealthDetails;
  at: Date;
  /** The draft that it came from, where it was filled in: submitting a draft twice is one act. */
  draftId: number | null;
}

/** Who has looked at what people declared. Who it was and at what stays sealed: a name in the list of those in care tells the result. */
export interface HealthLookStore {
  /** Of a day, since a pass is looked at also where nothing was declared. */
  addLook(look: { personId: number; on: string; byId: number; what: LookedAt; at: Date }): Promise<void>;
  /** Who has looked at what a person declared, the last first. */
  listLooks(personId: number, page: { limit: number; offset: number }): Promise<{ looks: HealthLook[]; total: number }>;
  countLooks(personId: number): Promise<number>;
  /** Seals so many that were written down in the open, as it was done before. Gives how many. */
  sealLooks(limit: number): Promise<number>;
  /** Those before an instant, and those at one person, are gone for good. Gives how many. */
  forgetLooksBefore(before: Date, limit: number): Promise<number>;
  forgetLooksAt(personId: number, because: ErasureReason): Promise<number>;
  /** Those that were sealed under these numbers, which a backup brought back. */
  forgetSealedLooks(ids: readonly SealedId[]): Promise<number>;
}

export interface HealthStore extends HealthLookStore {
  find(id: number): Promise<HealthDeclaration | null>;
  findOf(personId: number, day: string): Promise<HealthDeclaration | null>;
  /** The person's last declaration before a day. */
  findLastBefore(personId: number, day: string): Promise<HealthDeclaration | null>;
  /** A declaration of a day, of which there is none yet. */
  add(act: NewHealthAct & { personId: number; on: string }): Promise<number>;
  /** Other answers in the place of the earlier ones, which are gone for good; that there were some stays on record. */
  correct(declaration: HealthDeclaration, act: NewHealthAct): Promise<void>;
  /** Whether a draft was submitted already. */
  hasActOf(draftId: number): Promise<boolean>;
  /** How often it was declared and corrected. */
  countActs(declarationId: number): Promise<number>;
  /** Throws SealedValueDamaged; null when they were erased. */
  getDetails(declaration: HealthDeclaration): Promise<HealthDetails | null>;
  /** The same for many, in their order; at most 1,000. */
  listDetails(declarations: readonly HealthDeclaration[]): Promise<(HealthDetails | null)[]>;
  /** One page of a day's declarations that can be read, of those who belong at or below a path today, in the order of their ids. */
  listOfDay(path: string, day: string, afterId: number, limit: number): Promise<HealthDeclaration[]>;

  /** All that a person declared, the first first. */
  listAllOf(personId: number): Promise<HealthDeclaration[]>;
  /** Of what a person declared that which can still be read. */
  listReadableOf(personId: number): Promise<HealthDeclaration[]>;
  /** Of what was declared before a day so many that can still be read. */
  listReadableBefore(day: string, limit: number): Promise<HealthDeclaration[]>;
  /** Those whose answers were sealed under these numbers. */
  listSealed(ids: readonly SealedId[]): Promise<HealthDeclaration[]>;
  /** What was said is gone for good; that it was declared stays. */
  erase(declarations: readonly HealthDeclaration[], because: ErasureReason): Promise<void>;
  /** That leaders were told of what was erased since is forgotten, so many at a time. Gives how many. */
  forgetAlerts(limit: number): Promise<number>;
  /** Ids that a backup does not know may be on buttons in people's chats: so many are left out. */
  skipIds(count: number): Promise<void>;
}
