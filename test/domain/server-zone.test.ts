import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { compiled } from '../support/compiled.ts';

test('what the rules make of a day or an hour is the same on every server, whatever its own time zone', async () => {
  const { path, remove } = await compiled('test/support/zone-process.ts');
  try {
    const saidIn = (zone: string) =>
      JSON.parse(execFileSync(process.execPath, [path], { env: { ...process.env, TZ: zone }, encoding: 'utf8' }));
    const { offset, ...here } = saidIn('Asia/Ho_Chi_Minh');
    expect(offset).toBe(-420);
    expect(here.said).toHaveLength(120);
    expect(here.holidays[1]).toContain('2027-02-06');
    for (const [zone, itsOffset] of [
      ['America/Los_Angeles', 480],
      ['Pacific/Kiritimati', -840],
      ['America/Santiago', 180],
      ['UTC', 0],
    ] as const) {
      expect(saidIn(zone), zone).toEqual({ offset: itsOffset, ...here });
    }
  } finally {
    remove();
  }
});
