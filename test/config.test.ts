import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig, secretsOf, variables } from '../src/config.ts';

const BOT_TOKEN = '123456789:AAExample_token-1';
const KEY = Buffer.alloc(32, 'key').toString('base64');

function configOf(env: Record<string, string>) {
  const result = readConfig({ BOT_TOKEN, ...env });
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result;
}

function faultyVariables(env: Record<string, string>) {
  const result = readConfig({ BOT_TOKEN, ...env });
  return result.ok ? [] : result.faults.map((fault) => fault.variable);
}

test('a token is enough, the rest has defaults', () => {
  const { config, warnings } = configOf({});
  expect(warnings).toEqual([]);
  expect(config).toEqual({
    botToken: BOT_TOKEN,
    telegramApiRoot: 'https://api.telegram.org',
    databaseUrl: 'sqlite:data/bao-nhan.sqlite',
    defaultLocale: 'vi',
    timeZone: 'Asia/Ho_Chi_Minh',
    homeProvince: null,
    broadcastRate: 30,
    paidBroadcast: false,
    webhookUrl: null,
    webhookSecret: null,
    port: null,
    proxyUrl: null,
    dataKey: null,
    dataKeyOld: null,
    erasureJournalFile: null,
    evidenceKeyFile: null,
    timestampUrl: null,
    logLevel: 'info',
    office: expect.objectContaining({ ladders: expect.anything(), calendar: expect.anything() }),
    demoPort: 8088,
  });
});

test('empty and blank settings count as missing', () => {
  expect(configOf({ DATABASE_URL: '', BROADCAST_RATE: ' ', HOME_PROVINCE: '', PORT: '' })).toEqual(configOf({}));
  expect(faultyVariables({ BOT_TOKEN: '  ' })).toEqual(['BOT_TOKEN']);
});

test('every fault is named at once, with what is expected', () => {
  const result = readConfig({
    BROADCAST_RATE: '0',
    PAID_BROADCAST: 'yes',
    TIME_ZONE: 'Hanoi/VN',
    DEFAULT_LOCALE: 'fr',
    LOG_LEVEL: 'all',
  });
  const faults = result.ok ? [] : result.faults;
  expect(faults.map((fault) => fault.variable).sort()).toEqual(
    ['BOT_TOKEN', 'BROADCAST_RATE', 'DEFAULT_LOCALE', 'LOG_LEVEL', 'PAID_BROADCAST', 'TIME_ZONE'].sort(),
  );
  expect(faults).toContainEqual({ variable: 'BROADCAST_RATE', expected: 'a whole number from 1 to 1000' });
  expect(faults).toContainEqual({
    variable: 'BOT_TOKEN',
    expected: 'the token from @BotFather, such as 123456789:AAE…',
  });
});

test('plain http is for loopback addresses only', () => {
  for (const root of [
    'http://127.0.0.1:8081',
    'http://127.1.2.3',
    'http://localhost:1/x/',
    'http://[::1]:80',
    'https://bot.example.vn',
  ]) {
    expect(faultyVariables({ TELEGRAM_API_ROOT: root }), root).toEqual([]);
  }
  for (const root of [
    'http://api.example.vn',
    'http://127.0.0.1.example.vn',
    'http://10.0.0.1',
    'ftp://x',
    'api.telegram.org',
  ]) {
    expect(faultyVariables({ TELEGRAM_API_ROOT: root }), root).toEqual(['TELEGRAM_API_ROOT']);
  }
  expect(configOf({ TELEGRAM_API_ROOT: 'http://localhost:9/' }).config.telegramApiRoot).toBe('http://localhost:9');
});

