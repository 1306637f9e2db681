import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  planRoster,
  type Roster,
  type RosterPlan,
  type RosterResult,
  type RosterTable,
} from '../../../src/domain/people/roster.ts';

const TODAY = '2026-11-21';
const EMPTY: Roster = { units: [], people: [], posts: [] };

/** A table as it would be read from these lines of CSV; the header is line 1. */
function table(...lines: string[]): RosterTable {
  const [header = [], ...records] = lines.map((line) => line.split(',').map((cell) => cell.trim()));
  const rows = records.map((cells, index) => ({
    line: index + 2,
    cells: Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ''])),
  }));
  return { header, rows };
}

const units = (...lines: string[]) =>
  table('code,name,parent_code,province,aliases,valid_from,valid_to,predecessors', ...lines);
const people = (...lines: string[]) => table('staff_no,full_name,unit_code,role,phone,locale', ...lines);

function planOf(result: RosterResult): RosterPlan {
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.plan;
}

const faultsOf = (result: RosterResult) =>
  result.ok ? [] : result.faults.map((fault) => [fault.file, fault.line, fault.code]);

/** Writes a plan as a database would, in the plan's own order. */
function write(roster: Roster, plan: RosterPlan): Roster {
  const units = roster.units.map((unit) => ({ ...unit }));
  const idOf = (code: string) => units.find((unit) => unit.code === code)!.id;
  const changed = plan.units?.changed.map((change) => change.after) ?? [];
  for (const { parentCode, ...fields } of [...(plan.units?.added ?? []), ...changed]) {
    const parentId = parentCode === null ? null : idOf(parentCode);
    const present = units.find((unit) => unit.code === fields.code);
    if (present) Object.assign(present, fields, { parentId });
    else units.push({ ...fields, signsOff: fields.signsOff ?? null, id: units.length + 1, parentId, path: '' });
  }
  const people = roster.people.map((person) => ({ ...person }));
  let posts = [...roster.posts];
  for (const { before, fields, opens, ends } of [...(plan.people?.added ?? []), ...(plan.people?.changed ?? [])]) {
    const id = before?.id ?? people.length + 1;
    if (before) Object.assign(people.find((person) => person.id === id)!, fields);
    else people.push({ ...fields, id });
    posts = posts.filter((post) => !ends.includes(post));
    for (const { unitCode, role } of opens) {
      posts.push({
        id: posts.length + 1000,
        personId: id,
        unitId: idOf(unitCode),
        role,
        fromOn: plan.today,
        toOn: null,
      });
    }
  }
  return { units, people, posts };
}

const counts = (part: object | null) =>
  part && Object.fromEntries(Object.entries(part).map(([name, list]) => [name, (list as unknown[]).length]));

const OFFICE_UNITS = units(
  'SNN,Sở Nông nghiệp và Môi trường,,66,,,,',
  'CCKL,Chi cục Kiểm lâm,SNN,66,Kiểm lâm|CC KL,01/07/2025,,CCKL1|CCKL2',
);
const OFFICE_PEOPLE = people(
  '001,Nguyễn Văn An,SNN,leader,0912 345 678,vi',
  '002, Trần  Thị Bình ,CCKL,staff,,',
  '002,Trần Thị Bình,SNN,clerk,0987654321,',
  '002,Trần Thị Bình,SNN,clerk,0987.654.321,en',
);
const OFFICE = write(EMPTY, planOf(planRoster({ units: OFFICE_UNITS, people: OFFICE_PEOPLE }, EMPTY, TODAY)));

