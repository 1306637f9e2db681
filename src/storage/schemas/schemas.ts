import type { EntitySchema } from 'typeorm';
import { columns, type Dialect } from '../columns.ts';
import { areasSchemas } from './areas.ts';
import { declarationsSchemas } from './declarations.ts';
import { deliveriesSchemas } from './deliveries.ts';
import { directivesSchemas } from './directives.ts';
import { evidenceSchemas } from './evidence.ts';
import { followUpSchemas } from './follow-ups.ts';
import { formsSchemas } from './forms.ts';
import { healthSchemas } from './health.ts';
import { peopleSchemas } from './people.ts';
import { privacyRequestsSchemas } from './privacy-requests.ts';
import { receiptsSchemas } from './receipts.ts';
import { reportsSchemas } from './reports.ts';
import { rollCallsSchemas } from './roll-calls.ts';
import { settingsSchemas } from './settings.ts';
import { tasksSchemas } from './tasks.ts';
import { unitsSchemas } from './units.ts';
import { vaultSchemas } from './vault.ts';

/** Every table of the office, for one of the two databases. */
export function schemas(dialect: Dialect): EntitySchema[] {
  const kinds = columns(dialect);
  return [
    ...vaultSchemas(kinds),
    ...evidenceSchemas(kinds),
    ...unitsSchemas(kinds),
    ...peopleSchemas(kinds),
    ...directivesSchemas(kinds),
    ...receiptsSchemas(kinds),
    ...tasksSchemas(kinds),
    ...areasSchemas(kinds),
    ...declarationsSchemas(kinds),
    ...healthSchemas(kinds),
    ...followUpSchemas(kinds),
    ...privacyRequestsSchemas(kinds),
    ...rollCallsSchemas(kinds),
    ...reportsSchemas(kinds),
    ...deliveriesSchemas(kinds),
    ...formsSchemas(kinds),
    ...settingsSchemas(kinds),
  ];
}
