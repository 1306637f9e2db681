import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { acknowledge } from '../../src/domain/directives/acknowledge-actions.ts';
import { acquireProcessLock } from '../../src/storage/process-lock.ts';
import { type CommandLine, openWithRoster } from './command-line.ts';

let line: CommandLine;
let id: string;
let file: string;
let fingerprint: string;

beforeEach(async () => {
  line = await openWithRoster();
  const text = line.file('order.txt', 'Yêu cầu trực 24/24 giờ.');
  id = String((await line.json('issue', text, '--to', 'SO', '--number', '12/CĐ', '--title', 'Trực bão')).id);
  await press('NV04');
  file = join(line.folder, 'record.jsonl');
  fingerprint = (await line.json('key', 'new')).fingerprint;
});
afterEach(() => line.close());

/** Somebody with an account acknowledges. */
async function press(staffNo: string): Promise<void> {
  const { office } = line;
  const person = (await office.read.people.findByStaffNo(staffNo))!;
  const account = {
    personId: person.id,
    telegramId: 1_000 + person.id,
    enrolledAt: office.clock.now(),
    way: 'contact' as const,
  };
  const accountId = await office.inTransaction(({ people }) => people.addAccount(account));
  const [receipt] = await office.read.receipts.listRoster(Number(id), person.id - 1, 1);
  const actor = { kind: 'person' as const, person, accountId, posts: [] };
  await acknowledge(actor, { receiptId: receipt!.receiptId, messageId: null }, office);
}

/** As somebody who has nothing but the program and the file. */
async function stranger(locale: 'vi' | 'en', ...argv: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const stdout = { write: (text: string) => out.push(text) };
  const stderr = { write: (text: string) => err.push(text) };
  const environment = { DEFAULT_LOCALE: locale, DATABASE_URL: `sqlite:${line.folder}/none/none.sqlite` };
  const status = await run(argv, { stdout, stderr, environment });
  expect(existsSync(`${line.folder}/none`)).toBe(false);
  return { status, out: out.join(''), err: err.join('') };
}

