import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CommandLine, openWithRoster } from './command-line.ts';

let line: CommandLine;
beforeEach(async () => {
  line = await openWithRoster();
});
afterEach(() => line.close());

test('what was halted goes on when the command line says so, once', async () => {
  const { id } = await line.json('issue', line.file('order.txt', 'Trực bão'), '--to', 'SO');
  const { office } = line;
  await office.inTransaction(({ directives }) => directives.markHalted(id, line.clock.now(), 'refused'));
  expect(await line.json('resend', `${id}`)).toEqual({ id, resumed: true, people: 0 });
  expect((await office.read.directives.get(id)).haltedAt).toBeNull();
  expect((await line.run('resend', `${id}`)).out).toBe('There is nobody to send it to again.\n');
});

test('a directive that there is not, or an id that is none, is refused', async () => {
  expect(await line.run('resend', '77')).toMatchObject({ status: 1, err: expect.stringContaining('id 77') });
  expect(await line.run('resend', 'x')).toMatchObject({ status: 2 });
});