describe('a first import', () => {
  const plan = planOf(planRoster({ units: OFFICE_UNITS, people: OFFICE_PEOPLE }, EMPTY, TODAY));

  test('adds units with all that the file says of them, parents first', () => {
    const backwards = { ...OFFICE_UNITS, rows: [...OFFICE_UNITS.rows].reverse() };
    const { added } = planOf(planRoster({ units: backwards }, EMPTY, TODAY)).units!;
    expect(added.map((unit) => unit.code)).toEqual(['SNN', 'CCKL']);
    expect(added[1]).toEqual({
      code: 'CCKL',
      name: 'Chi cục Kiểm lâm',
      parentCode: 'SNN',
      province: '66',
      aliases: ['Kiểm lâm', 'CC KL'],
      validFrom: '2025-07-01',
      validTo: null,
      predecessors: ['CCKL1', 'CCKL2'],
      signsOff: null,
    });
  });

  test('counts people, not lines; several lines are several posts, the same one twice is one', () => {
    expect(counts(plan.people)).toEqual({ added: 2, changed: 0, unchanged: 0, missing: 0 });
    expect(plan.people!.added[1]).toEqual({
      before: null,
      fields: { staffNo: '002', fullName: 'Trần Thị Bình', phone: '+84987654321', locale: 'en', leftOn: null },
      opens: [
        { unitCode: 'CCKL', role: 'staff' },
        { unitCode: 'SNN', role: 'clerk' },
      ],
      ends: [],
      retimes: [],
    });
  });

  test('finds columns in any case and warns of those that it does not know', () => {
    const result = planRoster(
      { people: table(' Staff_No ,FULL_NAME,unit_code,Role,Birthday', '1,An,SNN,Staff,1990') },
      OFFICE,
      TODAY,
    );
    expect(result).toMatchObject({
      ok: true,
      warnings: [{ file: 'people', code: 'columnUnknown', params: { column: 'Birthday' } }],
    });
  });
});

describe('a further import', () => {
  test('of the same files changes nothing', () => {
    const plan = planOf(planRoster({ units: OFFICE_UNITS, people: OFFICE_PEOPLE }, OFFICE, '2026-12-01'));
    expect(counts(plan.units)).toEqual({ added: 0, changed: 0, unchanged: 2, missing: 0 });
    expect(counts(plan.people)).toEqual({ added: 0, changed: 0, unchanged: 2, missing: 0 });
  });

  test('ends the posts that are not in the file and opens the new ones', () => {
    const file = people('002,Trần Thị Bình,CCKL,deputy,0987654321,en', '002,Trần Thị Bình,SNN,clerk,,');
    const { changed, missing } = planOf(planRoster({ people: file }, OFFICE, TODAY)).people!;
    expect(changed).toHaveLength(1);
    expect(changed[0]!.opens).toEqual([{ unitCode: 'CCKL', role: 'deputy' }]);
    expect(changed[0]!.ends.map((post) => post.role)).toEqual(['staff']);
    expect(missing.map((person) => person.staffNo)).toEqual(['001']);
  });

  test('reports who is missing and removes nobody; who had left is not missing, and is back when in the file', () => {
    const left: Roster = {
      ...OFFICE,
      people: OFFICE.people.map((person) => ({ ...person, leftOn: '2026-10-01' })),
      posts: [],
    };
    const file = people('001,Nguyễn Văn An,SNN,leader,0912345678,vi');
    const plan = planOf(planRoster({ people: file }, left, TODAY));
    expect(plan.people!.missing).toEqual([]);
    expect(plan.people!.changed[0]).toMatchObject({
      fields: { leftOn: null },
      opens: [{ unitCode: 'SNN', role: 'leader' }],
    });
    expect(
      planOf(planRoster({ units: units('SNN,Sở,,,,,,') }, OFFICE, TODAY)).units!.missing.map((unit) => unit.code),
    ).toEqual(['CCKL']);
  });

  test('leaves alone what the file has no column for, and a language that was chosen', () => {
    const file = table('staff_no,full_name,unit_code,role', '001,Nguyễn Văn An,SNN,leader');
    expect(counts(planOf(planRoster({ people: file }, OFFICE, TODAY)).people)).toMatchObject({ unchanged: 1 });
    const short = table('code,name,parent_code', 'CCKL,Chi cục Kiểm lâm,SNN');
    expect(counts(planOf(planRoster({ units: short }, OFFICE, TODAY)).units)).toMatchObject({ unchanged: 1 });
    const empty = people('002,Trần Thị Bình,CCKL,staff,0987654321,', '002,Trần Thị Bình,SNN,clerk,,');
    expect(counts(planOf(planRoster({ people: empty }, OFFICE, TODAY)).people)).toMatchObject({ unchanged: 1 });
  });

  test('may turn the tree upside down', () => {
    const plan = planOf(
      planRoster({ units: units('SNN,Sở,CCKL,,,,,', 'CCKL,Chi cục,BO,,,,,', 'BO,Bộ,,,,,,') }, OFFICE, TODAY),
    );
    expect(plan.units!.added.map((unit) => unit.code)).toEqual(['BO']);
    expect(plan.units!.changed.map((change) => change.after.code)).toEqual(['CCKL', 'SNN']);
  });
});

