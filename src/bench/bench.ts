/**
 * Benchmarks on this machine: the sandbox here, the real bot as a process of its own. Each prints its figures as one JSON object per
 * line, with the goal that they are held against; nothing here is asserted, and no test is timed. `npm run bench -- NAME…` runs only
 * those named.
 */
import { amend } from './amend.ts';
import { broadcast } from './broadcast.ts';

import { chart } from './chart.ts';
import { acknowledging, backlog, verifying } from './evidence.ts';
import { exporting } from './export.ts';

import { floods } from './floods.ts';
import { forms } from './forms.ts';
import { help } from './help.ts';
import { issue } from './issue.ts';
import { kills } from './kills.ts';
import { levels } from './levels.ts';
import { presses } from './presses.ts';
import { reporting } from './report.ts';
import { status } from './status.ts';

const benchmarks: Record<string, () => Promise<object>> = {
  'broadcast-30': () => broadcast({ people: 900, rate: 30 }),
  'broadcast-1000': () => broadcast({ people: 20_000, rate: 1_000, paid: true }),
  'floods-at-random': () => floods(900),
  'kill-and-restart': () => kills(5_000),
  'issue-100000': () => issue(100_000),
  'amend-10000': () => amend(10_000),
  chart: () => chart(20_000),
  'export-100000': () => exporting(100_000),
  'report-20000': () => reporting(20_000, 5),
  'form-answers': () => forms(),
  'levels-20000': () => levels(20_000, 30),
  'levels-20000-paid': () => levels(20_000, 1_000),
  'presses-in-broadcast': () => presses(500, 10),
  'acknowledge-sealed': () => acknowledging(10_000),
  'seal-1000000': () => backlog(1_000_000),
  'verify-10000': () => verifying(10_000),
  'verify-100000': () => verifying(100_000),
  'status-100000': () => status({ people: 1_000, directives: 100 }),
  'status-10000000': () => status({ people: 100_000, directives: 100 }),
  'status-100000-postgres': () => status({ people: 1_000, directives: 100 }, 'postgres'),
  'status-10000000-postgres': () => status({ people: 100_000, directives: 100 }, 'postgres'),
  'help-in-broadcast-30': () => help({ people: 100_000, rate: 30 }, 60),
  'help-in-broadcast-1000': () => help({ people: 100_000, rate: 1_000, paid: true }, 60),
};

const named = process.argv.slice(2);
for (const [name, measure] of Object.entries(benchmarks)) {
  if (named.length > 0 && !named.includes(name)) continue;
  process.stdout.write(`${JSON.stringify({ bench: name, ...(await measure()) })}\n`);
}
