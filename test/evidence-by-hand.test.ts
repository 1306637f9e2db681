import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eraseValues } from '../src/domain/evidence/erase-actions.ts';
import { packageRoot } from '../src/i18n.ts';
import { sql } from '../src/storage/sql.ts';
import { chatting } from './support/chatting.ts';
import { issue } from './support/issuing.ts';
import { openTestOffice, type TestOffice } from './support/office.ts';
import { POSTED, packageOf, postedAnchor } from './support/package.ts';

/** The very commands of the page, one after another. */
const commands = [...readFileSync(join(packageRoot, 'docs/evidence.md'), 'utf8').matchAll(/```bash\n([\s\S]*?)```/g)]
  .map(([, block]) => block)
  .join('\n');

const missing = ['bash', 'openssl', 'sha256sum'].filter((tool) => spawnSync(tool, ['--version']).error);

describe.skipIf(missing.length > 0)(
  `the page on evidence (needs bash, openssl and sha256sum; here is no ${missing})`,
  () => {
    let office: TestOffice;
    let folder: string;
    let record: string;
    let directiveId: number;
    const { press } = chatting(() => office);

    beforeEach(async () => {
      office = await openTestOffice();
      folder = mkdtempSync(join(tmpdir(), 'bao-nhan-by-hand-'));
      const { id } = await issue(office, ['H1'], { text: 'Trực 24/24 giờ: “100 %” quân số.\n\nKhông vắng.' });
      directiveId = id;
      await issue(office, ['H2']);
      await press('an', /Xác nhận đã đọc/);
      record = (await packageOf(office, id)).join('\n');
    });
    afterEach(async () => {
      await office.close();
      rmSync(folder, { recursive: true, force: true });
    });

    /** What the commands say of a record. */
    function checked(lines: string): string {
      writeFileSync(join(folder, 'record.jsonl'), `${lines}\n`);
      const { stdout, stderr } = spawnSync('bash', ['-c', commands], { cwd: folder, encoding: 'utf8' });
      return `${stdout}${stderr}`;
    }

    test('checks text, person, chain, anchor and signature', async () => {
      const said = checked(record);
      const { number, hash } = await postedAnchor(office);
      for (const words of [
        /^text [\da-f]{64}: named by [3-9] entries$/m,
        /^it was person:an$/m,
        /^\d entries$/m,
        /^the anchor stands over these entries$/m,
        new RegExp(`^anchor: "number":${number} ${hash}$`, 'm'),
        new RegExp(`^fingerprint: ${POSTED}$`, 'm'),
        /Signature Verified Successfully/,
      ]) {
        expect(said).toMatch(words);
      }
      expect(said).not.toContain('is not what was sealed');
    });

    test('tells what was erased from what is missing, and whom nothing shows', async () => {
      const { office: parts } = office.app;
      const [row] = await office.database.read.query<{ id: number }>(
        sql`SELECT id FROM evidence_entries WHERE action = 'directive.acknowledge'`,
      );
      const value = { entryId: row!.id, label: 'actor' as const };
      const how = { by: 'office:test', at: parts.clock.now(), way: 'cli' as const, because: 'withdrawn' as const };
      await parts.inTransaction((stores) => eraseValues([value], how, stores));
      const lines = await packageOf(office, directiveId);
      const { n } = JSON.parse(lines.find((line) => line.includes('"directive.acknowledge"'))!);
      const said = checked(lines.join('\n'));
      expect(said).toContain(`actor of entry ${n}: erased, as the record says`);
      expect(said).toContain('no acknowledgement is shown');
      expect(said).not.toMatch(/missing|not what was sealed/);
      const unsaid = lines.map((line) =>
        line.includes('"evidence.erase"') ? line.replaceAll(':actor', ':roster') : line,
      );
      expect(checked(unsaid.join('\n'))).toContain(`actor of entry ${n}: missing, and nothing says why`);
    });

    test('finds what was changed', () => {
      expect(checked(record.replace('"way":"button"', '"way":"typed"'))).toMatch(/entry \d is not what was sealed/);
      expect(checked(record.replaceAll('"person:an"', '"person:binh"'))).toContain('it was not person:binh');
      expect(checked(record.replace(/("kind":"anchor"[\s\S]*"state":")\w{4}/, '$10000'))).toMatch(
        /stands over others|Failure/,
      );
      const text = (to: string) => Buffer.from(to).toString('base64');
      expect(checked(record.replace(/"text":"[^"]*"/, `"text":"${text('Trực 12/24 giờ.')}"`))).toContain(
        'named by 0 entries',
      );
      expect(checked(record.replace(/([\s\S]*"signature":")\w/, '$1'))).toMatch(/Failure|rror/);
    });
  },
);
