import { DateTime } from 'luxon';
import type { Actor } from '../domain/actor.ts';
import { type Audience, audiences, titleFrom, type Urgency, urgencies } from '../domain/directives/directive.ts';
import { mayIssue, mayIssueTo } from '../domain/directives/directive-policy.ts';
import { readFields } from '../domain/directives/document-proposal.ts';
import { submitDirective } from '../domain/directives/issue-actions.ts';
import { prepareIssue } from '../domain/directives/prepare-actions.ts';
import { Problem } from '../domain/problem.ts';
import type { Office } from '../domain/stores.ts';
import { dayOf } from '../lib/day.ts';
import { sayInstant } from '../screens/dates.ts';
import { readDocumentFile, readJson, readLines } from './document.ts';
import { type Answer, type Cli, type CommonOptions, readDirectiveId, type Shelf, WrongUsage } from './terminal.ts';
import { readTerms, type TermOptions } from './terms.ts';
import { groupByCode, unitsByCodes } from './units.ts';

interface Options extends CommonOptions, TermOptions {
  to: string;
  toKnow?: string;
  replaces?: string;
  number?: string;
  title?: string;
  deadline?: string;
  at?: string;
  urgency: string;
  audience: string;
  group?: string;
  by?: string;
  newcomers: boolean;
}

/** `issue`. */
export function addIssueCommand({ program, t, act }: Shelf): void {
  program
    .command('issue')
    .description(t('cli:issue.about'))
    .argument('<file>', t('cli:issue.file'))
    .requiredOption('--to <codes>', t('cli:issue.to'))
    .option('--to-know <codes>', t('cli:issue.toKnow'))
    .option('--replaces <directive>', t('cli:issue.replaces'))
    .option('--number <number>', t('cli:issue.number'))
    .option('--title <title>', t('cli:issue.title'))
    .option('--deadline <iso>', t('cli:issue.deadline'))
    .option('--at <iso>', t('cli:issue.at'))
    .option('--urgency <urgency>', t('cli:issue.urgency', { choices: Object.keys(URGENCIES).join(', ') }), 'normal')
    .option('--audience <audience>', t('cli:issue.audience', { choices: audiences.join(', ') }), 'everyone')
    .option('--group <code>', t('cli:issue.group'))
    .option('--commitment <text>', t('cli:issue.commitment'))
    .option('--question <file>', t('cli:issue.question'))
    .option('--all-pages', t('cli:issue.allPages'))
    .option('--by <staff_no>', t('cli:issue.by'))
    .option('--no-newcomers', t('cli:issue.noNewcomers'))
    .action((file, options: Options) => act(options, (cli) => issue(cli, file, options)));
}

/** As they are typed: `very-urgent`. */
const URGENCIES: Record<string, Urgency> = Object.fromEntries(
  urgencies.map((urgency) => [urgency.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), urgency]),
);

interface Wish {
  codes: string[];
  knowCodes: string[];
  urgency: Urgency;
  audience: Audience;
  deadlineAt: Date | null;
  issueAt: Date | null;
}

function readWish(options: Options, { config, t }: Cli): Wish {
  const [codes, knowCodes] = [codesIn(options.to), codesIn(options.toKnow ?? '')];
  if (codes.length === 0) throw new WrongUsage(t('cli:issue.toMissing'));
  const urgency = URGENCIES[options.urgency];
  const audience = audiences.find((each) => each === options.audience);
  const unreadable = (option: string, value: string, choices: readonly string[]) =>
    new WrongUsage(t('cli:usage.choice', { option, value, choices: choices.join(', ') }));
  if (!urgency) throw unreadable('--urgency', options.urgency, Object.keys(URGENCIES));
  if (!audience) throw unreadable('--audience', options.audience, audiences);
  const momentIn = (value: string | undefined, ofDay?: string) => {
    const moment = value === undefined ? null : readDeadline(value, config.timeZone, ofDay);
    if (value !== undefined && !moment) throw new WrongUsage(t('cli:issue.deadlineUnreadable', { value }));
    return moment;
  };
  const moments = { deadlineAt: momentIn(options.deadline), issueAt: momentIn(options.at, '07:30') };
  return { codes, knowCodes, urgency, audience, ...moments };
}

