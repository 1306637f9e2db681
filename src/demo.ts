/**
 * Everything on one machine with no account and no network: the sandbox, a sample office and the bot on it, on a database that is
 * thrown away at the end. People enrol and acknowledge as they would, by pressing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from './app.ts';
import { loadEnvironment, readConfig } from './config.ts';
import { demoAcknowledged, demoCast, demoDirective, demoNewcomers, demoPeople, demoUnits } from './demo-office.ts';
import { submitDirective } from './domain/directives/issue-actions.ts';
import { invite } from './domain/people/enrolment-actions.ts';
import type { Role } from './domain/people/post.ts';
import { importRoster } from './domain/people/roster-actions.ts';
import type { T } from './i18n.ts';
import { addMilliseconds, DAY } from './lib/clock.ts';
import { createLog } from './lib/log.ts';
import { type Sandbox, startSandbox } from './sandbox/sandbox.ts';
import type { SandboxUser } from './sandbox/sandbox-user.ts';

const TOKEN = '100200300:demo-token-of-the-sandbox';
const office = { kind: 'office' as const, name: 'demo' };

const staffNos = [...new Set(demoPeople.map(([staffNo]) => staffNo))];
const nameOf = (staffNo: string): string => demoPeople.find(([no]) => no === staffNo)![1];
const telegramIdOf = (staffNo: string): number => 1_000 + staffNos.indexOf(staffNo) + 1;
const phoneOf = (staffNo: string): string => `+8490100${String(staffNos.indexOf(staffNo) + 1).padStart(4, '0')}`;

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bao-nhan-demo-'));
  const environment = loadEnvironment();
  const port = readConfig({ BOT_TOKEN: TOKEN, DEMO_PORT: environment.DEMO_PORT });
  if (!port.ok) return refuse(port.faults);
  const log = createLog({ level: 'warn', secrets: [TOKEN], destination: process.stderr });
  const sandbox = await startSandbox({
    token: TOKEN,
    port: port.config.demoPort,
    bot: { firstName: 'Báo Nhận', username: 'bao_nhan_demo_bot' },
  });
  const settings = {
    BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: sandbox.url,
    DATABASE_URL: `sqlite:${join(folder, 'demo.sqlite')}`,
  };
  const config = readConfig(settings);
  if (!config.ok) return refuse(config.faults);
  const app = await createApp(config.config, { log });
  await loadOffice(app);
  const people = addPeople(sandbox, app.i18n.t());
  await app.start();
  await liveThroughYesterday(app, sandbox, people);
  say(app, sandbox.url);
  stopOnSignal(app, sandbox, folder);
}

function refuse(faults: { variable: string; expected: string }[]): void {
  for (const { variable, expected } of faults) process.stderr.write(`${variable}: ${expected}\n`);
  process.exitCode = 1;
}

async function loadOffice(app: App): Promise<void> {
  const rows = (cells: Record<string, string>[]) => cells.map((row, index) => ({ line: index + 2, cells: row }));
  const units = demoUnits.map(([code, name, parent_code]) => ({ code, name, parent_code, province: 'Lam Giang' }));
  const people = demoPeople.map(([staff_no, full_name, unit_code, role]) => ({
    staff_no,
    full_name,
    unit_code,
    role,
    phone: phoneOf(staff_no),
    locale: '',
  }));
  const files = {
    units: { header: Object.keys(units[0]!), rows: rows(units) },
    people: { header: Object.keys(people[0]!), rows: rows(people) },
  };
  const result = await importRoster(office, files, { dryRun: false }, app.office);
  if (!result.ok) throw new Error(`the sample office does not fit: ${JSON.stringify(result.faults)}`);
}

/** Everybody has a telephone; a line says who they are. */
function addPeople(sandbox: Sandbox, t: T): Map<string, SandboxUser> {
  const unitName = new Map(demoUnits.map(([code, name]) => [code, name]));
  const entries = staffNos.map((staffNo): [string, SandboxUser] => {
    const posts = demoPeople.filter(([no]) => no === staffNo);
    const note = posts
      .map(([, , unit, role]) => `${t(`enrolment:me.role.${role as Role}`)}, ${unitName.get(unit)}`)
      .join(' · ');
    const words = nameOf(staffNo).split(' ');
    const [firstName, lastName] = [words.at(-1)!, words.slice(0, -1).join(' ')];
    const person = {
      id: telegramIdOf(staffNo),
      firstName,
      lastName,
      phone: phoneOf(staffNo),
      languageCode: 'vi',
      note,
    };
    return [staffNo, sandbox.addUser(person)];
  });
  return new Map(entries);
}

/** Most have enrolled, a directive went out, and some have acknowledged it. */
async function liveThroughYesterday(app: App, sandbox: Sandbox, people: Map<string, SandboxUser>): Promise<void> {
  const enrolling = staffNos.filter((staffNo) => !demoNewcomers.includes(staffNo));
  const codes = new Map((await invite(office, {}, app.office)).map(({ staffNo, code }) => [staffNo, code]));
  for (const staffNo of enrolling) people.get(staffNo)!.send(`/start ${codes.get(staffNo)}`);
  await quiet(app, sandbox);
  for (const staffNo of enrolling) people.get(staffNo)!.shareContact();
  await quiet(app, sandbox);
  const { days, unit, ...directive } = demoDirective;
  const unitId = (await app.office.read.units.findByCode(unit))!.id;
  const deadlineAt = addMilliseconds(app.office.clock.now(), days * DAY);
  const rest = { audience: 'everyone', urgency: 'urgent', lateJoiners: true, attachments: [] } as const;
  await submitDirective(
    office,
    { ...directive, ...rest, attachments: [], unitIds: [unitId], deadlineAt },
    null,
    app.office,
  );
  await sandbox.waitFor(
    () => enrolling.filter((staffNo) => hasCard(people.get(staffNo)!)).length >= demoAcknowledged.length,
  );
  await quiet(app, sandbox);
  for (const staffNo of demoAcknowledged) people.get(staffNo)!.press(/^✅/);
  await quiet(app, sandbox);
}

const hasCard = (person: SandboxUser): boolean => person.last().buttons.length > 0;

async function quiet(app: App, sandbox: Sandbox): Promise<void> {
  await sandbox.idle();
  await app.courier.drained();
  await app.replies.settled();
  await sandbox.idle();
}

function say(app: App, url: string): void {
  const t = app.i18n.t();
  const [clerk, newcomer, leader] = [nameOf(demoCast.clerk), nameOf(demoCast.newcomer), nameOf(demoCast.leader)];
  const lines = [
    t('demo:ready', { url }),
    t('demo:issue', { clerk }),
    t('demo:acknowledge', { newcomer }),
    t('demo:status', { leader }),
  ];
  process.stdout.write(`\n${lines.join('\n')}\n`);
}

function stopOnSignal(app: App, sandbox: Sandbox, folder: string): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await app.stop();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
}

await run();
