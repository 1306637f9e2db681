/** The sample office's first day: its roster, everybody's telephone, who has enrolled, and a directive that some have acknowledged. */
import { DateTime } from 'luxon';
import { type App, createApp } from './app.ts';
import type { Config } from './config.ts';
import { declareInDemo } from './demo-declarations.ts';
import {
  demoAcknowledged,
  demoDirective,
  demoNewcomers,
  demoPeople,
  demoUnits,
  nameOf,
  staffNos,
} from './demo-office.ts';
import { submitDirective } from './domain/directives/issue-actions.ts';
import { invite } from './domain/people/enrolment-actions.ts';
import type { Role } from './domain/people/post.ts';
import { importRoster } from './domain/people/roster-actions.ts';
import type { T } from './i18n.ts';
import type { Log } from './lib/log.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import type { SandboxUser } from './sandbox/sandbox-user.ts';

const office = { kind: 'office' as const, name: 'demo' };

const telegramIdOf = (staffNo: string): number => 1_000 + staffNos.indexOf(staffNo) + 1;
const phoneOf = (staffNo: string): string => `+8490100${String(staffNos.indexOf(staffNo) + 1).padStart(4, '0')}`;

/** The bot at work on the sample office, after a day of the people's presses. */
export async function openDemoDay(config: Config, sandbox: Sandbox, log: Log): Promise<App> {
  const app = await createApp(config, { log });
  await loadOffice(app);
  const people = addPeople(sandbox, app.i18n.t());
  await app.start();
  await liveThroughYesterday(app, sandbox, people);
  return app;
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
  const { days, hour, unit, ...directive } = demoDirective;
  const unitId = (await app.office.read.units.findByCode(unit))!.id;
  const day = DateTime.fromJSDate(app.office.clock.now(), { zone: app.office.zone }).startOf('day').plus({ days });
  const deadlineAt = day.set({ hour }).toJSDate();
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
  await declareInDemo(app, { person: (staffNo) => people.get(staffNo)!, quiet: () => quiet(app, sandbox) });
}

const hasCard = (person: SandboxUser): boolean => person.last().buttons.length > 0;

async function quiet(app: App, sandbox: Sandbox): Promise<void> {
  await sandbox.idle();
  await app.courier.drained();
  await app.replies.settled();
  await sandbox.idle();
}
