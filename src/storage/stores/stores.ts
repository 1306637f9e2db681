import type { Stores } from '../../domain/stores.ts';
import type { Connection } from '../connection.ts';
import { chartReads } from '../reads/chart-reads.ts';
import { complianceReads } from '../reads/compliance-reads.ts';
import { exportReads } from '../reads/export-reads.ts';
import { proofReads } from '../reads/proof-reads.ts';
import type { HeldKey } from '../vault-keys.ts';
import { absenceStore } from './absence-store.ts';
import { amendmentRequestStore } from './amendment-request-store.ts';
import { archiveStore } from './archive-store.ts';
import { areaLevelStore } from './area-level-store.ts';
import { attestationStore } from './attestation-store.ts';
import { consentStore } from './consent-store.ts';
import { deliveryStore } from './delivery-store.ts';
import { directiveStore } from './directive-store.ts';
import { draftStore } from './draft-store.ts';
import { escalationStore } from './escalation-store.ts';
import { evidenceStore } from './evidence-store.ts';
import { followUpStore } from './follow-up-store.ts';
import { groupStore } from './group-store.ts';
import { headStore } from './head-store.ts';
import { healthCampaignStore } from './health-campaign-store.ts';
import { healthStore } from './health-store.ts';
import { peopleStore } from './people-store.ts';
import { privacyRequestStore } from './privacy-request-store.ts';
import { receiptStore } from './receipt-store.ts';
import { reportStore } from './report-store.ts';
import { rollCallStore } from './roll-call-store.ts';
import { sealStore } from './seal-store.ts';
import { settingStore } from './setting-store.ts';
import { taskStore } from './task-store.ts';
import { tripStore } from './trip-store.ts';
import { unitStore } from './unit-store.ts';
import { updateStore } from './update-store.ts';
import { vaultStore } from './vault-store.ts';

const makers: { [Name in keyof Stores]: (connection: Connection, dataKey: HeldKey) => Stores[Name] } = {
  vault: vaultStore,
  evidence: evidenceStore,
  seals: sealStore,
  units: unitStore,
  people: peopleStore,
  groups: groupStore,
  absences: absenceStore,
  deliveries: deliveryStore,
  drafts: draftStore,
  directives: directiveStore,
  receipts: receiptStore,
  heads: headStore,
  archive: archiveStore,
  amendmentRequests: amendmentRequestStore,
  attestations: attestationStore,
  escalations: escalationStore,
  tasks: taskStore,
  areaLevels: areaLevelStore,
  consents: consentStore,
  trips: tripStore,
  health: healthStore,
  healthCampaigns: healthCampaignStore,
  followUps: followUpStore,
  privacyRequests: privacyRequestStore,
  rollCalls: rollCallStore,
  reports: reportStore,
  compliance: complianceReads,
  exports: exportReads,
  charts: chartReads,
  proofs: proofReads,
  updates: updateStore,
  settings: settingStore,
};

/** Made when first asked for: a press opens two transactions and needs three of these. */
class LazyStores {
  readonly connection: Connection;
  readonly dataKey: HeldKey;
  readonly made: Partial<Record<keyof Stores, unknown>> = {};

  constructor(connection: Connection, dataKey: HeldKey) {
    this.connection = connection;
    this.dataKey = dataKey;
  }
}

for (const [name, make] of Object.entries(makers) as [keyof Stores, (typeof makers)[keyof Stores]][]) {
  Object.defineProperty(LazyStores.prototype, name, {
    get(this: LazyStores) {
      this.made[name] ??= make(this.connection, this.dataKey);
      return this.made[name];
    },
  });
}

/** Every store, on one transaction or on the side that reads. */
export const storesOn = (connection: Connection, dataKey: HeldKey): Stores =>
  new LazyStores(connection, dataKey) as unknown as Stores;
