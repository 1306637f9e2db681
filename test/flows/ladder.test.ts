import { afterEach, describe, expect, test } from 'vitest';
import type { Urgency } from '../../src/domain/directives/directive.ts';
import { submitDirective } from '../../src/domain/directives/issue-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { TestClock } from '../support/test-clock.ts';

let office: TestOffice;
afterEach(() => office.close());

/** Monday, 23 November 2026, 08:00 in the office. */
const MONDAY = '2026-11-23T01:00:00Z';

async function issue(title: string, urgency: Urgency, deadline: string | null): Promise<void> {
  const unitIds = [await office.unitId('H1')];
  const deadlineAt = deadline ? instant(`${deadline}:00+07:00`) : null;
  const draft = { number: null, title, text: 'Nội dung', unitIds, attachments: [], deadlineAt };
  const kind = { audience: 'everyone', urgency, lateJoiners: true } as const;
  await submitDirective({ kind: 'office', name: 'test' }, { ...draft, ...kind }, null, office.app.office);
  await office.settle();
}

const remindersOf = (staffNo: string) =>
  office
    .as(staffNo)
    .messages()
    .filter((message) => message.text.startsWith('🔔 Nhắc bạn'));

async function openOn(start: string): Promise<void> {
  office = await openTestOffice({ clock: new TestClock(start) });
}

describe('whoever has not acknowledged', () => {
  test('is reminded a day before the deadline, at it, and each working day for three days', async () => {
    await openOn(MONDAY);
    await issue('Kiểm tra an toàn', 'normal', '2026-11-25T17:00');
    const [an, binh] = ['an', 'binh'];
    office.as('binh').press(/Xác nhận đã đọc/);
    await office.settle();
    expect(remindersOf(an)).toHaveLength(0);
    await office.advance({ days: 1, hours: 9 });
    expect(remindersOf(an)).toHaveLength(1);
    await office.advance({ days: 1 });
    expect(remindersOf(an)).toHaveLength(2);
    for (let day = 1; day <= 7; day += 1) await office.advance({ days: 1 });
    expect(remindersOf(an)).toHaveLength(5);
    expect(remindersOf(binh)).toHaveLength(0);
    expect(remindersOf(an).at(-1)!.text).toContain('Kiểm tra an toàn');
  });

  test('is reminded once however often the clock looks, and of everything in one message', async () => {
    await openOn(MONDAY);
    await issue('Kiểm tra an toàn', 'normal', '2026-11-24T17:00');
    await issue('Báo cáo tuần', 'normal', '2026-11-24T17:00');
    await office.advance({ hours: 9 });
    for (let again = 0; again < 3; again += 1) await office.app.ticker.runAll();
    await office.settle();
    expect(remindersOf('an')).toHaveLength(1);
    expect(remindersOf('an')[0]!.text).toMatch(
      /Kiểm tra an toàn[\s\S]*Báo cáo tuần|Báo cáo tuần[\s\S]*Kiểm tra an toàn/,
    );
  });

  test('is left in peace at night and on days off, unless it is immediate', async () => {
    await openOn('2026-11-20T14:00:00Z'); // Friday, 21:00
    await issue('Báo cáo', 'veryUrgent', null);
    await issue('Sơ tán ngay', 'immediate', null);
    await office.advance({ minutes: 11 });
    expect(remindersOf('an')).toHaveLength(1);
    await office.advance({ hours: 12 }); // Saturday morning: of five missed ones one is made up for
    expect(remindersOf('an')).toHaveLength(2);
    await office.advance({ days: 1 });
    expect(remindersOf('an')).toHaveLength(2);
    await office.advance({ days: 1 }); // Monday
    expect(remindersOf('an')).toHaveLength(3);
  });

  test('gets one reminder after a long silence, and none who has blocked the bot', async () => {
    await openOn(MONDAY);
    await issue('Báo cáo', 'veryUrgent', null);
    office.as('binh').block();
    await office.settle();
    await office.advance({ hours: 9 });
    expect(remindersOf('an')).toHaveLength(1);
    expect(remindersOf('binh')).toHaveLength(0);
  });
});