describe('every bad line is named', () => {
  test('in the units’ file', () => {
    const file = units(
      'A,Phòng A,,,,,,',
      ',Phòng,A,,,,,',
      'B,,A,,,,,',
      'A,Phòng A,,,,,,',
      'C,Phòng C,X,,,,,',
      'D,Phòng D,E,,,,,',
      'E,Phòng E,D,,,,,',
      'F,Phòng F,A,,,31/02/2026,,',
      'G,Phòng G,A,,,2026-02-01,2026-01-01,',
      'H|I,Phòng H,H|I,,,,,',
    );
    expect(faultsOf(planRoster({ units: file }, EMPTY, TODAY))).toEqual([
      ['units', 3, 'codeMissing'],
      ['units', 4, 'nameMissing'],
      ['units', 5, 'unitDuplicate'],
      ['units', 6, 'parentUnknown'],
      ['units', 7, 'unitCycle'],
      ['units', 8, 'unitCycle'],
      ['units', 9, 'dayUnreadable'],
      ['units', 10, 'daysReversed'],
      ['units', 11, 'codeUnusable'],
      ['units', 11, 'unitCycle'],
    ]);
  });

  test('in the people’s file, among its own lines and against who is on the roster', () => {
    const file = people(
      ',Lê Văn Cường,SNN,staff,,',
      '10,,SNN,staff,,',
      '11,Lê Văn Cường,,staff,,',
      '12,Lê Văn Cường,KHONG,staff,,',
      '13,Lê Văn Cường,SNN,boss,,',
      '14,Lê Văn Cường,SNN,staff,12345,',
      '15,Lê Văn Cường,SNN,staff,,fr',
      '16,Lê Văn Cường,SNN,staff,0911111111,vi',
      '16,Lê Văn Dũng,CCKL,staff,0922222222,en',
      '17,Phạm Em,SNN,staff,0911 111 111,',
      '18,Phạm Giang,SNN,staff,0912345678,',
    );
    const result = planRoster({ people: file }, OFFICE, TODAY);
    expect(faultsOf(result)).toEqual([
      ['people', 2, 'staffNoMissing'],
      ['people', 3, 'nameMissing'],
      ['people', 4, 'unitMissing'],
      ['people', 5, 'unitUnknown'],
      ['people', 6, 'roleUnknown'],
      ['people', 7, 'phoneUnreadable'],
      ['people', 8, 'localeUnknown'],
      ['people', 10, 'nameDiffers'],
      ['people', 10, 'phoneDiffers'],
      ['people', 10, 'localeDiffers'],
      ['people', 11, 'phoneTaken'],
      ['people', 12, 'phoneTaken'],
    ]);
    expect(result).toMatchObject({
      faults: expect.arrayContaining([expect.objectContaining({ params: { phone: '+84912345678', staffNo: '001' } })]),
    });
  });

  test('in the files as a whole: no root, no column', () => {
    expect(faultsOf(planRoster({ units: units() }, EMPTY, TODAY))).toEqual([['units', 1, 'rootMissing']]);
    expect(faultsOf(planRoster({ units: units('A,Phòng,A,,,,,') }, EMPTY, TODAY))).toEqual([
      ['units', 1, 'rootMissing'],
      ['units', 2, 'unitCycle'],
    ]);
    const headless = { units: table('code,name', 'A,Phòng'), people: people('1,An,A,staff,,') };
    expect(faultsOf(planRoster(headless, EMPTY, TODAY))).toEqual([['units', 1, 'columnMissing']]);
  });

  test('whatever else is in the file', () => {
    const good = (at: number) => `G${at},Nguyễn Văn ${at},SNN,staff,,`;
    const bad: [string, string][] = [
      ['S,Lê,X,staff,,', 'unitUnknown'],
      ['S,Lê,SNN,x,,', 'roleUnknown'],
      ['S,Lê,SNN,staff,123,', 'phoneUnreadable'],
      ['S,,SNN,staff,,', 'nameMissing'],
      [',Lê,SNN,staff,,', 'staffNoMissing'],
    ];
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 10 }), { maxLength: 40 }), (choices) => {
        const lines = choices.map((choice, at) => bad[choice]?.[0].replace('S,', `S${at},`) ?? good(at));
        const expected = choices.flatMap((choice, at) => (bad[choice] ? [['people', at + 2, bad[choice][1]]] : []));
        expect(faultsOf(planRoster({ people: people(...lines) }, OFFICE, TODAY))).toEqual(expected);
      }),
    );
  });
});

