import { foldText } from '../../lib/text.ts';
import type { Unit } from '../units/unit.ts';
import type { UnitFields } from '../units/unit-store.ts';
import type { RosterFault, RosterTable, UnitsPlan } from './roster.ts';
import { type RosterRow, readDay, readRows } from './roster-rows.ts';

const columns = {
  required: ['code', 'name', 'parent_code'],
  optional: ['province', 'aliases', 'valid_from', 'valid_to', 'predecessors', 'sign_off'],
} as const;

type Row = RosterRow<(typeof columns)['required' | 'optional'][number]>;

interface ReadUnit {
  line: number;
  fields: UnitFields;
}

/** What the units' file makes of the present tree, with every line that does not fit. */
export function planUnits(table: RosterTable, present: readonly Unit[]) {
  const { rows, faults, warnings } = readRows('units', table, columns);
  const before = new Map(present.map((unit) => [unit.code, unit]));
  const presentCodes = new Map(present.map((unit) => [unit.id, unit.code]));
  const read = new Map<string, ReadUnit>();
  for (const row of rows) readUnit(row, before, read, faults);
  const parents = new Map(present.map((unit) => [unit.code, parentCodeOf(unit, presentCodes)]));
  for (const [code, { fields }] of read) parents.set(code, fields.parentCode);
  const isReadable = !faults.some((fault) => fault.code === 'columnMissing');
  if (isReadable) checkTree(read, parents, faults);
  // Codes are null where they could not be read: then nobody's unit is called unknown.
  const codes = isReadable ? new Set(parents.keys()) : null;
  return { plan: toPlan(read, before, presentCodes, parents), codes, faults, warnings };
}

const parentCodeOf = (unit: Unit, codes: ReadonlyMap<number, string>): string | null =>
  unit.parentId === null ? null : (codes.get(unit.parentId) ?? null);

function readUnit(
  { line, cells }: Row,
  before: Map<string, Unit>,
  read: Map<string, ReadUnit>,
  faults: RosterFault[],
): void {
  const fault = (code: RosterFault['code'], params: RosterFault['params'] = {}) =>
    faults.push({ file: 'units', line, code, params });
  const { code = '', name = '' } = cells;
  if (!code) fault('codeMissing');
  // The command line lists codes with commas, the file itself with bars.
  if (/[,|]/.test(code)) fault('codeUnusable', { code });
  if (!name) fault('nameMissing');
  const [validFrom, validTo] = (['valid_from', 'valid_to'] as const).map((column) => {
    const day = cells[column] ? readDay(cells[column]) : null;
    if (cells[column] && !day) fault('dayUnreadable', { column, value: cells[column] });
    return day;
  }) as [string | null, string | null];
  const signsOff = cells.sign_off ? readYesNo(cells.sign_off) : null;
  if (signsOff === undefined) fault('signOffUnknown', { value: cells.sign_off ?? '' });
  if (validFrom && validTo && validTo < validFrom) fault('daysReversed', { validFrom, validTo });
  const first = read.get(code);
  if (first) fault('unitDuplicate', { code, firstLine: first.line });
  if (!code || first) return;
  const known = before.get(code);
  const fields: UnitFields = {
    code,
    name,
    parentCode: cells.parent_code || null,
    // A column that the file does not have says nothing, and what is known stays.
    province: cells.province === undefined ? (known?.province ?? null) : cells.province || null,
    aliases: readList(cells.aliases) ?? known?.aliases ?? [],
    validFrom: cells.valid_from === undefined ? (known?.validFrom ?? null) : validFrom,
    validTo: cells.valid_to === undefined ? (known?.validTo ?? null) : validTo,
    predecessors: readList(cells.predecessors) ?? known?.predecessors ?? [],
    signsOff: cells.sign_off === undefined ? (known?.signsOff ?? null) : (signsOff ?? null),
  };
  read.set(code, { line, fields });
}

/** `yes`, `no`, `có`, `không`; undefined for anything else. */
function readYesNo(cell: string): boolean | undefined {
  const word = foldText(cell);
  return ['yes', 'co'].includes(word) ? true : ['no', 'khong'].includes(word) ? false : undefined;
}

function readList(cell: string | undefined): string[] | undefined {
  if (cell === undefined) return undefined;
  const parts = cell.split('|').map((part) => part.trim());
  return [...new Set(parts.filter(Boolean))];
}

/** Every parent is known, nobody is above themselves, and there is a root. */
function checkTree(read: Map<string, ReadUnit>, parents: Map<string, string | null>, faults: RosterFault[]): void {
  for (const { line, fields } of read.values()) {
    if (fields.parentCode !== null && !parents.has(fields.parentCode)) {
      faults.push({ file: 'units', line, code: 'parentUnknown', params: { code: fields.parentCode } });
    }
  }
  for (const circle of findCircles(parents)) {
    for (const code of circle) {
      const unit = read.get(code);
      if (unit)
        faults.push({ file: 'units', line: unit.line, code: 'unitCycle', params: { codes: circle.join(' → ') } });
    }
  }
  if (![...parents.values()].includes(null)) faults.push({ file: 'units', line: 1, code: 'rootMissing', params: {} });
}

function findCircles(parents: Map<string, string | null>): string[][] {
  const circles: string[][] = [];
  const walkedIn = new Map<string, string>();
  for (const start of parents.keys()) {
    const walk: string[] = [];
    let code: string | null | undefined = start;
    while (code != null && !walkedIn.has(code)) {
      walkedIn.set(code, start);
      walk.push(code);
      code = parents.get(code);
    }
    if (code != null && walkedIn.get(code) === start) circles.push(walk.slice(walk.indexOf(code)));
  }
  return circles;
}

function toPlan(
  read: Map<string, ReadUnit>,
  before: Map<string, Unit>,
  presentCodes: Map<number, string>,
  parents: Map<string, string | null>,
): UnitsPlan {
  const plan: UnitsPlan = { added: [], changed: [], unchanged: [], missing: [] };
  for (const { fields } of fromRootsDown(read, parents)) {
    const unit = before.get(fields.code);
    if (!unit) plan.added.push(fields);
    else if (isSame(unit, fields, presentCodes)) plan.unchanged.push(unit);
    else plan.changed.push({ before: unit, after: fields });
  }
  plan.missing = [...before.values()].filter((unit) => !read.has(unit.code));
  return plan;
}

/** Parents before children, as the tree will be: whoever writes in this order finds every parent in its place. */
function fromRootsDown(read: Map<string, ReadUnit>, parents: Map<string, string | null>): ReadUnit[] {
  const ordered = new Map<string, ReadUnit>();
  for (const start of read.keys()) {
    const walk = new Set<string>();
    for (
      let code: string | null | undefined = start;
      code != null && !ordered.has(code) && !walk.has(code);
      code = parents.get(code)
    ) {
      walk.add(code);
    }
    for (const code of [...walk].reverse()) {
      const unit = read.get(code);
      if (unit) ordered.set(code, unit);
    }
  }
  return [...ordered.values()];
}

const isSame = (unit: Unit, fields: UnitFields, codes: Map<number, string>): boolean =>
  unit.name === fields.name &&
  parentCodeOf(unit, codes) === fields.parentCode &&
  unit.province === fields.province &&
  unit.validFrom === fields.validFrom &&
  unit.validTo === fields.validTo &&
  unit.signsOff === (fields.signsOff ?? null) &&
  unit.aliases.join('|') === fields.aliases.join('|') &&
  unit.predecessors.join('|') === fields.predecessors.join('|');
