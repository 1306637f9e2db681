import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type CommandLine, openWithRoster } from './command-line.ts';

const TOKEN = '1000:test-token';

let line: CommandLine;
let sandbox: Sandbox;

beforeAll(async () => {
  line = await openWithRoster();
  sandbox = await startSandbox({ token: TOKEN });
});
afterAll(async () => {
  await sandbox.close();
  await line.close();
});

const enrol = async (staffNo: string, telegramId: number) => {
  const { id: personId } = (await line.office.read.people.findByStaffNo(staffNo))!;
  const enrolledAt = line.clock.now();
  await line.office.inTransaction(({ people }) =>
    people.addAccount({ personId, telegramId, enrolledAt, way: 'contact' }),
  );
  return personId;
};

test('everybody below a unit who is not yet enrolled gets a link of their own', async () => {
  await enrol('NV05', 7005);
  const { invites } = await line.json('invite', '--unit', 'KL');
  expect(invites.map((invite: { staffNo: string }) => invite.staffNo)).toEqual(['NV03', 'NV04']);
  for (const { link } of invites) expect(link).toMatch(/^https:\/\/t\.me\/\?start=[\w-]{32}$/);
  expect(new Set(invites.map((invite: { link: string }) => invite.link)).size).toBe(2);
  expect((await line.run('invite', '--unit', 'KL')).err).toContain('name is not known');
});

test('the link names the bot as Telegram does, and still does so when Telegram cannot be reached', async () => {
  Object.assign(line.environment, { BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: sandbox.url });
  const [first] = (await line.json('invite', '--staff', 'NV06')).invites;
  expect(first.link).toMatch(/^https:\/\/t\.me\/\w+\?start=[\w-]{32}$/);
  line.environment.TELEGRAM_API_ROOT = 'http://127.0.0.1:9';
  const [second] = (await line.json('invite', '--staff', 'NV06')).invites;
  expect(second.link.split('?')[0]).toBe(first.link.split('?')[0]);
});

test('an account that was revoked is cut off, and a second time there is none to revoke', async () => {
  const personId = await enrol('NV04', 7004);
  expect(await line.json('revoke', 'NV04')).toEqual({ staffNo: 'NV04', fullName: 'Đặng Văn An' });
  expect(await line.office.read.people.findAccount(personId)).toBeNull();
  expect(await line.run('revoke', 'NV04')).toMatchObject({
    status: 1,
    err: expect.stringContaining('no active account'),
  });
  expect(await line.run('revoke', 'NV99')).toMatchObject({ status: 1, err: expect.stringContaining('NV99') });
});

test('whoever left is no longer invited', async () => {
  await line.json('leave', 'NV03');
  expect((await line.json('invite', '--unit', 'KL')).invites).toMatchObject([{ staffNo: 'NV04' }]);
  expect(await line.run('invite', '--staff', 'NV03')).toMatchObject({ status: 1 });
  expect(await line.run('leave', 'NV03')).toMatchObject({ status: 1 });
});

test('a unit and a person at once is wrong usage, an unknown unit is refused', async () => {
  expect(await line.run('invite', '--unit', 'KL', '--staff', 'NV06')).toMatchObject({ status: 2 });
  expect(await line.run('invite', '--unit', 'NO')).toMatchObject({ status: 1 });
});
