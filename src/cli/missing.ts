import { type DirectiveFigures, missingOf } from '../domain/compliance/compliance.ts';
import type { MissingUnit, PersonToTell } from '../domain/directives/receipt-store.ts';
import { spellPhone } from '../domain/people/phone.ts';
import type { Office } from '../domain/stores.ts';
import type { T } from '../i18n.ts';
import { sayInstant } from '../screens/dates.ts';
import { writeExport } from './exporting.ts';
import { inNewFile } from './new-file.ts';
import {
  type Answer,
  type Cli,
  type CommonOptions,
  inColumns,
  Refusal,
  readDirectiveId,
  type Shelf,
} from './terminal.ts';
import { unitByCode, unitShown } from './units.ts';

interface Options extends CommonOptions {
  unit?: string;
  directive?: string;
  out?: string;
}

/** `missing`: who is to be told by telephone or on paper. */
export function addMissingCommand({ program, t, act }: Shelf): void {
  program
    .command('missing')
    .description(t('cli:missing.about'))
    .option('--directive <id>', t('cli:status.directive'))
    .option('--unit <code>', t('cli:status.unit'))
    .option('--out <file>', t('cli:missing.out'))
    .action((options: Options) => act(options, (cli) => missing(cli, options)));
}

/** So many people are in memory at a time, however long the list is. */
const PAGE = 500;

interface Page {
  unit: MissingUnit;
  /** How many of this unit stand on the pages before. */
  before: number;
  people: PersonToTell[];
}

interface List {
  unit: { code: string; name: string };
  at: Date;
  directives: DirectiveFigures[];
  pages(directive: DirectiveFigures): AsyncGenerator<Page>;
  office: Office;
  t: T;
}

async function missing(cli: Cli, { unit: code, directive, out }: Options): Promise<Answer> {
  const { t } = cli;
  const directiveId = directive === undefined ? undefined : readDirectiveId(directive, t);
  const { office } = await cli.open();
  const { unit, path } = await unitShown(code, office, t);
  const at = office.clock.now();
  const found = (await office.read.compliance.listDirectives({ path, directiveId }, at)).directives;
  const inForce = found.filter(({ state }) => state === 'issued');
  if (directive !== undefined && inForce.length === 0) {
    throw new Refusal('notFound', t('cli:missing.directiveUnknown', { id: directive, unit: unit.name }));
  }
  const directives = inForce.filter((each) => missingOf(each) > 0);
  const pages = ({ id }: DirectiveFigures) => pagesOf(id, path, office);
  const list: List = { unit, at, directives, pages, office, t };
  if (out === undefined) return { json: jsonOf(list), lines: linesOf(list) };
  const unitId = code === undefined ? null : (await unitByCode(code, office)).id;
  return await inNewFile(out, t, async (append, file) => {
    const count = await writeExport(cli, { kind: 'missing', unitId, directiveId: directiveId ?? null }, out, append);
    return { json: { file, missing: count }, lines: [t('cli:missing.written', { file, count })] };
  });
}

async function* pagesOf(directiveId: number, path: string | null, { read }: Office): AsyncGenerator<Page> {
  for (const unit of await read.receipts.listMissingUnits(directiveId, path)) {
    let after: number | null = null;
    for (let before = 0; ; ) {
      const about = { directiveId, unitId: unit.unitId };
      const people: PersonToTell[] = await read.receipts.listMissingAt(about, after, PAGE);
      if (people.length > 0) yield { unit, before, people };
      if (people.length < PAGE) break;
      before += people.length;
      after = people.at(-1)!.personId;
    }
  }
}

/** Ready to be printed, with room for when somebody was told and for their signature. */
async function* linesOf({ unit, at, directives, pages, office, t }: List): AsyncGenerator<string> {
  yield t('cli:missing.heading', { name: unit.name, code: unit.code, at: sayInstant(at, office.zone, t) });
  if (directives.length === 0) yield t('cli:missing.nobody');
  for (const directive of directives) {
    const { id, number, title, deadlineAt } = directive;
    yield '';
    yield t('cli:missing.directive', { id: String(id), number: number ?? '–', title });
    if (deadlineAt) yield t('cli:missing.deadline', { when: sayInstant(deadlineAt, office.zone, t) });
    yield t('cli:missing.count', { count: missingOf(directive) });
    for await (const page of pages(directive)) {
      if (page.before === 0) yield '';
      if (page.before === 0)
        yield t('cli:missing.inUnit', { name: page.unit.name, code: page.unit.code, count: page.unit.missing });
      yield* tableOf(page, t);
    }
  }
}

const TOLD_AT = '...h... .../...';
const SIGNATURE = '....................';

function tableOf({ before, people }: Page, t: T): string[] {
  const head = [t('cli:missing.place'), t('cli:missing.fullName'), t('cli:missing.phone'), t('cli:missing.message')];
  const rows = people.map((person, index) => [
    ...[before + index + 1, person.fullName, phoneOf(person) ?? '–', sayMessage(person, t)],
    ...[TOLD_AT, SIGNATURE],
  ]);
  return inColumns([[...head, t('cli:missing.toldAt'), t('cli:missing.signature')], ...rows]);
}

const phoneOf = ({ phone }: PersonToTell): string | null => phone && spellPhone(phone);

/** What became of their message; a card that was sent says nothing of whether its person can be reached today. */
function sayMessage({ status, isReachable }: PersonToTell, t: T): string {
  if (status === 'sent' && !isReachable) return t('cli:missing.state.lost');
  if (status === 'unknown' && !isReachable) return t('cli:missing.state.unreachable');
  return t(`cli:missing.state.${status as 'sent' | 'unknown' | 'unreachable' | 'notEnrolled' | 'waiting'}`);
}

async function* jsonOf({ unit, at, directives, pages }: List): AsyncGenerator<string> {
  yield `${opened({ unit, at: at.toISOString() })},"directives":[`;
  for (const [index, directive] of directives.entries()) {
    const { id, number, title, deadlineAt } = directive;
    const about = { id, number, title, deadlineAt: deadlineAt?.toISOString() ?? null, missing: missingOf(directive) };
    yield `${index > 0 ? ',' : ''}${opened(about)},"people":[`;
    let isFirst = true;
    for await (const page of pages(directive)) {
      yield `${isFirst ? '' : ','}${page.people.map((person) => JSON.stringify(personOf(person, page))).join(',')}`;
      isFirst = false;
    }
    yield ']}';
  }
  yield ']}\n';
}

/** An object that goes on. */
const opened = (about: object): string => JSON.stringify(about).slice(0, -1);

function personOf({ staffNo, fullName, phone, status, isReachable }: PersonToTell, { unit: { code, name } }: Page) {
  return { staffNo, fullName, unit: { code, name }, phone, status, isReachable };
}
