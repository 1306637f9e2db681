import { readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../src/i18n.ts';
import { listSources } from './support/translation-calls.ts';

/** Which room may import which. A file at the top of `src` is a room of its own. */
const ROOMS: Record<string, { from: string[]; plain?: string[] }> = {
  bot: { from: ['screens', 'domain', 'documents', 'i18n', 'lib'] },
  schedule: { from: ['domain', 'lib'] },
  outbox: { from: ['screens', 'domain', 'documents', 'i18n', 'lib'] },
  screens: { from: ['i18n', 'lib'], plain: ['domain'] },
  storage: { from: ['lib', 'migrations'], plain: ['domain'] },
  domain: { from: ['lib'] },
  documents: { from: ['i18n', 'lib'], plain: ['domain'] },
  sandbox: { from: ['lib'] },
  lib: { from: [] },
  i18n: { from: ['lib'] },
  config: { from: ['lib', 'office-settings'] },
  'office-settings': { from: ['lib'], plain: ['domain'] },
  migrations: { from: [] },
};

/** Of a `plain` room only types may be seen, and what stands in a noun's own file: its words and pure rules, nothing that acts. */
const ACTS = /-(?:actions|consequences|policy|store)\.ts$|^src\/domain\/(?:actor|consequences|stores)\.ts$/;

/** These join the rooms and may see everything; the command line and the demo stand in several files. */
const JOINERS = ['main', 'cli', 'demo', 'demo-office', 'demo-day', 'demo-declarations', 'bench', 'app', 'open-office'];
const isJoiner = (room: string): boolean => JOINERS.includes(room);

/** A domain noun sees only what stands to its left; files beside the nouns' folders belong to all of them. */
const NOUNS = [
  'vault',
  'evidence',
  'units',
  'people',
  'deliveries',
  'forms',
  'directives',
  'tasks',
  'areas',
  'declarations',
  'rollcalls',
  'compliance',
];

/** Where a package may be imported, and where certain words may stand. */
const CONFINED: [what: RegExp, places: string[]][] = [
  [/from 'telegraf(?:\/[^']*)?'/, ['src/bot/', 'src/outbox/']],
  [/from '(?:typeorm|better-sqlite3|pg)(?:\/[^']*)?'/, ['src/storage/', 'migrations/']],
  [/from 'i18next'/, ['src/i18n.ts']],
  // Some 60 MB: only the process that draws loads it.
  [/from '@napi-rs\/canvas'/, ['src/documents/drawing-', 'src/documents/chart-process.ts']],
  [/\bprocess\.env\b/, ['src/config.ts']],
  [/\bnew Date\(|\bDate\.now\(/, ['src/lib/clock.ts']],
];

const SAYS_NOTHING = /^(?:index|utils?|helpers?|types?|manager|common)\.ts$|-(?:utils?|helpers?|manager)\.ts$/;

interface Source {
  path: string;
  text: string;
}

/** What is wrong with a file, in words; nothing when it keeps to the plan. */
function faultsOf({ path, text }: Source): string[] {
  const code = text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '').replace(/import\('([^']+)'\)/g, "import {} from '$1';");
  const confined = CONFINED.filter(
    ([what, places]) => what.test(code) && !places.some((place) => path.startsWith(place)),
  );
  const imports = [...code.matchAll(/(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'(\.[^']+)'/g)];
  return [
    ...(SAYS_NOTHING.test(basename(path)) ? [`${path}: a name that says nothing`] : []),
    ...confined.map(([what]) => `${path}: ${what.source} does not belong here`),
    ...imports
      .filter(([, type, target]) => !mayImport(path, resolve(path, target!), Boolean(type)))
      .map(([line]) => `${path}: ${line}`),
  ];
}

const resolve = (path: string, target: string): string => new URL(target, `file:///${path}`).pathname.slice(1);

const roomOf = (path: string): string =>
  path
    .replace(/^src\//, '')
    .split('/')[0]!
    .replace(/\.ts$/, '');

function mayImport(path: string, target: string, isType: boolean): boolean {
  const [room, other] = [roomOf(path), roomOf(target)];
  if (isJoiner(room)) return true;
  if (room === 'i18n' && target.startsWith('locales/vi/')) return isType;
  if (room === other) return room !== 'domain' || staysLeft(path, target);
  const { from, plain = [] } = ROOMS[room] ?? { from: [] };
  return from.includes(other) || (plain.includes(other) && (isType || !ACTS.test(target)));
}

function staysLeft(path: string, target: string): boolean {
  const [own, seen] = [path, target].map((file) => NOUNS.indexOf(file.split('/')[2]!)) as [number, number];
  return own < 0 || seen < 0 || seen <= own;
}

const sources: Source[] = ['src', 'migrations']
  .flatMap((folder) => listSources(`${packageRoot}/${folder}`))
  .map((file) => ({ path: relative(packageRoot, file), text: readFileSync(file, 'utf8') }));

test('every room keeps to the plan of the house', () => {
  expect(sources.flatMap(faultsOf)).toEqual([]);
});

test('every folder is a room that the plan knows, every noun has its place in the row', () => {
  const rooms = new Set(sources.map((source) => roomOf(source.path)));
  expect([...rooms].filter((room) => !(room in ROOMS) && !isJoiner(room))).toEqual([]);
  const nouns = sources.map(({ path }) => /^src\/domain\/(.+?)\//.exec(path)?.[1] ?? NOUNS[0]!);
  expect([...new Set(nouns)].filter((noun) => !NOUNS.includes(noun))).toEqual([]);
});

const broken: [path: string, text: string][] = [
  ['src/domain/people/x.ts', "import { Telegraf } from 'telegraf';"],
  ['src/bot/x.ts', "import { save } from '../storage/database.ts';"],
  ['src/bot/x.ts', "const { DataSource } = await import('typeorm');"],
  ['src/schedule/x.ts', "import {\n  card,\n} from '../screens/card.ts';"],
  ['src/storage/x.ts', "import { enrol } from '../domain/people/enrolment-actions.ts';"],
  ['src/screens/x.ts', "export * from '../domain/directives/directive-policy.ts';"],
  ['src/domain/units/x.ts', "import type { Person } from '../people/person.ts';"],
  ['src/lib/x.ts', "import '../config.ts';"],
  ['src/sandbox/x.ts', "import type { Key } from '../i18n.ts';"],
  ['src/documents/x.ts', "import { createCanvas } from '@napi-rs/canvas';"],
  ['src/domain/forms/x.ts', 'const now = new Date();'],
  ['src/outbox/x.ts', 'const now = Date.now();'],
  ['src/cli.ts', 'const token = process.env.BOT_TOKEN;'],
  ['src/lib/utils.ts', ''],
];

test.each(broken)('a broken rule is found in %s: %s', (path, text) => {
  expect(faultsOf({ path, text })).toHaveLength(1);
});

test('what the plan allows is allowed', () => {
  const allowed: [path: string, text: string][] = [
    ['src/storage/x.ts', "import type { PeopleStore } from '../domain/people/people-store.ts';"],
    ['src/storage/x.ts', "import { roles } from '../domain/people/post.ts';"],
    [
      'src/domain/compliance/x.ts',
      "import { roles } from '../people/post.ts';\nimport type { Office } from '../stores.ts';",
    ],
    ['src/domain/stores.ts', "import type { DirectiveStore } from './directives/directive-store.ts';"],
    ['src/app.ts', "import { open } from './storage/database.ts';"],
    ['migrations/x.ts', "import type { QueryRunner } from 'typeorm';\n// new Date() and process.env in a comment"],
  ];
  for (const [path, text] of allowed) expect(faultsOf({ path, text }), path).toEqual([]);
});
