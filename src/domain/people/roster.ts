/**
 * The pure heart of `cli import`: rows of units.csv and people.csv and the present roster come in; out goes either every line
 * that does not fit, all at once, or a plan with everything needed to write it. Nobody is ever removed: who is not in the file
 * is reported as missing. Planning the same files twice gives a plan in which all is unchanged.
 */
import type { Unit } from '../units/unit.ts';
import type { UnitFields } from '../units/unit-store.ts';
import type { RosterGroup } from './group.ts';
import type { PersonFields } from './people-store.ts';
import type { Person } from './person.ts';
import type { Post, Role } from './post.ts';
import type { Retimed } from './roster-days.ts';
import { planGroups } from './roster-groups.ts';
import { planPeople } from './roster-people.ts';
import { planUnits } from './roster-units.ts';

export type RosterFile = 'units' | 'people' | 'groups';

export interface RosterTable {
  header: readonly string[];
  rows: readonly { line: number; cells: Readonly<Record<string, string>> }[];
}

/** The roster as it is: all units, all people (those who left too) and every open post. */
export interface Roster {
  units: readonly Unit[];
  people: readonly Person[];
  posts: readonly Post[];
  /** None when left out. */
  groups?: readonly RosterGroup[];
}

/** Every reason for which a line is refused. */
export const rosterFaultCodes = [
  'columnMissing',
  'codeMissing',
  'codeUnusable',
  'nameMissing',
  'unitDuplicate',
  'parentUnknown',
  'unitCycle',
  'rootMissing',
  'dayUnreadable',
  'daysReversed',
  'signOffUnknown',
  'staffNoMissing',
  'unitMissing',
  'unitUnknown',
  'roleUnknown',
  'phoneUnreadable',
  'phoneTaken',
  'localeUnknown',
  'nameDiffers',
  'phoneDiffers',
  'localeDiffers',
  'groupCodeMissing',
  'groupNameDiffers',
  'personUnknown',
  'personLeft',
] as const;
export type RosterFaultCode = (typeof rosterFaultCodes)[number];

/** A bad line: `params` are `column`, `code`, `codes`, `value`, `role`, `phone`, `locale`, `staffNo`, `firstLine`, `validFrom`, `validTo`. */
export interface RosterFault {
  file: RosterFile;
  line: number;
  code: RosterFaultCode;
  params: Record<string, string | number>;
}

/** What is done all the same: `params` are `column` or `staffNo`. */
export interface RosterWarning {
  file: RosterFile;
  code: 'columnUnknown' | 'inspectorOpenEnded';
  params: Record<string, string>;
}

/** Added and changed units stand in an order in which every parent comes before its children; write the added ones first. */
export interface UnitsPlan {
  added: UnitFields[];
  changed: { before: Unit; after: UnitFields }[];
  unchanged: Unit[];
  missing: Unit[];
}

/** A person to write, the posts to open and those to end, as of the plan's day where none is named, and those held on other days. */
export interface PlannedPerson {
  before: Person | null;
  fields: PersonFields;
  opens: { unitCode: string; role: Role; fromOn?: string; toOn?: string | null }[];
  ends: Post[];
  retimes: Retimed[];
}

export interface PeoplePlan {
  added: PlannedPerson[];
  changed: PlannedPerson[];
  unchanged: Person[];
  missing: Person[];
}

/** A group to write, and the staff numbers of those who join and leave it. */
export interface PlannedGroup {
  code: string;
  name: string;
  joins: string[];
  leaves: string[];
}

export interface GroupsPlan {
  added: PlannedGroup[];
  changed: PlannedGroup[];
  unchanged: RosterGroup[];
  missing: RosterGroup[];
}

/** A part whose file was not given is null. */
export interface RosterPlan {
  today: string;
  units: UnitsPlan | null;
  people: PeoplePlan | null;
  groups: GroupsPlan | null;
}

/** The files that were given. */
export type RosterFiles = { [File in RosterFile]?: RosterTable | null };

export type RosterResult =
  | { ok: true; plan: RosterPlan; warnings: RosterWarning[] }
  | { ok: false; faults: RosterFault[]; warnings: RosterWarning[] };

/** Plans an import of one file or more; people may hold posts at units, and groups hold people, of the same import. */
export function planRoster(files: RosterFiles, present: Roster, today: string): RosterResult {
  const units = files.units ? planUnits(files.units, present.units) : null;
  const codes = units ? units.codes : new Set(present.units.map((unit) => unit.code));
  const people = files.people ? planPeople(files.people, present, codes, today) : null;
  const groups = files.groups ? planGroups(files.groups, present.groups ?? [], staffOf(present, people?.plan)) : null;
  const faults = [units, people, groups].flatMap((part) => (part?.faults ?? []).sort((a, b) => a.line - b.line));
  const warnings = [units, people, groups].flatMap((part) => part?.warnings ?? []);
  if (faults.length > 0) return { ok: false, faults, warnings };
  const plan = { today, units: units?.plan ?? null, people: people?.plan ?? null, groups: groups?.plan ?? null };
  return { ok: true, plan, warnings };
}

/** The staff numbers of those in the office after the import, and of those who have left it. */
function staffOf({ people }: Roster, plan: PeoplePlan | undefined) {
  const coming = [...(plan?.added ?? []), ...(plan?.changed ?? [])].map(({ fields }) => fields.staffNo);
  const present = new Set([...people.filter(({ leftOn }) => !leftOn).map(({ staffNo }) => staffNo), ...coming]);
  return { present, left: new Set(people.map(({ staffNo }) => staffNo).filter((staffNo) => !present.has(staffNo))) };
}
