import { locales } from '../../lib/locale.ts';
import type { Person } from './person.ts';
import { normalisePhone } from './phone.ts';
import { type Post, type Role, roles } from './post.ts';
import type { PeoplePlan, PlannedPerson, Roster, RosterFault, RosterTable, RosterWarning } from './roster.ts';
import { isOver, type PostDays, readDays, retimed, spanOf } from './roster-days.ts';
import { type RosterRow, readRows } from './roster-rows.ts';

const columns = {
  required: ['staff_no', 'full_name', 'unit_code', 'role'],
  optional: ['phone', 'locale', 'valid_from', 'valid_to'],
} as const;

type Row = RosterRow<(typeof columns)['required' | 'optional'][number]>;

/** What all lines of one staff number say together. */
interface ReadPerson {
  staffNo: string;
  firstLine: number;
  fullName: string;
  phone: string | null;
  phoneLine: number;
  locale: Person['locale'];
  /** By `postKey`. */
  posts: Map<string, { unitCode: string; role: Role } & PostDays>;
}

/** What the people's file makes of the present roster, with every line that does not fit. Without unit codes any unit will do. */
export function planPeople(table: RosterTable, present: Roster, unitCodes: ReadonlySet<string> | null, today: string) {
  const { rows, faults, warnings } = readRows('people', table, columns);
  const read = new Map<string, ReadPerson>();
  for (const row of rows) readLine(row, unitCodes, read, faults);
  const hasPhones = rows.some((row) => row.cells.phone !== undefined);
  checkPhones(read, present.people, faults);
  const plan = toPlan(read, present, hasPhones, today);
  return { plan, faults, warnings: [...warnings, ...openEnded(plan)] };
}

const postKey = (unitCode: string, role: Role): string => `${role} ${unitCode}`;

function readLine(
  { line, cells }: Row,
  unitCodes: ReadonlySet<string> | null,
  read: Map<string, ReadPerson>,
  faults: RosterFault[],
): void {
  const fault = (code: RosterFault['code'], params: RosterFault['params'] = {}) =>
    faults.push({ file: 'people', line, code, params });
  const { staff_no: staffNo = '', full_name: fullName = '', unit_code: unitCode = '' } = cells;
  const role = roles.find((name) => name === cells.role?.toLowerCase());
  const phone = cells.phone ? normalisePhone(cells.phone) : null;
  const locale = locales.find((name) => name === cells.locale?.toLowerCase()) ?? null;
  if (!staffNo) fault('staffNoMissing');
  if (!fullName) fault('nameMissing');
  if (!unitCode) fault('unitMissing');
  else if (unitCodes && !unitCodes.has(unitCode)) fault('unitUnknown', { code: unitCode });
  if (!role) fault('roleUnknown', { role: cells.role ?? '' });
  if (cells.phone && !phone) fault('phoneUnreadable', { phone: cells.phone });
  if (cells.locale && !locale) fault('localeUnknown', { locale: cells.locale });
  const days = readDays(cells, fault);
  if (!staffNo) return;
  const person = read.get(staffNo);
  const said = { staffNo, firstLine: line, fullName, phone, phoneLine: line, locale };
  if (!person) read.set(staffNo, { ...said, posts: new Map() });
  else joinLine(person, said, fault);
  if (role && unitCode) read.get(staffNo)!.posts.set(postKey(unitCode, role), { unitCode, role, ...days });
}

/** Further lines of a person may leave out what an earlier one says, but not say something else. */
function joinLine(
  person: ReadPerson,
  said: Omit<ReadPerson, 'posts'>,
  fault: (code: RosterFault['code'], params: RosterFault['params']) => void,
): void {
  const { staffNo, firstLine } = person;
  if (said.fullName && person.fullName && said.fullName !== person.fullName)
    fault('nameDiffers', { staffNo, firstLine });
  if (said.phone && person.phone && said.phone !== person.phone) fault('phoneDiffers', { staffNo, firstLine });
  if (said.locale && person.locale && said.locale !== person.locale) fault('localeDiffers', { staffNo, firstLine });
  if (!person.phone && said.phone) Object.assign(person, { phone: said.phone, phoneLine: said.phoneLine });
  person.fullName ||= said.fullName;
  person.locale ??= said.locale;
}

