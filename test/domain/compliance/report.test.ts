import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  mostOverdue,
  type OverduePerson,
  type OwnFigures,
  REPORT_LIMITS,
  reportFigures,
  shareOf,
  silentUnits,
  sumFigures,
  tableOf,
} from '../../../src/domain/compliance/report.ts';
import { lastMoment, weekdays } from '../../../src/domain/compliance/report-time.ts';
import { instant } from '../../../src/lib/clock.ts';

const ZONE = 'Asia/Ho_Chi_Minh';

/** A tree below unit 1: each unit stands below one before it. */
const trees = fc
  .array(
    fc.record({ parent: fc.nat(), counts: fc.dictionary(fc.constantFrom(...reportFigures), fc.nat({ max: 99 })) }),
    {
      minLength: 1,
      maxLength: 25,
    },
  )
  .map((rows) => {
    const own: OwnFigures[] = [];
    for (const [index, { parent, counts }] of rows.entries()) {
      const above = index === 0 ? '/' : own[parent % index]!.path;
      own.push({ id: index + 1, code: `U${index}`, name: `Đơn vị ${index}`, path: `${above}${index + 1}/`, counts });
    }
    return own;
  });

describe('the table of a report', () => {
  test('parts the tree: its lines are the unit itself and those right below, and sum up to the whole', () => {
    fc.assert(
      fc.property(trees, trees, (own, before) => {
        const { total, lines } = tableOf(1, own, before);
        expect(total).toEqual({ now: sumFigures(own), before: sumFigures(before) });
        for (const name of reportFigures) {
          expect(lines.reduce((sum, line) => sum + line.now[name], 0)).toBe(total.now[name]);
        }
        for (const { unit, isSelf } of lines) {
          const { path } = own.find(({ id }) => id === unit.id)!;
          expect(isSelf ? path : path.replace(`${unit.id}/`, '')).toBe('/1/');
        }
      }),
    );
  });

  test('has nothing beside a unit that was not there the last time', () => {
    const unit = (id: number, path: string, owed: number) => ({
      id,
      code: `${id}`,
      name: `${id}`,
      path,
      counts: { owed },
    });
    const { total, lines } = tableOf(1, [unit(1, '/1/', 1), unit(2, '/1/2/', 3)], [unit(1, '/1/', 2)]);
    expect(total.before?.owed).toBe(2);
    expect(lines.map(({ now, before }) => [now.owed, before?.owed ?? null])).toEqual([
      [1, 2],
      [3, null],
    ]);
  });

  test('leaves a unit beside where it stood that day, wherever it has moved', () => {
    const unit = (id: number, path: string) => ({ id, code: `${id}`, name: `${id}`, path, counts: { owed: id } });
    const before = [unit(1, '/1/'), unit(2, '/1/2/'), unit(3, '/1/2/3/')];
    const now = [unit(1, '/1/'), unit(2, '/1/2/'), unit(3, '/1/3/')];
    const { lines } = tableOf(1, now, before);
    expect(lines.map((line) => [line.unit.id, line.now.owed, line.before?.owed])).toEqual([
      [1, 1, 1],
      [2, 2, 5],
      [3, 3, 3],
    ]);
  });
});

test('a share is never 100 before all is done, and of nothing there is none', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200_000 }), fc.nat(), (owed, done) => {
      const acknowledged = done % (owed + 1);
      const share = shareOf({ owed, acknowledged })!;
      expect(share === 100).toBe(acknowledged === owed);
      expect(share).toBeLessThanOrEqual((acknowledged / owed) * 100 + 1e-9);
    }),
  );
  expect(shareOf({ owed: 0, acknowledged: 0 })).toBeNull();
});

test('those who are missing most often are named, in the order of the units, and everybody is counted', () => {
  const people = fc.array(
    fc.record({ unitId: fc.integer({ min: 1, max: 9 }), directives: fc.integer({ min: 1, max: 5 }) }),
    {
      maxLength: REPORT_LIMITS.overdue + 100,
    },
  );
  fc.assert(
    fc.property(people, (some) => {
      const all: OverduePerson[] = some.map((one, index) => ({ ...one, personId: index + 1 }));
      const order = [9, 8, 7, 6, 5, 4, 3, 2, 1];
      const sorted = [...all].sort(
        (one, other) =>
          other.directives - one.directives ||
          order.indexOf(one.unitId) - order.indexOf(other.unitId) ||
          one.personId - other.personId,
      );
      expect(mostOverdue(all, order)).toEqual({ listed: sorted.slice(0, REPORT_LIMITS.overdue), total: all.length });
    }),
  );
});

test('a unit that owes nothing, or has sent anything, is not silent', () => {
  const unit = (unitId: number, owes: boolean, hasSent: boolean) => ({ unitId, owes, hasSent });
  expect(silentUnits([unit(1, true, false), unit(2, true, true), unit(3, false, false)])).toEqual([1]);
});

describe('the moment of the week', () => {
  test('is the last one that has come', () => {
    const tuesday = { day: 'tuesday', time: '15:00' } as const;
    const cases: [now: string, moment: string][] = [
      ['2026-11-24T14:59:59+07:00', '2026-11-17T15:00:00+07:00'],
      ['2026-11-24T15:00:00+07:00', '2026-11-24T15:00:00+07:00'],
      ['2026-11-30T23:00:00+07:00', '2026-11-24T15:00:00+07:00'],
      ['2027-01-01T00:00:00+07:00', '2026-12-29T15:00:00+07:00'],
    ];
    for (const [now, moment] of cases) expect(lastMoment(tuesday, instant(now), ZONE)).toEqual(instant(moment));
  });

  test('is never ahead, never longer than a week ago, and on its day at its hour', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...weekdays),
        fc.integer({ min: 0, max: 23 }),
        fc.date({ min: instant('2026-01-01T00:00:00Z'), max: instant('2030-01-01T00:00:00Z'), noInvalidDate: true }),
        (day, hour, now) => {
          const moment = lastMoment({ day, time: `${String(hour).padStart(2, '0')}:30` }, now, ZONE);
          expect(moment.getTime()).toBeLessThanOrEqual(now.getTime());
          expect(now.getTime() - moment.getTime()).toBeLessThan(7 * 86_400_000);
          const local = new Intl.DateTimeFormat('en', {
            timeZone: ZONE,
            weekday: 'long',
            hour: '2-digit',
            hourCycle: 'h23',
          });
          const said = Object.fromEntries(local.formatToParts(moment).map(({ type, value }) => [type, value]));
          expect([said.weekday!.toLowerCase(), Number(said.hour)]).toEqual([day, hour]);
        },
      ),
    );
  });
});
