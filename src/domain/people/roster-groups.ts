import type { RosterGroup } from './group.ts';
import type { GroupsPlan, PlannedGroup, RosterFault, RosterTable } from './roster.ts';
import { type RosterRow, readRows } from './roster-rows.ts';

const columns = { required: ['code', 'name', 'staff_no'], optional: [] } as const;

type Row = RosterRow<(typeof columns)['required'][number]>;

/** What all lines of one group say together. */
interface ReadGroup {
  code: string;
  name: string;
  firstLine: number;
  staffNos: Set<string>;
}

/**
 * What the groups' file makes of the present groups, with every line that does not fit. The lines of a group are all its members:
 * who is no longer among them is one no more. A group that the file does not name stays as it is.
 */
export function planGroups(
  table: RosterTable,
  present: readonly RosterGroup[],
  staff: { present: ReadonlySet<string>; left: ReadonlySet<string> },
) {
  const { rows, faults, warnings } = readRows('groups', table, columns);
  const read = new Map<string, ReadGroup>();
  for (const row of rows) readLine(row, staff, read, faults);
  return { plan: toPlan(read, present), faults, warnings };
}

function readLine(
  { line, cells }: Row,
  staff: { present: ReadonlySet<string>; left: ReadonlySet<string> },
  read: Map<string, ReadGroup>,
  faults: RosterFault[],
): void {
  const fault = (code: RosterFault['code'], params: RosterFault['params'] = {}) =>
    faults.push({ file: 'groups', line, code, params });
  const { code = '', name = '', staff_no: staffNo = '' } = cells;
  if (!code) fault('groupCodeMissing');
  if (!name) fault('nameMissing');
  if (!staffNo) fault('staffNoMissing');
  else if (staff.left.has(staffNo)) fault('personLeft', { staffNo });
  else if (!staff.present.has(staffNo)) fault('personUnknown', { staffNo });
  if (!code) return;
  const group = read.get(code) ?? { code, name, firstLine: line, staffNos: new Set<string>() };
  read.set(code, group);
  if (name && group.name && name !== group.name) fault('groupNameDiffers', { code, firstLine: group.firstLine });
  group.name ||= name;
  if (staffNo) group.staffNos.add(staffNo);
}

function toPlan(read: Map<string, ReadGroup>, present: readonly RosterGroup[]): GroupsPlan {
  const plan: GroupsPlan = { added: [], changed: [], unchanged: [], missing: [] };
  const before = new Map(present.map((group) => [group.code, group]));
  for (const said of read.values()) {
    const group = before.get(said.code) ?? null;
    const planned = planGroup(said, group);
    if (!group) plan.added.push(planned);
    else if (isSame(group, planned)) plan.unchanged.push(group);
    else plan.changed.push(planned);
  }
  plan.missing = present.filter((group) => !read.has(group.code));
  return plan;
}

function planGroup({ code, name, staffNos }: ReadGroup, before: RosterGroup | null): PlannedGroup {
  const members = before?.staffNos ?? [];
  const joins = [...staffNos].filter((staffNo) => !members.includes(staffNo));
  return { code, name, joins, leaves: members.filter((staffNo) => !staffNos.has(staffNo)) };
}

const isSame = (group: RosterGroup, { name, joins, leaves }: PlannedGroup): boolean =>
  group.name === name && joins.length === 0 && leaves.length === 0;
