import type { Stores } from '../../domain/stores.ts';
import type { Connection } from '../connection.ts';
import { complianceReads } from '../reads/compliance-reads.ts';
import { deliveryStore } from './delivery-store.ts';
import { directiveStore } from './directive-store.ts';
import { draftStore } from './draft-store.ts';
import { evidenceStore } from './evidence-store.ts';
import { peopleStore } from './people-store.ts';
import { receiptStore } from './receipt-store.ts';
import { settingStore } from './setting-store.ts';
import { unitStore } from './unit-store.ts';
import { updateStore } from './update-store.ts';

/** Every store, on one transaction or on the side that reads. */
export function storesOn(connection: Connection): Stores {
  return {
    evidence: evidenceStore(connection),
    units: unitStore(connection),
    people: peopleStore(connection),
    deliveries: deliveryStore(connection),
    drafts: draftStore(connection),
    directives: directiveStore(connection),
    receipts: receiptStore(connection),
    compliance: complianceReads(connection),
    updates: updateStore(connection),
    settings: settingStore(connection),
  };
}
