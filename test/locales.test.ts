import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../src/i18n.ts';
import { locales } from '../src/lib/locale.ts';
import { listSources, readSource, readUsage, type Usage } from './support/translation-calls.ts';

/** Texts whose screen is still to come. Drop a line as soon as its screen is there: the test says when. */
const AWAITING_THEIR_SCREEN: string[] = [];

const PLURAL = /_(?:zero|one|two|few|many|other)$/;
type Texts = { [name: string]: string | Texts };

const nouns = readdirSync(join(packageRoot, 'locales', 'vi')).map((name) => name.replace('.json', ''));
const [first, ...further] = locales;
const vi = loadTexts(first);
const others = further.map((locale) => ({ locale, texts: loadTexts(locale) }));
const keys = new Map<string, Set<string>>();
for (const [key, text] of vi) keys.set(baseOf(key), placeholdersOf(key, text));

function loadTexts(locale: string): Map<string, string> {
  const read = (noun: string) => JSON.parse(readFileSync(join(packageRoot, 'locales', locale, `${noun}.json`), 'utf8'));
  return new Map(nouns.flatMap((noun) => flatten(read(noun), `${noun}:`)));
}

function flatten(texts: Texts, place: string): [string, string][] {
  return Object.entries(texts).flatMap(([name, text]) =>
    typeof text === 'string' ? [[`${place}${name}`, text] as [string, string]] : flatten(text, `${place}${name}.`),
  );
}

function baseOf(key: string): string {
  return key.replace(PLURAL, '');
}

/** The parameters that a text wants; a plural one always wants its number, though it may go unsaid ("one person"). */
function placeholdersOf(key: string, text: string): Set<string> {
  const named = [...text.matchAll(/\{\{(.*?)\}\}/g)].map((match) => match[1]!);
  return new Set(PLURAL.test(key) ? [...named, 'count'] : named);
}

const isExact = (key: RegExp) => !key.source.includes('+');
const matching = (pattern: RegExp) => [...keys.keys()].filter((key) => pattern.test(key));

/** Parameters that some call leaves out, and calls whose parameters cannot be seen. */
function missingParams({ calls, loose, declared }: Usage): string[] {
  const isDeclared = (key: string) => declared.some((pattern) => pattern.test(key));
  const wanted = (key: string) => [...keys.get(key)!];
  // A template says more keys than it means; those that are said by name elsewhere are checked there.
  const byName = new Set(calls.flatMap((call) => call.keys).flatMap((key) => (isExact(key) ? matching(key) : [])));
  const meant = (key: RegExp) => matching(key).filter((found) => isExact(key) || !byName.has(found));
  const inCalls = calls.flatMap(({ file, keys: said, params }) =>
    said.flatMap(meant).flatMap((key) => {
      // A problem's parameters travel with it; they are checked where it is thrown.
      if (isDeclared(key) || (params === null && key.startsWith('problems:'))) return [];
      if (params === null && wanted(key).length > 0)
        return [`${file}: ${key}: parameters must be written as { … } in the call`];
      return wanted(key)
        .filter((name) => !params?.includes(name))
        .map((name) => `${file}: ${key}: ${name}`);
    }),
  );
  const outside = loose.flatMap(({ file, key }) =>
    meant(key)
      .filter((found) => wanted(found).length > 0 && !isDeclared(found))
      .map((found) => `${file}: ${found}: said elsewhere`),
  );
  return [...inCalls, ...outside];
}

