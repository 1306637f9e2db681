import type { Clock } from '../lib/clock.ts';
import type { AreaLevelStore } from './areas/area-level-store.ts';
import type { Hazard } from './areas/hazard.ts';
import type { OfficeCalendar } from './calendar.ts';
import type { ChartReads } from './compliance/chart-reads.ts';
import type { ComplianceReads } from './compliance/compliance-reads.ts';
import type { DigestTime } from './compliance/digest.ts';
import type { ExportReads } from './compliance/export-reads.ts';
import type { ReportStore } from './compliance/report-store.ts';
import type { ReportTime } from './compliance/report-time.ts';
import type { Consequences } from './consequences.ts';
import type { ConsentStore } from './declarations/consent-store.ts';
import type { FollowUpSettings } from './declarations/follow-up.ts';
import type { FollowUpStore } from './declarations/follow-up-store.ts';
import type { HealthCampaignStore } from './declarations/health-campaign-store.ts';
import type { HealthStore } from './declarations/health-store.ts';
import type { PrivacyRequestTerms } from './declarations/privacy-request.ts';
import type { PrivacyRequestStore } from './declarations/privacy-request-store.ts';
import type { Retention } from './declarations/retention.ts';
import type { TripSettings } from './declarations/trip.ts';
import type { TripStore } from './declarations/trip-store.ts';
import type { PassCheckers } from './declarations/work-pass-policy.ts';
import type { DeliveryStore } from './deliveries/delivery-store.ts';
import type { AmendmentRequestStore } from './directives/amendment-request-store.ts';
import type { ArchiveStore } from './directives/archive-store.ts';
import type { AttestationStore } from './directives/attestation-store.ts';
import type { Urgency } from './directives/directive.ts';
import type { DirectiveStore } from './directives/directive-store.ts';
import type { EscalationStore } from './directives/escalation-store.ts';
import type { HeadStore } from './directives/head-store.ts';
import type { Ladder } from './directives/ladder.ts';
import type { ProofReads } from './directives/proof-reads.ts';
import type { ReceiptStore } from './directives/receipt-store.ts';
import type { EvidenceStore } from './evidence/evidence-store.ts';
import type { SealStore } from './evidence/seal-store.ts';
import type { DraftStore } from './forms/draft-store.ts';
import type { AbsenceStore } from './people/absence-store.ts';
import type { GroupStore } from './people/group-store.ts';
import type { PeopleStore } from './people/people-store.ts';
import type { RollCallStore } from './rollcalls/roll-call-store.ts';
import type { SettingStore } from './settings.ts';
import type { TaskStore } from './tasks/task-store.ts';
import type { UnitStore } from './units/unit-store.ts';
import type { UpdateStore } from './updates.ts';
import type { ErasureMemory } from './vault/erasure-memory.ts';
import type { VaultStore } from './vault/vault-store.ts';

/** What the office knows, as one transaction or one consistent reading sees it. */
export interface Stores {
  vault: VaultStore;
  evidence: EvidenceStore;
  seals: SealStore;
  units: UnitStore;
  people: PeopleStore;
  groups: GroupStore;
  absences: AbsenceStore;
  deliveries: DeliveryStore;
  drafts: DraftStore;
  directives: DirectiveStore;
  amendmentRequests: AmendmentRequestStore;
  receipts: ReceiptStore;
  heads: HeadStore;
  archive: ArchiveStore;
  attestations: AttestationStore;
  escalations: EscalationStore;
  tasks: TaskStore;
  areaLevels: AreaLevelStore;
  consents: ConsentStore;
  trips: TripStore;
  health: HealthStore;
  healthCampaigns: HealthCampaignStore;
  followUps: FollowUpStore;
  privacyRequests: PrivacyRequestStore;
  rollCalls: RollCallStore;
  reports: ReportStore;
  compliance: ComplianceReads;
  exports: ExportReads;
  charts: ChartReads;
  proofs: ProofReads;
  updates: UpdateStore;
  settings: SettingStore;
}

/** Everything an action needs: the one door to writing, a view for reading, the clock, and what follows from what. */
export interface Office {
  inTransaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /** Reads outside any transaction; writing through it fails. */
  read: Stores;
  clock: Clock;
  /** IANA name, such as `Asia/Ho_Chi_Minh`: the office's days begin and end there. */
  zone: string;
  consequences: Consequences;
  /** When the office may be disturbed, and how those who have not acknowledged are reminded. */
  calendar: OfficeCalendar;
  ladders: Record<Urgency, Ladder>;
  trips: TripSettings;
  /** Code of the province in which the office is; null when nobody said. */
  homeProvince: string | null;
  /** After what, and for how many days, somebody declares daily. */
  followUps: FollowUpSettings;
  /** Who may check work passes at a door, and nothing else. */
  passCheckers: PassCheckers;
  /** The dangers that the office watches, each with its own scale. */
  hazards: readonly Hazard[];
  /** Within how many days what people ask about their own data is answered. */
  requests: PrivacyRequestTerms;
  /** By how many days that may be extended, once. */
  extensions: PrivacyRequestTerms;
  /** When the weekly report is made; null where there is none. */
  report: ReportTime | null;
  /** When leaders are told what needs them; null where they are not. */
  digest: DigestTime | null;
  /** How long what was declared is kept. */
  retention: Retention;
  /** What was erased for good, as a restored backup does not know it. */
  erasures: ErasureMemory;
  /**
   * After a commit that erased or replaced sealed values: takes what the database still keeps of their keys out of its files. False
   * where others use it just now; a routine tries again.
   */
  sweepErased(): Promise<boolean>;
  /** Tells the outbox and the clock's routines, after a commit, that there may be something to do. */
  wake(): void;
}
