import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/program.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/lib/log.ts';
import { type OpenOffice, openOffice } from '../../src/open-office.ts';
import { officeModel } from '../../src/storage/model.ts';
import { TestClock } from '../support/test-clock.ts';
import { besideOf, openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { DATA_KEY } from '../support/vault.ts';

export interface Ran {
  status: number;
  out: string;
  err: string;
}

/** The command line on a database of its own, with the office open beside it as the bot has it. */
export class CommandLine {
  readonly folder = mkdtempSync(join(tmpdir(), 'bao-nhan-cli-'));
  readonly clock = new TestClock();
  readonly database: TestDatabase;
  readonly open: OpenOffice;
  readonly environment: Record<string, string>;

  constructor(database: TestDatabase, open: OpenOffice) {
    this.database = database;
    this.open = open;
    this.environment = {
      DATABASE_URL: database.url,
      DATA_KEY,
      ...besideOf(database.url),
      DEFAULT_LOCALE: 'en',
      LOG_LEVEL: 'error',
    };
    // A copy of its own, since some commands change it.
    this.environment.EVIDENCE_KEY_FILE = join(this.folder, 'evidence-key');
  }

  get office() {
    return this.open.office;
  }

  /** Writes a file and gives its path. */
  file(name: string, content: string | Uint8Array | string[]): string {
    const path = join(this.folder, name);
    writeFileSync(path, Array.isArray(content) ? `${content.join('\n')}\n` : content);
    return path;
  }

  async run(...argv: string[]): Promise<Ran> {
    const [out, err]: [string[], string[]] = [[], []];
    const stdout = { write: (text: string) => out.push(text) };
    const stderr = { write: (text: string) => err.push(text) };
    const { environment, clock } = this;
    const status = await run(argv, { stdout, stderr, environment, clock });
    return { status, out: out.join(''), err: err.join('') };
  }

  /** Runs a command that must be done, and gives its one JSON object. */
  // biome-ignore lint/suspicious/noExplicitAny: what a command says is looked at, not typed
  async json(...argv: string[]): Promise<any> {
    const { status, out, err } = await this.run(...argv, '--json');
    if (status !== 0) throw new Error(`status ${status}: ${err}`);
    if (!/^\{.*\}\n$/.test(out)) throw new Error(`not one JSON object: ${out}`);
    return JSON.parse(out);
  }

  async close(): Promise<void> {
    await this.open.close();
    await this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function openCommandLine(): Promise<CommandLine> {
  const database = await openTestDatabase(officeModel);
  const read = readConfig(
    { DATABASE_URL: database.url, DATA_KEY, ...besideOf(database.url) },
    { tokenRequired: false },
  );
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const log = createLog({ level: 'silent' });
  return new CommandLine(database, await openOffice(read.config, { log, clock: new TestClock() }));
}

export const UNITS = [
  'code,name,parent_code,province,aliases',
  'SO,Sở Nông nghiệp và Môi trường,,66,',
  'KL,Chi cục Kiểm lâm,SO,66,Kiểm lâm|CCKL',
  'H1,Hạt Kiểm lâm số 1,KL,66,',
  'TL,Chi cục Thủy lợi,SO,66,',
];

/** Six people; Thư holds two posts. */
export const PEOPLE = [
  'staff_no,full_name,unit_code,role,phone,locale',
  'NV01,Nguyễn Thị Minh,SO,leader,0912 345 001,vi',
  'NV02,Trần Văn Thư,SO,clerk,0912.345.002,',
  'NV02,Trần Văn Thư,TL,staff,,',
  'NV03,Hoàng Kiểm,KL,leader,+84 912 345 003,',
  'NV04,Đặng Văn An,H1,staff,84912345004,',
  'NV05,Lý Thị Bình,H1,staff,,en',
  'NV06,Tạ Giang,TL,staff,0912345006,',
];

/** A command line with these units and people on the roster. */
export async function openWithRoster(): Promise<CommandLine> {
  const line = await openCommandLine();
  await line.json('import', '--units', line.file('units.csv', UNITS), '--people', line.file('people.csv', PEOPLE));
  return line;
}