/** A phone enrols one person: two in the file, or one in the file and another who stays on the roster, cannot share it. */
function checkPhones(read: Map<string, ReadPerson>, present: readonly Person[], faults: RosterFault[]): void {
  const owners = new Map<string, string>();
  for (const { phone, staffNo, leftOn } of present) {
    if (phone && !leftOn && !read.has(staffNo)) owners.set(phone, staffNo);
  }
  for (const { phone, phoneLine, staffNo } of read.values()) {
    if (!phone) continue;
    const other = owners.get(phone);
    if (other) faults.push({ file: 'people', line: phoneLine, code: 'phoneTaken', params: { phone, staffNo: other } });
    else owners.set(phone, staffNo);
  }
}

function toPlan(read: Map<string, ReadPerson>, present: Roster, hasPhones: boolean, today: string): PeoplePlan {
  const plan: PeoplePlan = { added: [], changed: [], unchanged: [], missing: [] };
  const before = new Map(present.people.map((person) => [person.staffNo, person]));
  const unitCodes = new Map(present.units.map((unit) => [unit.id, unit.code]));
  const posts = new Map<number, Post[]>();
  for (const post of present.posts) posts.set(post.personId, [...(posts.get(post.personId) ?? []), post]);
  for (const said of read.values()) {
    const person = before.get(said.staffNo) ?? null;
    const held = (person && posts.get(person.id)) ?? [];
    const planned = planPerson(said, person, held, { unitCodes, hasPhones, today });
    if (!person) plan.added.push(planned);
    else if (isSame(person, planned)) plan.unchanged.push(person);
    else plan.changed.push(planned);
  }
  plan.missing = present.people.filter((person) => !person.leftOn && !read.has(person.staffNo));
  return plan;
}

function planPerson(
  said: ReadPerson,
  before: Person | null,
  posts: readonly Post[],
  { unitCodes, hasPhones, today }: { unitCodes: ReadonlyMap<number, string>; hasPhones: boolean; today: string },
): PlannedPerson {
  const held = new Map<string, Post>();
  for (const post of posts) held.set(postKey(unitCodes.get(post.unitId) ?? '', post.role), post);
  const fields = {
    staffNo: said.staffNo,
    fullName: said.fullName,
    phone: hasPhones ? said.phone : (before?.phone ?? null),
    // Left empty it says nothing: people choose their language themselves.
    locale: said.locale ?? before?.locale ?? null,
    leftOn: null,
  };
  return {
    before,
    fields,
    opens: [...said.posts]
      .filter(([key, post]) => !held.has(key) && !isOver(post, today))
      .map(([, { unitCode, role, ...days }]) => ({ unitCode, role, ...(isDated(days) ? spanOf(days, today) : {}) })),
    ends: [...held].filter(([key]) => !said.posts.has(key)).map(([, post]) => post),
    retimes: [...held].flatMap(([key, post]) => retimed(post, said.posts.get(key) ?? {}) ?? []),
  };
}

const isDated = ({ validFrom, validTo }: PostDays): boolean => Boolean(validFrom || validTo);

/** An inspection ends: somebody who may read everything from now on for ever is worth a word. */
function openEnded({ added, changed }: PeoplePlan): RosterWarning[] {
  return [...added, ...changed].flatMap(({ fields, opens }) =>
    opens.some(({ role, toOn }) => role === 'inspector' && !toOn)
      ? [{ file: 'people' as const, code: 'inspectorOpenEnded' as const, params: { staffNo: fields.staffNo } }]
      : [],
  );
}

const isSame = (person: Person, { fields, opens, ends, retimes }: PlannedPerson): boolean =>
  opens.length + ends.length + retimes.length === 0 &&
  person.leftOn === null &&
  person.fullName === fields.fullName &&
  person.phone === fields.phone &&
  person.locale === fields.locale;
