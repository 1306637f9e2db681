import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RosterGroup } from '../../../src/domain/people/group.ts';
import { type GroupsPlan, planRoster } from '../../../src/domain/people/roster.ts';

const STAFF = ['1', '2', '3', '4'];
const people = STAFF.map((staffNo, index) => {
  return { id: index + 1, staffNo, fullName: 'An', phone: null, locale: null, leftOn: null };
});

const lines = fc.array(fc.record({ code: fc.constantFrom('A', 'B', 'C'), staffNo: fc.constantFrom(...STAFF) }), {
  maxLength: 12,
});

const plan = (said: { code: string; staffNo: string }[], groups: RosterGroup[]): GroupsPlan => {
  const rows = said.map(({ code, staffNo }, index) => {
    return { line: index + 2, cells: { code, name: `Tổ ${code}`, staff_no: staffNo } };
  });
  const file = { header: ['code', 'name', 'staff_no'], rows };
  const result = planRoster({ groups: file }, { units: [], people, posts: [], groups }, '2026-11-21');
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.plan.groups!;
};

/** What the groups are after a plan was written. */
function written(groups: RosterGroup[], { added, changed }: GroupsPlan): RosterGroup[] {
  const after = new Map(groups.map((group) => [group.code, group]));
  for (const { code, name, joins, leaves } of [...added, ...changed]) {
    const before = after.get(code)?.staffNos ?? [];
    const staffNos = [...before.filter((staffNo) => !leaves.includes(staffNo)), ...joins];
    after.set(code, { id: code.charCodeAt(0), code, name, staffNos });
  }
  return [...after.values()];
}

test('groups are what their lines say, whatever they were, and the same lines again change nothing', () => {
  fc.assert(
    fc.property(lines, lines, (first, second) => {
      const before = written([], plan(first, []));
      const after = written(before, plan(second, before));
      for (const { code, staffNos } of after) {
        const source = second.some((line) => line.code === code) ? second : first;
        const said = new Set(source.filter((line) => line.code === code).map((line) => line.staffNo));
        expect(new Set(staffNos)).toEqual(said);
      }
      const again = plan(second, after);
      expect([again.added, again.changed]).toEqual([[], []]);
    }),
  );
});
