import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CommandLine, openWithRoster } from './command-line.ts';

let line: CommandLine;
beforeEach(async () => {
  line = await openWithRoster();
});
afterEach(() => line.close());

test('what nobody has answered is listed with its days, late ones first, and never what was said', async () => {
  expect(await line.run('privacy-requests')).toMatchObject({ status: 0, out: 'No request waits for an answer.\n' });
  const { read, inTransaction } = line.office;
  const [person, unit] = [(await read.people.findByStaffNo('NV04'))!, (await read.units.findByCode('H1'))!];
  await inTransaction(async ({ privacyRequests }) => {
    const asked = {
      personId: person.id,
      unitId: unit.id,
      said: { text: 'Xóa số cũ', salt: 'x' },
      at: line.clock.now(),
    };
    await privacyRequests.add({ ...asked, kind: 'erase', dueOn: '2026-12-11', draftId: 1 });
    await privacyRequests.add({ ...asked, kind: 'correct', dueOn: '2026-11-20', draftId: 2 });
    const id = await privacyRequests.add({ ...asked, kind: 'complain', dueOn: '2026-11-20', draftId: 3 });
    await privacyRequests.end(id, { state: 'withdrawn', byId: person.id, at: line.clock.now(), said: null });
  });
  const about = { staffNo: 'NV04', fullName: 'Đặng Văn An', unit: 'Hạt Kiểm lâm số 1' };
  expect((await line.json('privacy-requests')).requests).toMatchObject([
    { id: 2, kind: 'correct', ...about, dueOn: '2026-11-20', daysLeft: -1 },
    { id: 1, kind: 'erase', ...about, dueOn: '2026-12-11', daysLeft: 20 },
  ]);
  const { out } = await line.run('privacy-requests');
  expect(out).toContain('Đặng Văn An (NV04)');
  expect(out).not.toContain('Xóa số cũ');
});
