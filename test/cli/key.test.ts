import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KeyRefusal } from '../../src/domain/evidence/evidence-key.ts';
import { rotateKey } from '../../src/domain/evidence/key-actions.ts';
import { sealNext } from '../../src/domain/evidence/seal-actions.ts';
import { EvidenceKeyFile } from '../../src/storage/evidence-key-file.ts';
import { faultsOfChain, sealsOf } from '../support/chain.ts';
import { detailsOf } from '../support/evidence.ts';
import { evidenceKeyPem } from '../support/evidence-key.ts';
import { type CommandLine, openWithRoster } from './command-line.ts';

let line: CommandLine;
/** As the running bot holds it. */
let keys: EvidenceKeyFile;
beforeEach(async () => {
  line = await openWithRoster();
  keys = new EvidenceKeyFile(file());
});
afterEach(() => line.close());

const file = (): string => line.environment.EVIDENCE_KEY_FILE!;
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** What the bot does every second. */
async function seal(): Promise<void> {
  while (await sealNext(keys, line.office));
}

describe('before anything was sealed', () => {
  test('there is no key and no anchor; “key new” makes one that only its owner can read, and a second time the same', async () => {
    expect(await line.json('key')).toEqual({
      fingerprint: null,
      file: file(),
      isHere: false,
      anchor: null,
      unsealed: 1,
    });
    expect((await line.run('key', 'rotate')).err).toContain('Start the bot first');
    expect((await line.run('key', 'revoke')).err).toContain('Start the bot first');
    expect(existsSync(file())).toBe(false);
    const { fingerprint } = await line.json('key', 'new');
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect((await line.json('key', 'new')).fingerprint).toBe(fingerprint);
    await seal();
    expect((await sealsOf(line.database))[0]).toMatchObject({ kind: 'begin', key: fingerprint });
    const { status, err } = await line.run('key', 'new');
    expect(status).toBe(1);
    expect(err).toContain('key rotate');
  });

  test.skipIf(!hasOpenssl)('openssl says the same fingerprint of the file', async () => {
    const { fingerprint } = await line.json('key', 'new');
    const der = execFileSync('openssl', ['pkey', '-in', file(), '-pubout', '-outform', 'DER']);
    expect(execFileSync('sha256sum', { input: der }).toString().slice(0, 64)).toBe(fingerprint);
  });
});

describe('once there are seals', () => {
  beforeEach(seal);

  test('the fingerprint is printed for posting, with the anchor', async () => {
    const { fingerprint, anchor, isHere, unsealed } = await line.json('key');
    expect([isHere, unsealed]).toEqual([true, 0]);
    const { out, err } = await line.run('key');
    expect(out).toContain(fingerprint.match(/.{4}/g).join(' '));
    expect(anchor).toMatch(/^1-3( [\da-f]{8}){4}$/);
    expect(out).toContain(anchor);
    expect(err).toBe('');
    const head = await line.json('seal-head');
    expect(head).toMatchObject({ anchor, epoch: 1, number: 3, unsealed: 0 });
    expect(head.hash.startsWith(anchor.slice(4).replaceAll(' ', ''))).toBe(true);
    expect((await line.run('seal-head')).out).toContain(anchor);
  });

  test('the old key signs the new one, the bot goes on with it, and the old one is gone', async () => {
    const before = readFileSync(file(), 'utf8');
    const { from, to, seal: number } = await line.json('key', 'rotate');
    expect(readFileSync(file(), 'utf8')).not.toBe(before);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file()}.next`)).toBe(false);
    await seal();
    expect(await faultsOfChain(line.database)).toEqual([]);
    const seals = await sealsOf(line.database);
    expect(seals[number - 1]).toMatchObject({ kind: 'rotate', key: from });
    expect(seals.at(-1)).toMatchObject({ kind: 'entries', key: to });
    expect(await detailsOf(line, 'evidence.rotateKey')).toEqual([{ from, to, seal: number, believedBefore: null }]);
    expect((await line.json('key')).fingerprint).toBe(to);
    expect((await line.run('key', 'rotate')).out).toContain('Post this fingerprint');
  });

  test('cut off between the seal and the file, the new key is found beside the old one', async () => {
    class CutOff extends EvidenceKeyFile {
      #hasNext = false;
      override get(fingerprint: string | null) {
        if (this.#hasNext) throw new Error('cut off');
        return super.get(fingerprint);
      }
      override makeNext() {
        this.#hasNext = true;
        return super.makeNext();
      }
    }
    const before = readFileSync(file(), 'utf8');
    const hand = { kind: 'office' as const, name: 'test' };
    await expect(rotateKey(hand, new CutOff(file()), line.office)).rejects.toThrow('cut off');
    expect(readFileSync(file(), 'utf8')).toBe(before);
    await seal();
    expect(readFileSync(file(), 'utf8')).not.toBe(before);
    expect(await faultsOfChain(line.database)).toEqual([]);
  });

  test('a key that was lost is revoked by a new one, from the seal that is named', async () => {
    const { fingerprint } = await line.json('key');
    rmSync(file());
    keys = new EvidenceKeyFile(file());
    expect((await line.run('key')).err).toContain('key revoke');
    expect((await line.run('key', 'rotate')).err).toContain(`no key file ${file()}`);
    expect((await line.run('key', 'revoke', '--from', 'x')).status).toBe(2);
    expect((await line.run('key', 'revoke', '--from', '99')).err).toContain('no seal with the number 99');
    const { from, to, seal: number } = await line.json('key', 'revoke', '--from', '2');
    expect(from).toBe(fingerprint);
    expect((await sealsOf(line.database))[number - 1]).toMatchObject({
      ...{ kind: 'revoke', key: to, revoked: { key: from, from: 2 } },
    });
    await seal();
    expect(await faultsOfChain(line.database)).toEqual([]);
    expect((await line.json('key')).fingerprint).toBe(to);
  });

  test.each([
    ['of another office', evidenceKeyPem('another')],
    ['that is none', 'changeme'],
  ])('with a key file %s nothing is sealed, and it can be revoked', async (_, content) => {
    writeFileSync(file(), content);
    keys = new EvidenceKeyFile(file());
    await line.json('issue', line.file('order.txt', 'Trực 24/24 giờ.'), '--to', 'SO');
    await expect(seal()).rejects.toThrow(KeyRefusal);
    const { err } = await line.run('key', 'rotate');
    expect(err).toMatch(/holds another key|does not hold a private Ed25519 key/);
    await line.json('key', 'revoke');
    await seal();
    expect(await faultsOfChain(line.database)).toEqual([]);
  });
});
