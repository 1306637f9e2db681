import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { timeStampRequest } from '../../src/domain/evidence/time-stamp.ts';
import { createI18n, packageRoot } from '../../src/i18n.ts';
import { sha256 } from '../../src/lib/ids.ts';
import { verdictLines } from '../../src/screens/evidence.ts';
import { sql } from '../../src/storage/sql.ts';
import { chatting } from '../support/chatting.ts';
import { edit } from '../support/forging.ts';
import { issue } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { packageOf, verify } from '../support/package.ts';
import { hasOpenssl, startTimeStampService, type TimeStampService } from '../support/time-stamp-service.ts';

let office: TestOffice;
let service: TimeStampService;
let logged: string[];
const { press } = chatting(() => office);

describe.skipIf(!hasOpenssl)('an office with a time-stamp service (needs openssl)', () => {
  beforeEach(async () => {
    service = await startTimeStampService();
    logged = [];
    office = await openTestOffice({ logged, mayWarn: true });
    await office.restart(async () => {
      office.config.timestampUrl = service.url;
    });
  });
  afterEach(async () => {
    await office.close();
    await service.close();
  });

  const stamped = async () =>
    (await office.database.read.query<{ seal: number }>(sql`SELECT seal FROM evidence_time_stamps ORDER BY seal`)).map(
      ({ seal }) => seal,
    );
  const warnings = () => logged.filter((line) => line.includes('evidence.unstamped'));
  const look = () => office.app.reader.runAll();

  /** A directive, its anchor with a time, an acknowledgement, another anchor with a time. */
  async function live(): Promise<number> {
    const { id } = await issue(office, ['H1']);
    for (const _ of [1, 2]) {
      await office.advance({ minutes: 61 });
      await look();
      await press('an', /Xác nhận|Đã xác nhận/).catch(() => '');
    }
    return id;
  }

  test('has the newest anchor stamped once, at most once an hour, and nothing goes out but its hash', async () => {
    const newest = async () => (await office.app.office.read.seals.findLastAnchor())!.number;
    const { id } = await issue(office, ['H1']);
    await office.seal();
    for (const _ of [1, 2, 3]) await look();
    const first = await newest();
    expect(await stamped()).toEqual([first]);
    expect(service.requests.map(({ length }) => length)).toEqual([expect.toSatisfy((size) => size < 80)]);
    await packageOf(office, id);
    await look();
    const second = await newest();
    expect([second > first, await stamped()]).toEqual([true, [first]]);
    office.clock.advance({ minutes: 61 });
    for (const _ of [1, 2]) await look();
    expect(await stamped()).toEqual([first, expect.toSatisfy((seal) => seal >= second)]);
    expect(service.requests).toHaveLength(2);
    expect(warnings()).toEqual([]);
  });

  test('has the time in the record, which says what it states and what it leaves to be checked', async () => {
    const id = await live();
    const lines = await packageOf(office, id);
    const verdict = verify(lines);
    expect(verdict.faults).toEqual([]);
    expect(verdict.stamps.length).toBeGreaterThan(0);
    const [first] = verdict.stamps;
    expect(first!.entries).toBeGreaterThan(1);
    expect(first!.entries).toBeLessThan(verdict.entries);
    expect(Math.abs(Date.parse(first!.at) - Date.now())).toBeLessThan(120_000);
    const said = verdictLines(verdict, { t: createI18n('en').t(), zone: 'UTC' }).join('\n');
    expect(said).toContain(`the anchor of seal ${first!.seal} was there at`);
    expect(said).toContain(`entries 1 to ${first!.entries} existed by then`);
    expect(said).toContain('openssl ts -verify');

    const at = lines.findIndex((line) => line.startsWith('{"stamp"'));
    const other = edit(lines, at, (record) => {
      record.stamped += 1;
    });
    expect(verify(other).faults).toEqual([{ kind: 'stampOther', seal: first!.seal + 1 }]);
    const cut = edit(lines, at, (record) => {
      record.stamp = Buffer.from(record.stamp, 'base64').subarray(0, -1).toString('base64');
    });
    expect(verify(cut).faults).toEqual([{ kind: 'stampUnreadable', seal: first!.seal }]);
    // Where it stands in the file makes it stand over no more.
    const later = lines
      .toSpliced(at, 1)
      .toSpliced(lines.findLastIndex((line) => line.startsWith('{"state"')) - 1, 0, lines[at]!);
    expect(verify(later).stamps.find(({ seal }) => seal === first!.seal)!.entries).toBe(first!.entries);
  });

  test('shows its time to whoever checks it by hand, and an untrue one does not pass', async () => {
    const lines = await packageOf(office, await live());
    const page = readFileSync(join(packageRoot, 'docs/evidence.md'), 'utf8');
    const commands = [...page.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, block]) => block).join('\n');
    const folder = mkdtempSync(join(tmpdir(), 'bao-nhan-by-hand-'));
    const byHand = (record: readonly string[]) => {
      writeFileSync(join(folder, 'record.jsonl'), `${record.join('\n')}\n`);
      writeFileSync(join(folder, 'authority.pem'), service.authority);
      const { stdout, stderr } = spawnSync('bash', ['-c', commands], { cwd: folder, encoding: 'utf8' });
      return `${stdout}${stderr}`;
    };
    const said = byHand(lines);
    expect(said).toMatch(/^Verification: OK$/m);
    expect(said).toMatch(/^Time stamp: \w{3} .* GMT$/m);
    expect(said).toContain(`time-stamp of seal ${verify(lines).stamps.at(-1)!.seal}`);
    const at = lines.findLastIndex((line) => line.startsWith('{"stamp"'));
    const forged = edit(lines, at, (record) => {
      const bytes = Buffer.from(record.stamp, 'base64');
      bytes[bytes.length - 10]! ^= 1;
      record.stamp = bytes.toString('base64');
    });
    expect(byHand(forged)).toMatch(/Verification: FAILED/);
    rmSync(folder, { recursive: true, force: true });
  });

  test('goes on without it when it fails, says so once, and has it again', async () => {
    const failures: [string, TimeStampService['answer']][] = [
      ['status 503', (response) => response.writeHead(503).end()],
      ['content type text/html', (response) => response.setHeader('content-type', 'text/html').end('<p>hello')],
      ['unreadable', (response) => response.setHeader('content-type', 'application/timestamp-reply').end('hello')],
      [
        'more than 65536 bytes',
        (response) => response.setHeader('content-type', 'application/timestamp-reply').end(Buffer.alloc(70_000)),
      ],
      [
        'otherHash',
        (response) => response.setHeader('content-type', 'application/timestamp-reply').end(service.stamp(OTHER)),
      ],
      ['status 302|redirect', (response) => response.writeHead(302, { location: service.url }).end()],
    ];
    service.answer = (response) => response.writeHead(500).end();
    await issue(office, ['H1']);
    await office.advance({ minutes: 61 });
    for (const [reason, answer] of failures) {
      service.answer = answer;
      const [before, asked] = [warnings().length, service.requests.length];
      for (const minutes of [11, 1, 11]) {
        office.clock.advance({ minutes });
        await look();
      }
      // The one in between came too early.
      expect(service.requests.length - asked, reason).toBe(2);
      expect(warnings().length - before, `${reason}: ${warnings().join()}`).toBe(1);
      expect(warnings().at(-1)).toMatch(new RegExp(reason));
    }
    expect(await stamped()).toEqual([]);
    service.answer = null;
    office.clock.advance({ minutes: 11 });
    await look();
    expect(await stamped()).toHaveLength(1);
  });

  test('ends at once while the service lets it wait', async () => {
    service.answer = () => {};
    await issue(office, ['H1']);
    await office.seal();
    const looking = look();
    while (service.requests.length === 0) await office.clock.sleep(5);
    const begun = performance.now();
    await office.restart();
    await looking;
    expect(performance.now() - begun).toBeLessThan(8_000);
    expect(warnings()).toEqual([]);
  });
});

/** Asks for a time of something else. */
const OTHER = timeStampRequest(sha256('something else'), Buffer.from([1]));