test('importing twice changes nothing, whatever the office looks like', () => {
  const roles = fc.constantFrom('staff', 'leader', 'deputy', 'clerk', 'focal', 'inspector', 'admin');
  const unitLines = fc.array(fc.nat(), { minLength: 1, maxLength: 20 });
  const postLines = fc.array(fc.tuple(fc.nat({ max: 15 }), fc.nat(), roles, fc.boolean()), { maxLength: 40 });
  fc.assert(
    fc.property(unitLines, postLines, unitLines, postLines, (parents, posts, parentsLater, postsLater) => {
      const first = files(parents, posts);
      const start = write(EMPTY, planOf(planRoster(first, EMPTY, TODAY)));
      const later = { ...files(parentsLater, postsLater) };
      const end = write(start, planOf(planRoster(later, start, TODAY)));
      for (const [file, roster] of [
        [first, start],
        [later, end],
      ] as const) {
        const plan = planOf(planRoster(file, roster, TODAY));
        for (const part of [plan.units, plan.people]) expect(counts(part)).toMatchObject({ added: 0, changed: 0 });
      }
    }),
  );

  function files(parents: number[], posts: [number, number, string, boolean][]) {
    const unitRows = parents.map((parent, at) => `U${at},Đơn vị ${at},${at === 0 ? '' : `U${parent % at}`},,,,,`);
    const postRows = posts.map(
      ([staff, unit, role, hasPhone]) =>
        `S${staff},Nguyễn Văn ${staff},U${unit % parents.length},${role},${hasPhone ? `09123456${10 + staff}` : ''},`,
    );
    return { units: units(...unitRows), people: people(...postRows) };
  }
});

test('an office of 100,000 people is planned in about a second', () => {
  const unitLines = Array.from(
    { length: 400 },
    (_, at) => `U${at},Đơn vị,${at > 0 ? `U${Math.floor((at - 1) / 8)}` : ''},,,,,`,
  );
  const everybody = people();
  everybody.rows = Array.from({ length: 100_000 }, (_, at) => {
    const place = { unit_code: `U${at % 400}`, role: 'staff' };
    return {
      line: at + 2,
      cells: { staff_no: `S${at}`, full_name: `Nguyễn Văn ${at}`, phone: `09${10_000_000 + at}`, ...place },
    };
  });
  const begun = performance.now();
  const plan = planOf(planRoster({ units: units(...unitLines), people: everybody }, EMPTY, TODAY));
  expect(counts(plan.people)).toMatchObject({ added: 100_000 });
  expect(performance.now() - begun).toBeLessThan(5_000);
});