describe('the languages', () => {
  test.each(others)('have the same files and keys, plurals aside: $locale', ({ locale, texts }) => {
    expect(readdirSync(join(packageRoot, 'locales', locale)).sort()).toEqual(
      nouns.map((noun) => `${noun}.json`).sort(),
    );
    expect([...new Set([...texts.keys()].map(baseOf))].sort()).toEqual([...new Set([...vi.keys()].map(baseOf))].sort());
  });

  test.each(others)('have the plurals that they need: $locale', ({ locale, texts }) => {
    const plural = [...vi.keys()].filter((key) => PLURAL.test(key));
    expect(plural.filter((key) => !key.endsWith('_other'))).toEqual([]);
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
    const needed = plural.map(baseOf).flatMap((key) => pluralCategories.map((category) => `${key}_${category}`));
    expect(needed.filter((key) => !texts.has(key))).toEqual([]);
    expect([...texts.keys()].filter((key) => PLURAL.test(key) && !vi.has(`${baseOf(key)}_other`))).toEqual([]);
  });

  test.each(others)('have the same placeholders, each a plain name: $locale', ({ texts }) => {
    for (const [key, text] of texts) {
      const expected = keys.get(baseOf(key))!;
      const given = placeholdersOf(key, text);
      expect([...given].sort(), key).toEqual([...expected].sort());
      for (const name of given) expect(name, key).toMatch(/^[a-z]\w*$/i);
      expect(text, key).not.toContain('$t(');
    }
  });

  test.each(others)('say nothing only where all say nothing: $locale', ({ texts }) => {
    const silent = (of: Map<string, string>) => [...of].filter(([, text]) => !text.trim()).map(([key]) => key);
    expect(silent(texts)).toEqual(silent(vi));
  });

  test('speak politely: never of errors, and short where Telegram wants it short', () => {
    for (const [key, text] of vi) expect(text, key).not.toMatch(/lỗi/i);
    const problems = [vi, ...others.map(({ texts }) => texts)].flatMap((texts) => [...texts]);
    for (const [key, text] of problems.filter(([key]) => key.startsWith('problems:'))) {
      expect(text.length, key).toBeLessThanOrEqual(200);
    }
  });
});

describe('the sources', () => {
  const usage = readUsage(listSources(join(packageRoot, 'src')), nouns);

  test('give every text all its parameters', () => {
    expect(missingParams(usage)).toEqual([]);
  });

  test('say every text', () => {
    const patterns = [
      ...usage.calls.flatMap((call) => call.keys),
      ...usage.loose.map((loose) => loose.key),
      ...usage.declared,
    ];
    const used = new Set(patterns.flatMap(matching));
    const unused = [...keys.keys()].filter((key) => !used.has(key) && !key.startsWith('problems:'));
    expect(unused.filter((key) => !AWAITING_THEIR_SCREEN.some((place) => key.startsWith(place)))).toEqual([]);
    expect(AWAITING_THEIR_SCREEN.filter((place) => !unused.some((key) => key.startsWith(place)))).toEqual([]);
  });

  const problemFile = join(packageRoot, 'src', 'domain', 'problem.ts');
  test.skipIf(!existsSync(problemFile))('have words for every problem, and no words for others', async () => {
    const { problemCodes } = (await import(problemFile)) as { problemCodes: readonly string[] };
    const worded = [...keys.keys()].filter((key) => key.startsWith('problems:'));
    expect(worded.sort()).toEqual(problemCodes.map((code) => `problems:${code}`).sort());
  });
});

test('a forgotten parameter is found', () => {
  const faulty = [
    "t('directives:card.page', { page: 1 })",
    "t('directives:card.page')",
    't(isOver ? "common:date.over" : "common:date.left", { when, ...rest })',
    `t(\`common:span.\${unit}\`, { counted: 1 })`,
    "const key = 'common:trouble';",
    "throw new Problem('numberTaken')",
    `t('common:trouble', { reference: t(\`common:span.\${unit as 'hours'}\`) })`,
  ];
  for (const source of faulty) expect(missingParams(usageOf(source)), source).not.toEqual([]);
  const right = [
    "t('directives:card.page', { page, pages: list(1, [2]).length })",
    "t('common:button.back')",
    "// i18n: common:trouble\nconst key = 'common:trouble';",
    "throw new Problem('numberTaken', { number: draft.number ?? '' })",
    `t(\`problems:\${problem.code}\`, problem.params)`,
  ];
  for (const source of right) expect(missingParams(usageOf(source)), source).toEqual([]);
});

function usageOf(source: string): Usage {
  const usage: Usage = { calls: [], loose: [], declared: [] };
  readSource('sample.ts', source, nouns, usage);
  return usage;
}