test('a time-stamp service is asked over https, over plain http on loopback addresses only, and by no password', () => {
  for (const url of ['https://tsa.example.vn/tsr?x=1', 'http://127.0.0.1:3000', 'http://localhost/tsa'])
    expect(configOf({ TIMESTAMP_URL: url }).config.timestampUrl).toBe(url);
  for (const url of [
    'http://tsa.example.vn',
    'https://a:b@tsa.example.vn',
    'https://a@tsa.example.vn',
    'tsa',
    'ftp://x',
  ])
    expect(faultyVariables({ TIMESTAMP_URL: url }), url).toEqual(['TIMESTAMP_URL']);
});

test('values out of bounds are refused', () => {
  const wrong = {
    BROADCAST_RATE: ['1001', '-1', '2.5', '1e2', '٣'],
    DATABASE_URL: ['mysql://x/y', 'sqlite:', 'data.sqlite'],
    PROXY_URL: ['127.0.0.1:1080', 'ftp://x'],
    WEBHOOK_URL: ['http://x'],
    PORT: ['0', '65536', 'x'],
    DEMO_PORT: ['65536'],
    BOT_TOKEN: ['abc', '12:a b', 'bot12:abc'],
    DATA_KEY: ['changeme', 'a'.repeat(63), 'g'.repeat(64), Buffer.alloc(31).toString('base64'), `"${KEY}"`, `${KEY}x`],
    DATA_KEY_OLD: ['none', Buffer.alloc(33).toString('base64')],
  };
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) expect(faultyVariables({ [name]: value }), `${name}=${value}`).toEqual([name]);
  }
});

test('what works but not as one might hope is warned of', () => {
  expect(configOf({ BROADCAST_RATE: '31' }).warnings).toHaveLength(1);
  expect(configOf({ BROADCAST_RATE: '1000', PAID_BROADCAST: 'true' }).warnings).toEqual([]);
  expect(configOf({ WEBHOOK_URL: 'https://x.vn/h', WEBHOOK_SECRET: 'abc', PORT: '80' }).warnings).toHaveLength(3);
});

test('a key may be written in base64 or hexadecimal, and one that is left from a change is warned of', () => {
  const bytes = Buffer.from(KEY, 'base64');
  for (const written of [KEY, KEY.replace('=', ''), bytes.toString('hex'), bytes.toString('hex').toUpperCase()]) {
    expect(configOf({ DATA_KEY: written })).toMatchObject({ config: { dataKey: bytes }, warnings: [] });
  }
  expect(configOf({ DATA_KEY: KEY, DATA_KEY_OLD: KEY }).warnings).toEqual([expect.stringContaining('DATA_KEY_OLD')]);
  expect(configOf({ EVIDENCE_KEY_FILE: 'x' }).warnings).toEqual([]);
});

test('a wrong key is not repeated where it is refused', () => {
  const result = readConfig({ BOT_TOKEN, DATA_KEY: 'almost-a-secret' });
  expect(result).toMatchObject({
    faults: [{ variable: 'DATA_KEY', expected: expect.stringContaining('32 random bytes') }],
  });
  expect(JSON.stringify(result)).not.toContain('almost');
});

test('a command that never speaks to Telegram needs no token, but not a wrong one', () => {
  expect(readConfig({}, { tokenRequired: false })).toMatchObject({ ok: true, config: { botToken: '' } });
  expect(readConfig({ BOT_TOKEN: 'x' }, { tokenRequired: false }).ok).toBe(false);
});

test('tokens and passwords are known as secrets', () => {
  const { config } = configOf({ DATABASE_URL: 'postgres://a:p%40ss@db/x', PROXY_URL: 'socks5://u:tunnel@127.0.0.1:1' });
  expect(secretsOf(config)).toEqual([BOT_TOKEN, 'p@ss', 'tunnel']);
  const hex = Buffer.from(KEY, 'base64').toString('hex');
  const keys = configOf({ DATA_KEY: KEY, DATA_KEY_OLD: 'ab'.repeat(32) });
  expect(secretsOf(keys.config)).toEqual(expect.arrayContaining([KEY.slice(0, 43), hex, 'AB'.repeat(32)]));
});

test('the example names every variable', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const named = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(named.sort()).toEqual([...variables].sort());
});
