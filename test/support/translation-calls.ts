/**
 * Reads sources for the keys they say: every literal key, and of every `t(…)` and `new Problem(…)` what it gives along.
 * Good enough for this code base, no parser: a call whose parameters it cannot see has to declare them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Call {
  file: string;
  /** Keys, or patterns of keys where a template has gaps. */
  keys: RegExp[];
  /** Names of the parameters given; null when they cannot be seen. */
  params: string[] | null;
}

export interface Usage {
  calls: Call[];
  /** Keys that stand outside any call, to be said elsewhere. */
  loose: { file: string; key: RegExp }[];
  /** Declared by a comment `// i18n: directives:urgency.*`: used, with parameters that nobody checks. */
  declared: RegExp[];
}

/** Every TypeScript file below a folder. */
export function listSources(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.name.endsWith('.ts')).map((entry) => join(entry.parentPath, entry.name));
}

export function readUsage(files: readonly string[], nouns: readonly string[]): Usage {
  const usage: Usage = { calls: [], loose: [], declared: [] };
  for (const file of files) readSource(file, readFileSync(file, 'utf8'), nouns, usage);
  return usage;
}

export function readSource(file: string, source: string, nouns: readonly string[], usage: Usage): void {
  for (const [, pattern] of source.matchAll(/\/\/ i18n: (\S+)/g)) usage.declared.push(toPattern(pattern!, '*'));
  const code = source.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, (comment) => ' '.repeat(comment.length));
  const said: [number, number][] = [];
  for (const match of code.matchAll(/\bt\(|\bnew Problem\(/g)) {
    const from = match.index + match[0].length;
    const [what = '', params, ...rest] = splitArguments(code, from);
    const keys = match[0].startsWith('t') ? keysIn(what, nouns) : problemIn(what);
    if (keys.length > 0) usage.calls.push({ file, keys, params: rest.length > 0 ? null : namesIn(params) });
    said.push([from, from + what.length]);
  }
  for (const match of code.matchAll(keyLiteral(nouns))) {
    if (said.some(([from, to]) => match.index >= from && match.index < to)) continue;
    usage.loose.push({ file, key: toPattern(match[2]!, '${') });
  }
}

const keyLiteral = (nouns: readonly string[]) =>
  new RegExp(`(?<=(['"\`]))((?:${nouns.join('|')}):(?:(?!\\1)[^\\n])+)(?=\\1)`, 'g');

const keysIn = (expression: string, nouns: readonly string[]): RegExp[] =>
  [...expression.matchAll(keyLiteral(nouns))].map((match) => toPattern(match[2]!, '${'));

const problemIn = (expression: string): RegExp[] =>
  [...expression.matchAll(/'(\w+)'/g)].map((match) => toPattern(`problems:${match[1]}`, '*'));

function toPattern(key: string, gap: '*' | '${'): RegExp {
  const pieces = key.split(gap === '*' ? /\*/ : /\$\{[^}]*\}/);
  return new RegExp(`^${pieces.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[\\w.]+')}$`);
}

function namesIn(params: string | undefined): string[] | null {
  const text = params?.trim() ?? '';
  if (text === '') return [];
  if (!text.startsWith('{')) return null;
  const names = splitArguments(text, 1).map((part) => /^\s*(\w+)\s*(?::|$)/.exec(part)?.[1]);
  const parts = names.filter((name) => name !== undefined);
  return parts.length === names.length ? parts : null;
}

/** The parts between commas from here to the bracket that closes what is open here. */
export function splitArguments(code: string, from: number): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = from;
  for (let at = from; at < code.length; at++) {
    const sign = code[at]!;
    if (`'"\``.includes(sign)) at = endOfString(code, at);
    else if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign) && depth-- === 0)
      return [...parts, code.slice(start, at)].filter((part) => part.trim());
    else if (sign === ',' && depth === 0) {
      parts.push(code.slice(start, at));
      start = at + 1;
    }
  }
  return parts;
}

function endOfString(code: string, from: number): number {
  for (let at = from + 1; at < code.length; at++) {
    if (code[at] === '\\') at++;
    else if (code[at] === code[from]) return at;
    else if (code[from] === '`' && code.startsWith('${', at)) at = closingBrace(code, at + 2);
  }
  return code.length;
}

function closingBrace(code: string, from: number): number {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    if (`'"\``.includes(code[at]!)) at = endOfString(code, at);
    else if (code[at] === '{') depth++;
    else if (code[at] === '}' && depth-- === 0) return at;
  }
  return code.length;
}
