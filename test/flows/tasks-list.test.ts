import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Directive } from '../../src/domain/directives/directive.ts';
import { giveTasks } from '../../src/domain/tasks/give-actions.ts';
import { chatting } from '../support/chatting.ts';
import { HAND } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';
import { give, openOfficeWithPlan, taskNow } from '../support/tasks.ts';

let office: TestOffice;
let directive: Directive;
/** Monday, 23 November 2026, 08:30 in the office. */
beforeEach(async () => {
  ({ office, directive } = await openOfficeWithPlan());
});
afterEach(() => office.close());

const { say, press } = chatting(() => office);
const lastOf = (who: string) => office.as(who).last().text;
describe('/tasks', () => {
  test('lists what is mine, most urgent first, eight to a page', async () => {
    expect(await say('h1-head', '/nhiemvu')).toContain('Bạn không có nhiệm vụ nào');
    await give(office, directive.id, { text: 'Trực thường xuyên', isStanding: true });
    for (let count = 1; count <= 8; count += 1) await give(office, directive.id, { text: `Việc số ${count}` });
    expect(await say('h1-head', '/tasks')).toMatch(
      /Bạn có 9 nhiệm vụ[\s\S]*1\. ⏳ Việc số 1 \(Kế hoạch 374\/KH-SNNMT\): hạn 17:00/,
    );
    await press('h1-head', '›');
    expect(lastOf('h1-head')).toContain('9. ⏳ Trực thường xuyên');
    await press('h1-head', '9');
    expect(lastOf('h1-head')).toContain('Thực hiện thường xuyên');
    expect(await say('an', '/tasks')).toContain('Bạn không có nhiệm vụ nào');
    expect(await say('water-head', '/tasks')).toContain('Bạn không có nhiệm vụ nào');
  });

  test('several given at once come as one message', async () => {
    const before = office.as('h1-head').messages().length;
    const lead = await office.unitId('H1');
    const draft = { leadUnitId: lead, cooperatingIds: [], dueAt: null, isStanding: true, amount: null, measure: null };
    const drafts = ['Trực', 'Báo cáo'].map((text) => ({ ...draft, text, isRequest: false }));
    await giveTasks(HAND, directive.id, drafts, office.app.office);
    await giveTasks(HAND, directive.id, drafts, office.app.office);
    await office.settle();
    expect(office.as('h1-head').messages()).toHaveLength(before + 1);
    expect(lastOf('h1-head')).toMatch(/Đơn vị bạn được giao 2 nhiệm vụ[\s\S]*1\. ⏳ Trực[\s\S]*2\. ⏳ Báo cáo/);
  });

  test('all that one directive gives is accepted with one press, once, and nothing that is not one’s own', async () => {
    const ids: number[] = [];
    for (const text of ['Trực', 'Báo cáo', 'Tuần tra']) {
      ids.push((await give(office, directive.id, { text, cooperating: ['TL'] })).id);
    }
    await say('h1-head', '/nhiemvu');
    const list = office.as('h1-head').last();
    expect(await press('h1-head', '✅ Nhận cả 3 nhiệm vụ')).toBe('Đã nhận 3 nhiệm vụ.');
    expect(lastOf('h1-head')).toMatch(/Bạn có 3 nhiệm vụ/);
    const states = async () => Promise.all(ids.map(async (id) => (await taskNow(office, id)).state));
    expect(await states()).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await press('h1-head', { data: `taskall:${directive.id}` }, list)).toBe('Đã nhận 0 nhiệm vụ.');
    ids.push((await give(office, directive.id, { text: 'Rà soát' })).id);
    await say('water-head', '/nhiemvu');
    const labels = office.as('water-head').last().buttons.flat();
    expect(labels.some(({ label }) => label.startsWith('✅ Nhận'))).toBe(false);
    await press('water-head', { data: `taskall:${directive.id}` });
    expect(await states()).toEqual(['accepted', 'accepted', 'accepted', 'given']);
  });
});
