import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { submitDirective } from '../../src/domain/directives/issue-actions.ts';
import { prepareIssue } from '../../src/domain/directives/prepare-actions.ts';
import { importRoster } from '../../src/domain/people/roster-actions.ts';
import { packageRoot } from '../../src/i18n.ts';
import { createLog } from '../../src/lib/log.ts';
import { openOffice } from '../../src/open-office.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { officeModel } from '../../src/storage/model.ts';
import { EVIDENCE_KEY_FILE } from '../support/evidence-key.ts';
import { configFor, TOKEN } from '../support/office.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { DATA_KEY } from '../support/vault.ts';

const PEOPLE = 10_000;
const UNITS = 100;
/** So far the broadcast goes before the leader asks: ten seconds at the usual rate. */
const SENT = 300;
const LIMIT_MEGABYTES = 150;
const actor = { kind: 'office' as const, name: 'test' };

/** 10,000 people in 100 units below one, the first of them its leader. */
function roster() {
  const table = (cells: Record<string, string>[]) => ({
    header: Object.keys(cells[0]!),
    rows: cells.map((row, index) => ({ line: index + 2, cells: row })),
  });
  const units = Array.from({ length: UNITS + 1 }, (_, index) => ({
    code: `U${index}`,
    name: `Đơn vị ${index}`,
    parent_code: index === 0 ? '' : 'U0',
  }));
  const people = Array.from({ length: PEOPLE }, (_, index) => ({
    staff_no: `P${index}`,
    full_name: `Nguyễn Văn ${index}`,
    unit_code: index === 0 ? 'U0' : `U${1 + (index % UNITS)}`,
    role: index === 0 ? 'leader' : 'staff',
    phone: `+849${String(10_000_000 + index)}`,
  }));
  return { units: table(units), people: table(people) };
}

test.skipIf(process.platform !== 'linux')(
  'the bot stays under 150 MB with 10,000 people on the roster, a directive to all of them and a leader asking',
  async () => {
    const database = await openTestDatabase({ ...officeModel });
    const sandbox = await startSandbox({ token: TOKEN, flood: false });
    const open = await openOffice(configFor(sandbox.url, database.url, 1_000), { log: createLog({ level: 'warn' }) });
    const { office } = open;
    const result = await importRoster(actor, roster(), {}, office);
    expect(result.ok).toBe(true);
    await enrolEverybody();

    const env = {
      ...process.env,
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: sandbox.url,
      DATABASE_URL: database.url,
      DATA_KEY,
      EVIDENCE_KEY_FILE,
    };
    const bot = spawn(
      process.execPath,
      ['--max-old-space-size=256', '--max-semi-space-size=8', join(packageRoot, 'dist/src/main.js')],
      {
        cwd: packageRoot,
        env: { ...env, LOG_LEVEL: 'error' },
        stdio: 'inherit',
      },
    );
    const unitId = (await office.read.units.findByCode('U0'))!.id;
    const draft = { number: null, title: 'Thử', text: 'Nội dung. '.repeat(600), unitIds: [unitId], attachments: [] };
    const kind = { audience: 'everyone', urgency: 'normal', lateJoiners: true, deadlineAt: null } as const;
    const directive = await submitDirective(actor, { ...draft, ...kind }, null, office);
    await prepareIssue(directive.id, office);
    const sent = () => sandbox.requests.filter(({ method, ok }) => ok && method === 'sendMessage').length;
    while (sent() < SENT) await office.clock.sleep(200);
    const leader = sandbox.user(1);
    for (let round = 0; round < 20; round += 1) leader.send('/status');
    await sandbox.waitFor(() => leader.messages().filter((one) => one.text.startsWith('Đơn vị 0')).length === 20, {
      timeout: 20_000,
    });
    const status = readFileSync(`/proc/${bot.pid}/status`, 'utf8');
    const peak = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024;
    bot.kill('SIGTERM');
    await once(bot, 'exit');
    await open.close();
    await sandbox.close();
    await database.close();
    expect(peak).toBeLessThan(LIMIT_MEGABYTES);

    async function enrolEverybody(): Promise<void> {
      const people = await office.read.people.listAll();
      for (let start = 0; start < people.length; start += 500) {
        await office.inTransaction(async (stores) => {
          for (const { id } of people.slice(start, start + 500)) {
            await stores.people.addAccount({
              personId: id,
              telegramId: id,
              enrolledAt: office.clock.now(),
              way: 'contact',
            });
          }
        });
      }
      for (const { id, fullName } of people)
        sandbox.addUser({ id, firstName: fullName, phone: `+${id}`, hasStarted: true });
    }
  },
  120_000,
);
