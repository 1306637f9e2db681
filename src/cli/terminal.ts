import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import type { Actor } from '../domain/actor.ts';
import type { T } from '../i18n.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { OpenOffice } from '../open-office.ts';

/** Where a command's words go and its settings come from. */
export interface Terminal {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
  environment: Record<string, string | undefined>;
  clock?: Clock;
}

/** What a command works with. */
export interface Cli {
  config: Config;
  log: Log;
  clock: Clock;
  t: T;
  /** The office's own hand, with the name of the operating system's user. */
  actor: Actor;
  /** Opens the office when first asked; it is closed after the command. */
  open(): Promise<OpenOffice>;
}

/**
 * What a command says: one object for `--json` (a long one as pieces of its text), lines for people, and remarks that go to stderr
 * either way.
 */
export interface Answer {
  json: object | AsyncIterable<string>;
  lines: string[] | AsyncIterable<string>;
  remarks?: string[];
  isRefused?: boolean;
}

export interface CommonOptions {
  json?: boolean;
}

/** How a group of commands is hung on the program. */
export interface Shelf {
  program: Command;
  t: T;
  act(options: CommonOptions, work: (cli: Cli) => Promise<Answer>): Promise<void>;
}

/** The command was typed wrongly: status 2. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** Refused with these words: status 1. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;

  constructor(code: string, words: string) {
    super(words);
    this.code = code;
  }
}

/** A directive's id as it was typed. Throws WrongUsage when it is none. */
export function readDirectiveId(value: string, t: T): number {
  if (!/^\d{1,15}$/.test(value)) throw new WrongUsage(t('cli:status.directiveUnreadable', { value }));
  return Number(value);
}

export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}

/** Rows as columns of equal width, numbers to the right; the first row is the heading. */
export function inColumns(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column]))));
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const gap = ' '.repeat(widths[column]! - widthOf(cell));
      return typeof cell === 'number' ? `${gap}${cell}` : `${cell}${gap}`;
    });
    return cells.join('  ').trimEnd();
  });
}

const widthOf = (cell: string | number | undefined): number => [...String(cell ?? '').normalize('NFC')].length;
