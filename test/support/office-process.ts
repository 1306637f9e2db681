/**
 * The command line's work as a process of its own, over and over: imports the roster with a change, issues a directive to all of it,
 * reads the status. Says `done` with how many actions it did and the longest time that its event loop stood still.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Config, readConfig } from '../../src/config.ts';
import { submitDirective } from '../../src/domain/directives/issue-actions.ts';
import { prepareIssue } from '../../src/domain/directives/prepare-actions.ts';
import { importRoster } from '../../src/domain/people/roster-actions.ts';
import { createLog } from '../../src/lib/log.ts';
import { openOffice } from '../../src/open-office.ts';
import { besideOf } from './test-database.ts';
import { DATA_KEY } from './vault.ts';

const actor = { kind: 'office' as const, name: 'test' };
const [databaseUrl = '', rounds = '0', unitCode = ''] = process.argv.slice(2);

function configOf(): Config {
  const read = readConfig({ DATABASE_URL: databaseUrl, DATA_KEY, ...besideOf(databaseUrl) }, { tokenRequired: false });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.config;
}

const { office, close } = await openOffice(configOf(), { log: createLog({ level: 'warn' }) });
const stall = monitorEventLoopDelay({ resolution: 5 });
stall.enable();
let actions = 0;
const unitId = (await office.read.units.findByCode(unitCode))!.id;
for (let round = 0; round < Number(rounds); round += 1) {
  const cells = { staff_no: 'an', full_name: `Đặng Văn An ${round}`, unit_code: 'H1', role: 'staff' };
  const people = { header: Object.keys(cells), rows: [{ line: 2, cells }] };
  const result = await importRoster(actor, { people }, {}, office);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  const draft = { number: null, title: `Văn bản ${round}`, text: 'Nội dung', unitIds: [unitId], attachments: [] };
  const kind = { audience: 'everyone', urgency: 'normal', lateJoiners: true, deadlineAt: null } as const;
  const directive = await submitDirective(actor, { ...draft, ...kind }, null, office);
  await prepareIssue(directive.id, office);
  await office.read.compliance.listDirectives({ path: null }, office.clock.now());
  actions += 3;
}
stall.disable();
await close();
process.stdout.write(`${JSON.stringify({ done: actions, stall: stall.max / 1e6 })}\n`);
