import { afterEach, beforeEach, expect, test } from 'vitest';
import { submitDirective } from '../../src/domain/directives/issue-actions.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.close());

test('a directive reaches everybody below its unit, and who acknowledges is counted', async () => {
  const unitIds = [await office.unitId('KL')];
  await submitDirective(
    { kind: 'office', name: 'test' },
    {
      number: '12/CĐ-SNNMT',
      title: 'Về việc chủ động ứng phó bão số 9',
      text: 'Yêu cầu các đơn vị trực 24/24 giờ.',
      unitIds,
      audience: 'everyone',
      deadlineAt: null,
      urgency: 'urgent',
      lateJoiners: true,
      attachments: [],
    },
    null,
    office.app.office,
  );
  await office.settle();
  const an = office.as('an');
  expect(an.last().text).toContain('Về việc chủ động ứng phó bão số 9');
  const press = an.press(/Xác nhận đã đọc/);
  await press.settled;
  await office.settle();
  expect(press.answer?.text).toBe('Đã ghi nhận lúc 14:00 ngày 21/11/2026');
  expect(an.last().text).toContain('✅ Bạn đã xác nhận lúc');
  const leader = office.as('ranger-head');
  leader.send('/tinhhinh');
  await office.settle();
  expect(leader.last().text).toContain('Công điện 12/CĐ-SNNMT');
  expect(leader.last().text).toContain('1/7');
});
