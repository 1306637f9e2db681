import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLog, createRedactor, reference, said } from '../../src/lib/log.ts';

const TOKEN = '1234567890:AAExampleExampleExampleExampleExample';

function logInto(secrets: string[] = [TOKEN]) {
  const lines: string[] = [];
  return {
    lines,
    log: createLog({ level: 'trace', secrets, destination: { write: (line) => void lines.push(line) } }),
  };
}

test('the bot token is never in the log, wherever it stands', () => {
  const { lines, log } = logInto([TOKEN, 's3cret/pass']);
  const failure = new Error(`request to https://api.telegram.org/bot${TOKEN}/sendMessage failed`);
  log.error(failure);
  log.error({ err: failure, url: new URL(`http://127.0.0.1/bot${TOKEN}/getMe`) }, 'sending to %s', `/bot${TOKEN}/x`);
  log
    .child({})
    .child({ url: 'https://x/file/bot1%3Ademo/a.pdf' })
    .info({ nested: [{ deep: encodeURIComponent(TOKEN) }] });
  log.warn(`postgres://office:s3cret%2Fpass@db/x and redis://a:b@c`);
  log.fatal(new AggregateError([failure], 'all failed', { cause: failure }));
  expect(lines).toHaveLength(5);
  expect(lines.join('')).not.toMatch(/AAExample|demo|s3cret|a:b@/);
  expect(lines[0]).toContain('bot[secret]/sendMessage');
});

test('other bot tokens than our own are hidden too', () => {
  const { lines, log } = logInto([]);
  log.info({ header: `x-token ${TOKEN}` }, `see /bot42:short/getMe and src/bot/bot.ts:12`);
  expect(lines[0]).not.toMatch(/AAExample|short/);
  expect(lines[0]).toContain('src/bot/bot.ts:12');
});

test('what a person wrote is not in the log, errors keep name, code and stack', () => {
  const { lines, log } = logInto();
  const refusal = Object.assign(new Error('400: Bad Request'), {
    name: 'TelegramError',
    code: 400,
    on: { method: 'sendMessage', payload: { chat_id: 5, text: 'điều tôi viết' } },
  });
  log.error({ err: refusal, update: { message: { text: 'điều tôi viết' } }, caption: 'điều tôi viết', delivery: 12 });
  const line = JSON.parse(lines[0]!);
  expect(lines[0]).not.toContain('điều tôi viết');
  expect(line).toMatchObject({
    level: 'error',
    delivery: 12,
    err: { name: 'TelegramError', code: 400, message: '400: Bad Request' },
  });
  expect(line.err.stack).toContain('log.test.ts');
});

test('phone numbers are hidden in any spelling, other numbers stay', () => {
  const redact = createRedactor();
  const spellings = [
    '0912345678',
    '0912 345 678',
    '+84912345678',
    '+84 (0) 912.345.678',
    '84912345678',
    '0084 912 345 678',
  ];
  for (const phone of [...spellings, '(091) 234-5678', '024 3733 1234', '%2B84912345678', '+49 151 23456789']) {
    expect(redact(`gọi ${phone}, nhé`), phone).toBe('gọi [phone], nhé');
  }
  const others = [
    '2026-11-21T14:05:00.000Z',
    '1763700000000',
    'receipt 912345678',
    '12/CĐ-SNNMT',
    '0.95',
    '127.0.0.1:8088',
  ];
  for (const other of others) expect(redact(other)).toBe(other);
  expect(redact({ chatId: 84912345678, at: 1_763_700_000_000 })).toEqual({
    chatId: 84912345678,
    at: 1_763_700_000_000,
  });
});

test('anything can be logged', () => {
  const { log, lines } = logInto();
  const ring: Record<string, unknown> = { id: 12n, bytes: Buffer.from('abc') };
  ring.self = ring;
  log.info(ring, 'ring');
  expect(JSON.parse(lines[0]!)).toMatchObject({ id: '12', bytes: '[3 bytes]', self: '[circular]', msg: 'ring' });
  fc.assert(fc.property(fc.anything(), (value) => void createRedactor([TOKEN])(value)));
});

test('a secret never survives, whatever is around it', () => {
  const redact = createRedactor([TOKEN]);
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      expect(JSON.stringify(redact({ [before]: [`${before}${TOKEN}${after}`] }))).not.toContain('AAExample');
    }),
  );
});

test('a reference is short and free of letters that look alike', () => {
  for (let i = 0; i < 500; i++) expect(reference()).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{2}$/);
});

test('trouble that was told in words of its own is not logged again with every attempt, except for those who look closer', () => {
  const trouble = new Error('the disk is full');
  said(trouble);
  const linesAt = (level: string) => {
    const lines: string[] = [];
    const log = createLog({ level, destination: { write: (line) => void lines.push(line) } });
    log.error({ error: trouble }, 'outbox.record failed');
    log.warn(trouble);
    log.error({ error: new Error('another one') }, 'routine failed');
    return lines.length;
  };
  expect([linesAt('info'), linesAt('debug')]).toEqual([1, 3]);
});
