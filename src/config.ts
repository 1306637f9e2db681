/**
 * The environment comes in here and nowhere else; a checked Config goes out, or every fault at once, each with the variable's
 * name and what is expected.
 */
import { config as loadDotenv } from 'dotenv';
import { z } from 'zod';
import { locales } from './lib/locale.ts';
import { readKey, writeKey } from './lib/sealing.ts';
import { type OfficeSettings, readOfficeSettings } from './office-settings.ts';

type Environment = Record<string, string | undefined>;

export interface Fault {
  variable: string;
  expected: string;
}

export type ConfigResult = { ok: true; config: Config; warnings: string[] } | { ok: false; faults: Fault[] };

const isUrl = (text: string, protocols: readonly string[]): boolean =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol);

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

function isApiRoot(text: string): boolean {
  if (!isUrl(text, ['https:', 'http:'])) return false;
  const { protocol, hostname, search, hash } = new URL(text);
  return !search && !hash && (protocol === 'https:' || LOOPBACK.test(hostname));
}

/** A password would stand in the log of every failure. */
function isService(text: string): boolean {
  if (!isUrl(text, ['https:', 'http:'])) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return !username && !password && (protocol === 'https:' || LOOPBACK.test(hostname));
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const isDatabase = (text: string): boolean => /^sqlite:[^\s?#]/.test(text) || isUrl(text, ['postgres:', 'postgresql:']);

const whole = (least: number, most: number) =>
  z.string().refine((text) => /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most, {
    error: `a whole number from ${least} to ${most}`,
  });

const text = (expected: string, fits: (value: string) => boolean = () => true) =>
  z.string({ error: expected }).refine(fits, { error: expected });

const port = (least: number) => whole(least, 65_535).transform(Number);
const optional = <S extends z.ZodType>(schema: S) => schema.optional().transform((value) => value ?? null);

const KEY =
  '32 random bytes as base64 (44 characters) or as 64 hexadecimal digits, such as `openssl rand -base64 32` gives';
const dataKey = () =>
  optional(text(KEY, (written) => readKey(written) !== null).transform((written) => readKey(written)!));

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const PROXIES = ['http:', 'https:', 'socks:', 'socks4:', 'socks4a:', 'socks5:', 'socks5h:'];

const schema = z.object({
  BOT_TOKEN: text('the token from @BotFather, such as 123456789:AAE…', (token) => /^\d+:[\w-]+$/.test(token)),
  TELEGRAM_API_ROOT: text(
    'an https address; plain http only on a loopback address such as http://127.0.0.1:8081',
    isApiRoot,
  )
    .transform((root) => root.replace(/\/+$/, ''))
    .default('https://api.telegram.org'),
  DATABASE_URL: text('sqlite:path/to/file.sqlite or postgres://user:password@host/database', isDatabase).default(
    'sqlite:data/bao-nhan.sqlite',
  ),
  DEFAULT_LOCALE: z.enum(locales, { error: locales.join(' or ') }).default('vi'),
  TIME_ZONE: text('an IANA time zone such as Asia/Ho_Chi_Minh', isTimeZone).default('Asia/Ho_Chi_Minh'),
  HOME_PROVINCE: optional(z.string()),
  BROADCAST_RATE: whole(1, 1000).transform(Number).default(30),
  PAID_BROADCAST: z
    .enum(['true', 'false'], { error: 'true or false' })
    .transform((value) => value === 'true')
    .default(false),
  WEBHOOK_URL: optional(text('an https address', (url) => isUrl(url, ['https:']))),
  WEBHOOK_SECRET: optional(text('1 to 256 of A-Z, a-z, 0-9, _ and -', (secret) => /^[\w-]{1,256}$/.test(secret))),
  PORT: optional(port(1)),
  PROXY_URL: optional(
    text('an http, https or socks address such as socks5://127.0.0.1:1080', (url) => isUrl(url, PROXIES)),
  ),
  DATA_KEY: dataKey(),
  DATA_KEY_OLD: dataKey(),
  ERASURE_JOURNAL_FILE: optional(z.string()),
  EVIDENCE_KEY_FILE: optional(z.string()),
  TIMESTAMP_URL: optional(
    text('an https address without user and password; plain http only on a loopback address', isService),
  ),
  LOG_LEVEL: z.enum(LEVELS, { error: `one of ${LEVELS.join(', ')}` }).default('info'),
  DEMO_PORT: port(0).default(8088),
  OFFICE_SETTINGS_FILE: optional(z.string()),
});

export const variables = Object.keys(schema.shape);

type Settings = z.output<typeof schema>;

/** Reads an environment. With `tokenRequired: false` (commands that never speak to Telegram) a missing token is ''. */
export function readConfig(env: Environment, { tokenRequired = true } = {}): ConfigResult {
  const present = Object.entries(env)
    .map(([name, value]) => [name, value?.trim()] as const)
    .filter(([name, value]) => name in schema.shape && value);
  const wanted = tokenRequired ? schema : schema.extend({ BOT_TOKEN: schema.shape.BOT_TOKEN.default('') });
  const result = wanted.safeParse(Object.fromEntries(present));
  const file = env.OFFICE_SETTINGS_FILE?.trim() || null;
  const office = readOfficeSettings(file);
  const officeFaults = office.ok
    ? []
    : office.faults.map((expected) => ({ variable: 'OFFICE_SETTINGS_FILE', expected }));
  if (!result.success) return { ok: false, faults: [...result.error.issues.map(toFault), ...officeFaults] };
  if (!office.ok) return { ok: false, faults: officeFaults };
  return { ok: true, config: toConfig(result.data, office.settings), warnings: warningsOf(result.data) };
}

const toFault = ({ path, message }: z.core.$ZodIssue): Fault => ({ variable: String(path[0]), expected: message });

export type Config = ReturnType<typeof toConfig>;

function toConfig(settings: Settings, office: OfficeSettings) {
  return {
    /** The office's own ways; the usual ones without a file. */
    office,
    botToken: settings.BOT_TOKEN,
    /** Without a slash at the end. */
    telegramApiRoot: settings.TELEGRAM_API_ROOT,
    databaseUrl: settings.DATABASE_URL,
    defaultLocale: settings.DEFAULT_LOCALE,
    timeZone: settings.TIME_ZONE,
    homeProvince: settings.HOME_PROVINCE,
    /** Messages per second, for the whole bot. */
    broadcastRate: settings.BROADCAST_RATE,
    paidBroadcast: settings.PAID_BROADCAST,
    webhookUrl: settings.WEBHOOK_URL,
    webhookSecret: settings.WEBHOOK_SECRET,
    port: settings.PORT,
    proxyUrl: settings.PROXY_URL,
    /** What the vault is sealed with; null where the key stands in a file beside the database. */
    dataKey: settings.DATA_KEY,
    /** What it was sealed with before; `data-key rotate` alone asks for it. */
    dataKeyOld: settings.DATA_KEY_OLD,
    /** Where erasures are remembered; null: beside the database. */
    erasureJournalFile: settings.ERASURE_JOURNAL_FILE,
    /** Where the key stands that signs the record of evidence; null for a file beside the database. */
    evidenceKeyFile: settings.EVIDENCE_KEY_FILE,
    /** A service (RFC 3161) that says when an anchor was there; null where the office has none. */
    timestampUrl: settings.TIMESTAMP_URL,
    logLevel: settings.LOG_LEVEL,
    demoPort: settings.DEMO_PORT,
  };
}

function warningsOf(settings: Settings): string[] {
  const warnings: string[] = [];
  if (settings.BROADCAST_RATE > 30 && !settings.PAID_BROADCAST) {
    warnings.push('BROADCAST_RATE is above 30 without PAID_BROADCAST: Telegram will slow the bot down.');
  }
  for (const name of ['WEBHOOK_URL', 'WEBHOOK_SECRET', 'PORT'] as const) {
    if (settings[name] !== null) warnings.push(`${name} has no effect yet: webhook mode comes later, the bot polls.`);
  }
  if (settings.DATA_KEY_OLD !== null) {
    warnings.push('DATA_KEY_OLD is for `cli data-key rotate` alone: take it out of these settings afterwards.');
  }
  return warnings;
}

/** The process's environment, completed by `.env` in the working directory; what the process was given wins. */
export function loadEnvironment(): Environment {
  const environment = { ...process.env };
  loadDotenv({ quiet: true, processEnv: environment as Record<string, string> });
  return environment;
}

/** What the log must never show. */
export function secretsOf(config: Config): string[] {
  const passwords = [config.databaseUrl, config.proxyUrl].map((url) => passwordIn(url ?? ''));
  const keys = [config.dataKey, config.dataKeyOld].flatMap((key) => (key ? spellingsOf(key) : []));
  const all = [config.botToken, config.webhookSecret, ...keys, ...passwords];
  return all.filter((secret): secret is string => Boolean(secret));
}

function spellingsOf(key: Buffer): string[] {
  const hex = key.toString('hex');
  return [writeKey(key).replace('=', ''), hex, hex.toUpperCase()];
}

function passwordIn(url: string): string {
  const written = URL.canParse(url) ? new URL(url).password : '';
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