const codesIn = (list: string): string[] => [...new Set(list.split(',').map((code) => code.trim()))].filter(Boolean);

/** ISO 8601 with an offset, or a time of the office's own zone; a day alone ends with its work, at 17:00 (`ofDay`). */
export function readDeadline(text: string, zone: string, ofDay = '17:00'): Date | null {
  const written = text.trim().replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T');
  if (!/^\d{4}-\d{2}-\d{2}(?:T|$)/.test(written)) return null;
  const moment = DateTime.fromISO(written.includes('T') ? written : `${written}T${ofDay}`, { zone });
  return moment.isValid ? moment.toJSDate() : null;
}

async function issue(cli: Cli, file: string, options: Options): Promise<Answer> {
  const { t } = cli;
  const { codes, knowCodes, urgency, audience, deadlineAt, issueAt } = readWish(options, cli);
  const read = await readDocumentFile(file, t);
  const { text } = read;
  const fields = readFields(text, cli.clock.now(), cli.config.timeZone);
  const terms = await readTerms(options, t);
  const { office } = await cli.open();
  const actor = options.by === undefined ? cli.actor : await actorFor(options.by, office);
  if (!mayIssue(actor)) throw new Problem('mayNotIssue');
  const units = await unitsByCodes(codes, office);
  const knowUnits = await unitsByCodes(knowCodes, office);
  if (!mayIssueTo(actor, [...units, ...knowUnits])) throw new Problem('unitsNotYours');
  const groupId = options.group === undefined ? null : (await groupByCode(options.group, office)).id;
  const to = { unitIds: units.map(({ id }) => id), knowUnitIds: knowUnits.map(({ id }) => id), audience, groupId };
  const addressed = await office.read.receipts.countAddressed(to, dayOf(cli.clock.now(), office.zone));
  if (addressed.owed === 0) throw new Problem('nobodyOwes');
  const { document } = fields;
  // Nothing is guessed in silence: what was read is printed, and number and deadline are the caller's to give.
  const number = options.number ?? null;
  const said = { number, title: options.title ?? fields.title ?? titleFrom(text), text, document, attachments: [] };
  const replacesId = options.replaces === undefined ? null : readDirectiveId(options.replaces, t);
  const draft = { ...said, ...to, replacesId, urgency, deadlineAt, issueAt, lateJoiners: options.newcomers, terms };
  const { id, ...issued } = await submitDirective(actor, draft, null, office);
  const owed = issueAt ? addressed.owed : await waitUntilIssued(id, office);
  const lines = [
    ...readLines(read, fields, t),
    t('cli:issue.done', { id: String(id), number: issued.number ?? '–', title: issued.title }),
    t('cli:issue.owed', { count: owed }),
    ...(issueAt ? [t('cli:issue.scheduled', { when: sayInstant(issueAt, office.zone, t) })] : []),
  ];
  return { json: { id, number: issued.number, title: issued.title, owed, read: readJson(read, fields) }, lines };
}

/** Somebody acts through the command line with the posts that they hold today. */
async function actorFor(staffNo: string, { read, clock, zone }: Office): Promise<Actor> {
  const person = await read.people.findByStaffNo(staffNo);
  if (!person || person.leftOn) throw new Problem('personUnknown', { staffNo });
  const posts = await read.people.listHeldPosts(person.id, dayOf(clock.now(), zone));
  return { kind: 'person', person, accountId: null, posts };
}

/** The bot's own routine may be at it already: then it is waited for, and taken over should it have died. Gives how many owe it. */
async function waitUntilIssued(id: number, office: Office): Promise<number> {
  while (!(await prepareIssue(id, office))) {
    const { state } = await office.read.directives.get(id);
    if (state !== 'preparing') break;
    await office.clock.sleep(100);
  }
  const counts = await office.read.receipts.countByStatus(id);
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
