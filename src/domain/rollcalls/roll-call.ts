import { addMilliseconds, DAY, MINUTE, SECOND } from '../../lib/clock.ts';
import type { Reach } from '../people/account.ts';
import type { Role } from '../people/post.ts';
import { idsOf } from '../units/unit.ts';

/** Who leads a unit through a storm; what each of them may is the policy's. */
export const ROLL_CALL_ROLES: readonly Role[] = ['leader', 'deputy', 'focal'];

/**
 * preparing (its list is being written, and whoever stands on it already is asked) → open → ended, by a leader or after a day.
 * An answer counts from the first moment.
 */
export const rollCallStates = ['preparing', 'open', 'ended'] as const;
export type RollCallState = (typeof rollCallStates)[number];

export const rollCallAnswers = ['safe', 'help'] as const;
export type RollCallAnswer = (typeof rollCallAnswers)[number];

export interface RollCall {
  id: number;
  /** Why, in a few words: "bão số 9". */
  about: string;
  state: RollCallState;
  /** Everybody at and below these is asked. */
  units: { id: number; name: string; path: string }[];
  askedBy: { id: number; fullName: string; staffNo: string };
  askedAt: Date;
  openedAt: Date | null;
  endedAt: Date | null;
  /** How many times the silent have been asked again. */
  chases: number;
}

/** One person of a roll call's frozen list, with the unit as it was that day. */
export interface Listed {
  id: number;
  rollCallId: number;
  person: { id: number; fullName: string; staffNo: string; phone: string | null };
  unit: { id: number; name: string; path: string };
  answer: RollCallAnswer | null;
  answeredAt: Date | null;
  /** Whose word it is when the person was told by telephone. */
  toldBy: { id: number; fullName: string } | null;
  /** When they left the units that were asked. */
  closedAt: Date | null;
  /** How a message reaches them today. */
  reach: Reach;
}

/** What happened to somebody on the list, in the order in which it did. Words and places are sealed. */
export const rollCallSteps = ['safe', 'help', 'words', 'place'] as const;
export type RollCallStep = (typeof rollCallSteps)[number];

export interface RollCallEntry {
  id: number;
  listedId: number;
  at: Date;
  by: { id: number; fullName: string };
  step: RollCallStep;
  textId: number | null;
}

export interface Place {
  latitude: number;
  longitude: number;
}

/** What is said beside a call for help: what is needed, or where somebody is. */
export type Said = { words: string } | Place;

/** How a part of the list stands; whoever has left is not counted among the silent. */
export interface Figures {
  safe: number;
  help: number;
  silent: number;
}

export interface UnitFigures extends Figures {
  unit: { id: number; name: string; path: string };
}

/** `additions`: what one person can say beside their call for help. */
export const ROLL_CALL_LIMITS = { about: 100, words: 500, additions: 20 } as const;

/**
 * The silent are asked again every five minutes, six times: half an hour, in which a leader has the rest on the telephone. The
 * office's own measure, set with its first roll call; no rule prescribes one.
 */
export const CHASE_EVERY = 5 * MINUTE;
export const CHASES = 6;

/** Whatever nobody ended is over after a day; so long after its end an answer is still taken, since a late call for help is one. */
export const ROLL_CALL_LIFE = DAY;
export const LATE_ANSWERS = DAY;

/** How often the account of a roll call is brought up to date in chats, at most. */
export const ACCOUNT_EVERY = 5 * SECOND;

/** The account of a roll call in somebody's chat, and the units that they are in charge of. */
export interface SentAccount {
  deliveryId: number;
  sentAt: Date;
  unitIds: number[];
}

/** An account may have been made so long before Telegram took it: what happened in between is not in it. */
export const MADE_BEFORE = 10 * SECOND;

/** The accounts in whose part something has changed since they were made, given when each unit changed last; the call's own opening and end change all. */
export function staleAccounts(
  accounts: readonly SentAccount[],
  changed: readonly { path: string; at: Date }[],
  turnedAt: Date | null,
): SentAccount[] {
  const latest = new Map<number, number>();
  for (const { path, at } of changed) {
    for (const id of idsOf(path)) latest.set(id, Math.max(latest.get(id) ?? 0, at.getTime()));
  }
  return accounts.filter(({ sentAt, unitIds }) => {
    const times = [turnedAt?.getTime() ?? 0, ...unitIds.map((id) => latest.get(id) ?? 0)];
    return Math.max(...times) > sentAt.getTime() - MADE_BEFORE;
  });
}

export const isRunning = ({ state }: Pick<RollCall, 'state'>): boolean => state !== 'ended';

/** Whether an answer is taken at an instant. */
export const takesAnswers = ({ endedAt }: Pick<RollCall, 'endedAt'>, now: Date): boolean =>
  endedAt === null || now < addMilliseconds(endedAt, LATE_ANSWERS);

/** Which round of asking again is due; null when none is. After a long silence one goes out and not all that were missed. */
export function dueChase({ state, openedAt, chases }: Pick<RollCall, 'state' | 'openedAt' | 'chases'>, now: Date) {
  if (state !== 'open' || openedAt === null) return null;
  const round = Math.min(CHASES, Math.floor((now.getTime() - openedAt.getTime()) / CHASE_EVERY));
  return round > chases ? round : null;
}

/** The unit that was asked, at or above the one where somebody works. */
export const askedUnitOf = (call: Pick<RollCall, 'units'>, path: string): RollCall['units'][number] =>
  call.units.find((unit) => path.startsWith(unit.path)) ?? call.units[0]!;

/** Where in a call's list a unit is looked at: at itself, or at what was asked below it; 0 for all of it. */
export function placeInCall({ units }: Pick<RollCall, 'units'>, unit: { id: number; path: string }): number {
  if (units.some(({ path }) => unit.path.startsWith(path))) return unit.id;
  const below = units.filter(({ path }) => path.startsWith(unit.path));
  return below.length === 1 ? below[0]!.id : 0;
}

export const sumOf = (figures: readonly Figures[]): Figures => ({
  safe: figures.reduce((sum, one) => sum + one.safe, 0),
  help: figures.reduce((sum, one) => sum + one.help, 0),
  silent: figures.reduce((sum, one) => sum + one.silent, 0),
});

/**
 * Figures of the units right below a place, each with everything below it, in the order of the tree; the place's own people stand
 * first under its own name.
 */
export function figuresBelow(figures: readonly UnitFigures[], path: string, children: readonly UnitFigures['unit'][]) {
  const own = figures.filter(({ unit }) => unit.path === path);
  const parts = children.map((unit) => ({
    unit,
    ...sumOf(figures.filter((one) => one.unit.path.startsWith(unit.path))),
  }));
  return [...own, ...parts].filter(({ safe, help, silent }) => safe + help + silent > 0);
}
