import { type Actor, type PersonActor, reaches } from '../actor.ts';
import { owingAt } from '../declarations/health-owing.ts';
import { mayKeepHealth } from '../declarations/health-policy.ts';
import { maySee } from '../directives/directive-policy.ts';
import { ROLL_CALL_ROLES } from '../rollcalls/roll-call.ts';
import type { Office } from '../stores.ts';
import { READING_ROLES } from '../tasks/task-policy.ts';
import type { UnitCount } from './compliance.ts';

/** How much is owed and how much of it is done. */
export interface Cell {
  due: number;
  done: number;
}

/** Somebody who leads a unit, or stands in for who does. */
export interface Head {
  unitId: number;
  personId: number;
}

/** What one head owes, at the unit that they head; `personId` null for what is the unit's own. */
export interface OfHead extends UnitCount {
  personId: number | null;
}

interface Counted {
  /** Whether somebody may see these figures of a unit and all below it. */
  maySee(actor: Actor, unitPath: string): boolean;
  /** By own unit, at and below a path. */
  count(path: string, office: Office): Promise<UnitCount[]>;
  /** What the heads themselves owe, by the unit that they head. */
  ofHeads(heads: readonly Head[], path: string, office: Office): Promise<OfHead[]>;
}

/**
 * What a unit can owe, in the order of the matrix's columns. A new kind is one entry here, one in `screens/unit-kinds.ts` (its words
 * and what its button opens), and its words.
 */
export const unitKinds = ['directive', 'implement', 'task', 'health', 'rollCall'] as const;
export type UnitKind = (typeof unitKinds)[number];

export const counted: { [Kind in UnitKind]: Counted } = {
  directive: {
    maySee,
    count: (path, { read }) => read.compliance.countByUnit(path),
    ofHeads: (heads, path, { read }) => byHead(heads, (ids) => read.compliance.countOfPeople(path, ids, 'acknowledge')),
  },
  implement: {
    maySee,
    count: (path, { read }) => read.compliance.countStepsByUnit(path),
    ofHeads: (heads, path, { read }) => byHead(heads, (ids) => read.compliance.countOfPeople(path, ids, 'implement')),
  },
  task: {
    maySee: (actor, path) => reaches(actor, READING_ROLES, path),
    count: (path, { read }) => read.tasks.countByUnit(path),
    // What was given to a unit is its head's to do.
    async ofHeads(heads, path, { read }) {
      const unitIds = new Set(heads.map(({ unitId }) => unitId));
      const led = (await read.tasks.countByUnit(path)).filter(({ unitId }) => unitIds.has(unitId));
      return led.map((one) => ({ ...one, personId: null }));
    },
  },
  health: {
    maySee: mayKeepHealth,
    async count(path, office) {
      const about = await owingAt(path, office);
      const figures = await office.read.healthCampaigns.countByUnit(about);
      return figures.map(({ unitId, owed, declared }) => ({ unitId, due: owed, done: declared }));
    },
    ofHeads: (heads, path, office) =>
      byHead(heads, async (ids) => {
        const owing = await office.read.healthCampaigns.listDeclared(await owingAt(path, office), ids);
        return owing.map(({ personId, hasDeclared }) => ({ personId, due: 1, done: hasDeclared ? 1 : 0 }));
      }),
  },
  rollCall: {
    maySee: (actor, path) => reaches(actor, ROLL_CALL_ROLES, path),
    async count(path, { read }) {
      const calls = await read.rollCalls.listRunning();
      const figures = await Promise.all(calls.map(({ id }) => read.rollCalls.listFigures(id, [path])));
      return figures.flat().map(({ unit, safe, help, silent }) => {
        return { unitId: unit.id, due: safe + help + silent, done: safe + help };
      });
    },
    ofHeads: (heads, _, { read }) =>
      byHead(heads, async (ids) => {
        const calls = await read.rollCalls.listRunning();
        const answers = await Promise.all(calls.map(({ id }) => read.rollCalls.listAnswered(id, ids)));
        return answers.flat().map(({ personId, hasAnswered }) => ({ personId, due: 1, done: hasAnswered ? 1 : 0 }));
      }),
  },
};

type OfPerson = Cell & { personId: number };

async function byHead(heads: readonly Head[], count: (personIds: number[]) => Promise<OfPerson[]>): Promise<OfHead[]> {
  const counts = heads.length === 0 ? [] : await count([...new Set(heads.map(({ personId }) => personId))]);
  return heads.map((head) => ({ ...head, ...sumCells(counts.filter(({ personId }) => personId === head.personId)) }));
}

export const sumCells = (cells: readonly Cell[]): Cell => ({
  due: cells.reduce((sum, { due }) => sum + due, 0),
  done: cells.reduce((sum, { done }) => sum + done, 0),
});

/** The kinds whose figures an actor may see of a unit. */
export const kindsSeen = (actor: PersonActor, unitPath: string): UnitKind[] =>
  unitKinds.filter((kind) => counted[kind].maySee(actor, unitPath));
