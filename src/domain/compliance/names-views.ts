import { dayOf } from '../../lib/day.ts';
import { foldText } from '../../lib/text.ts';
import { type PersonActor, placesOf, reaches } from '../actor.ts';
import { mayRemind, SEEING_ROLES } from '../directives/directive-policy.ts';
import type { OpenStep } from '../directives/head.ts';
import { recordLook } from '../directives/look-actions.ts';
import type { LostPerson } from '../people/people-store.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { Task } from '../tasks/task.ts';
import { READING_ROLES } from '../tasks/task-policy.ts';
import type { Unit } from '../units/unit.ts';
import type { NumberedDirective, OwingLine } from './compliance-reads.ts';
import { findSeenUnits, getSeen } from './compliance-views.ts';
import { sumCells } from './unit-kinds.ts';

interface Page {
  limit: number;
  offset: number;
}

/** One page of names, or of what stands for them, in a unit that the reader sees. */
export interface Names<Line> {
  unit: Unit;
  lines: Line[];
  total: number;
  /** Whether each may be opened, with their telephone and what can be done. */
  mayOpen: boolean;
}

/** Whose names are listed across directives: of more it would take too long, and nobody would read them. */
const MOST_OPEN = 10_000;

/** Who has not acknowledged something. Throws `tooManyNames` where the units below are to be looked at one by one. */
export async function listOwing(
  actor: PersonActor,
  unitId: number,
  page: Page,
  office: Office,
): Promise<Names<OwingLine>> {
  const { unit } = await getSeen(actor, unitId, office);
  await recordLook(actor, { what: 'missing', unit }, office);
  const { due, done } = sumCells(await office.read.compliance.sumDirectives(unit.path));
  if (due - done > MOST_OPEN) throw new Problem('tooManyNames');
  const now = office.clock.now();
  const at = { now, today: dayOf(now, office.zone) };
  const { people, total } = await office.read.compliance.listOwing(unit.path, page, at);
  return { unit, lines: people, total, mayOpen: true };
}

/** Heads who have not taken their second step. */
export async function listOpenSteps(
  actor: PersonActor,
  unitId: number,
  page: Page,
  office: Office,
): Promise<Names<OpenStep>> {
  const { unit } = await getSeen(actor, unitId, office);
  await recordLook(actor, { what: 'missing', unit }, office);
  const { steps, total } = await office.read.heads.listOpenSteps(unit.path, page);
  return { unit, lines: steps, total, mayOpen: mayRemind(actor, unit.path) };
}

/** Tasks that units at and below still owe. */
export async function listOwedTasks(
  actor: PersonActor,
  unitId: number,
  page: Page,
  office: Office,
): Promise<Names<Task>> {
  const { unit } = await getSeen(actor, unitId, office);
  await recordLook(actor, { what: 'missing', unit }, office);
  if (!reaches(actor, READING_ROLES, unit.path)) throw new Problem('notYourUnit');
  const today = dayOf(office.clock.now(), office.zone);
  const { tasks, total } = await office.read.tasks.listOwedBelow(unit.path, page, today);
  return { unit, lines: tasks, total, mayOpen: true };
}

/** Whom no message reaches. */
export async function listLost(
  actor: PersonActor,
  unitId: number,
  page: Page,
  office: Office,
): Promise<Names<LostPerson>> {
  const { unit } = await getSeen(actor, unitId, office);
  await recordLook(actor, { what: 'missing', unit }, office);
  const { people, total } = await office.read.people.listLost(unit.path, dayOf(office.clock.now(), office.zone), page);
  return { unit, lines: people, total, mayOpen: true };
}

/** `công văn 12/CV-SNN`, `12 / cv`, `12`: a number as it is compared. Null where there is none. */
export function readNumber(words: string): string | null {
  const folded = foldText(words).replace(/\s*([/-])\s*/g, '$1');
  return /(?:^|\s)(\d[\w./-]*)\s*$/.exec(folded)?.[1] ?? null;
}

/** What `/status WORDS` can mean: units by code or name, directives by number, of those that the reader sees. */
export interface Meant {
  units: Unit[];
  directives: (NumberedDirective & { unitId: number })[];
}

/** Said alike of what is not there and of what is not theirs: `statusNotFound`. Throws `mayNotSee` to whoever has no role. */
export async function findMeant(actor: PersonActor, words: string, limit: number, office: Office): Promise<Meant> {
  const places = placesOf(actor, SEEING_ROLES);
  if (places.length === 0) throw new Problem('mayNotSee');
  const units = await findSeenUnits(actor, words, limit, office);
  if (units.length === 1 && units[0]!.code.toLowerCase() === words.toLowerCase()) return { units, directives: [] };
  const number = readNumber(words);
  const paths = [...new Set(places.map(({ unitPath }) => unitPath))].sort((one, other) => one.length - other.length);
  const found = number === null ? [] : await office.read.compliance.findByNumber(paths, number, limit);
  const unitIdAt = (path: string) => places.find(({ unitPath }) => unitPath === path)!.unitId;
  if (units.length + found.length === 0) throw new Problem('statusNotFound');
  return { units, directives: found.map((one) => ({ ...one, unitId: unitIdAt(one.path) })) };
}