describe('a record that was exported', () => {
  beforeEach(async () => {
    expect(await line.json('export-evidence', id, '--out', file)).toEqual({
      ...{ file, anchor: expect.stringMatching(/^1-\d+ /), unsealed: 0 },
    });
  });

  test('is for its owner only, and says by itself what it proves', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { status, out, err } = await stranger('en', 'verify-evidence', file, '--fingerprint', fingerprint);
    expect([status, err]).toEqual([0, '']);
    for (const words of [
      'PROVEN:',
      'These bytes existed no later than the newest anchor',
      'Nothing before it in this stream was changed, dropped or inserted since.',
      'The office recorded 1 acknowledgement',
      'It does not prove who held the telephone',
      'It is no legal signature',
      '12/CĐ · Trực bão',
      fingerprint.match(/.{4}/g)!.join(' '),
    ]) {
      expect(out).toContain(words);
    }
    const vietnamese = await stranger('vi', 'verify-evidence', file, '--fingerprint', fingerprint);
    expect(vietnamese.status).toBe(0);
    expect(vietnamese.out).toContain('CHỨNG MINH ĐƯỢC:');
    expect(vietnamese.out).toContain('không chứng minh ai cầm điện thoại');
  });

  test('says each acknowledgement of a person in the words of the specification', async () => {
    const outside = ['--fingerprint', fingerprint, '--person', 'NV04'];
    const { out } = await stranger('en', 'verify-evidence', file, ...outside);
    expect(out).toMatch(
      /The office recorded account 1, bound to person NV04 by their shared telephone number, pressing the button of the text with hash [\da-f]{64} at 14:00 on .*\. This person was on the frozen list\./,
    );
    expect((await stranger('en', 'verify-evidence', file, '--person', 'NV05')).out).not.toContain('bound to person');
  });

  test('proves nothing by the key that comes with it, and an anchor from outside shows when', async () => {
    const alone = await stranger('en', 'verify-evidence', file);
    expect(alone.status).toBe(1);
    expect(alone.out).toContain('a key that comes with the file proves nothing');
    expect(alone.out).not.toContain('PROVEN:\n•');
    const { anchor } = await line.json('seal-head');
    const by = await stranger('en', 'verify-evidence', file, '--fingerprint', fingerprint, '--anchor', anchor);
    expect(by.status).toBe(0);
    expect(by.out).toContain(`existed no later than the anchor ${anchor}`);
    await line.json('issue', line.file('next.txt', 'Văn bản khác.'), '--to', 'SO');
    await line.json('export-evidence', String(Number(id) + 1), '--out', join(line.folder, 'other.jsonl'));
    const later = (await line.json('seal-head')).anchor;
    const cut = await stranger('vi', 'verify-evidence', file, '--fingerprint', fingerprint, '--anchor', later);
    expect(cut.status).toBe(1);
    expect(cut.out).toContain('phần cuối có thể đã bị cắt');
  });

  test('with a fault names it, and JSON holds it', async () => {
    const changed = readFileSync(file, 'utf8').replace('"way":"button"', '"way":"paper"');
    writeFileSync(file, changed);
    const { status, out } = await stranger('en', 'verify-evidence', file, '--fingerprint', fingerprint);
    expect(status).toBe(1);
    expect(out).toMatch(/NOT PROVEN:\n• Entry \d+ was changed: it is not what was sealed under this number\./);
    const json = await stranger('en', 'verify-evidence', file, '--fingerprint', fingerprint, '--json');
    expect(json.status).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ proven: false, faults: [{ kind: 'entryChanged' }] });
  });

  test('can be gzipped; a damaged archive and a file of another kind are told apart from it', async () => {
    const packed = `${file}.gz`;
    await line.json('export-evidence', id, '--out', packed);
    const bytes = readFileSync(packed);
    expect(gunzipSync(bytes).toString()).toContain('"bao-nhan-evidence"');
    expect((await stranger('en', 'verify-evidence', packed, '--fingerprint', fingerprint)).status).toBe(0);
    writeFileSync(packed, bytes.subarray(0, bytes.length - 20));
    const cut = await stranger('en', 'verify-evidence', packed, '--fingerprint', fingerprint);
    expect([cut.status, cut.out.includes('NOT PROVEN')]).toEqual([1, true]);
    const other = await stranger('en', 'verify-evidence', line.file('x.txt', 'hello'), '--fingerprint', fingerprint);
    expect(other.out).toContain('This is no file of export-evidence');
  });

  test('is written again, to another file, with the first export in it', async () => {
    expect((await line.run('export-evidence', id, '--out', file)).err).toContain(file);
    const second = join(line.folder, 'second.jsonl');
    await line.json('export-evidence', id, '--out', second);
    expect(readFileSync(second, 'utf8').match(/directive\.exportEvidence/g)).toHaveLength(2);
  });
});

test('of what somebody declared the record is exported as well, for the command line alone', async () => {
  expect(await line.json('export-evidence', '--declared', 'NV04', '--out', file)).toMatchObject({ unsealed: 0 });
  const { status, out } = await stranger('en', 'verify-evidence', file, '--fingerprint', fingerprint);
  expect([status, out.includes('person:NV04')]).toEqual([0, true]);
  expect(readFileSync(file, 'utf8')).toContain('"action":"person.exportEvidence"');
  const other = join(line.folder, 'other.jsonl');
  const unknown = await line.run('export-evidence', '--declared', 'NV99', '--out', other);
  expect([unknown.status, unknown.err.includes('NV99'), existsSync(other)]).toEqual([1, true, false]);
  for (const whose of [[], [id, '--declared', 'NV04']])
    expect((await line.run('export-evidence', ...whose, '--out', other)).status).toBe(2);
});

test('what cannot be exported or read is refused in words and leaves no file', async () => {
  expect((await line.run('export-evidence', '99', '--out', file)).err).toMatch(/\S/);
  expect((await line.run('export-evidence', 'x', '--out', file)).status).toBe(2);
  expect(existsSync(file)).toBe(false);
  expect((await line.run('verify-evidence', join(line.folder, 'none'))).err).toContain('none');
  const wrong: [string, string][] = [
    ['--fingerprint', 'abc'],
    ['--anchor', '17'],
  ];
  for (const [option, value] of wrong) {
    const { status, err } = await line.run('verify-evidence', file, option, value);
    expect([status, err.includes(value)]).toEqual([2, true]);
  }
});

test('while a bot holds the database and does not seal, the command waits and then says so', async () => {
  const lock = (await acquireProcessLock(line.database.url))!;
  try {
    const { status, err } = await line.run('export-evidence', id, '--out', file);
    expect(status).toBe(1);
    expect(err).toContain('not sealed yet');
    expect(existsSync(file)).toBe(false);
  } finally {
    await lock.release();
  }
}, 60_000);
