import { writeFileSync } from 'node:fs';
import { afterEach, test } from 'vitest';
import { instant } from '../../src/lib/clock.ts';
import { chatting } from '../support/chatting.ts';
import { issue } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';
import { openReportOffice, sentBytes, until } from '../support/reports.ts';
import { give } from '../support/tasks.ts';

let office: TestOffice;
afterEach(() => office.close());
const { press, hear } = chatting(() => office);

test('each week the leader and the clerk get the report, with last week beside it', async () => {
  office = await openReportOffice();
  const first = await issue(office, ['SO'], {
    number: '12/CĐ-SNNMT',
    title: 'Về việc ứng phó bão số 9',
    deadlineAt: instant('2026-11-17T05:00:00Z'),
  });
  await press('an', /Xác nhận đã đọc/);
  await press('director', /Xác nhận đã đọc/);
  await give(office, first.id, { lead: 'H1', dueAt: instant('2026-11-17T03:00:00Z') });
  await until(office, '2026-11-17 15:00');

  await press('binh', /Xác nhận đã đọc/);
  await issue(office, ['KL'], { number: '374/KH-SNNMT', title: 'Phòng cháy, chữa cháy rừng mùa khô năm 2026 - 2027' });
  await until(office, '2026-11-24 15:00');

  await hear('director', () => office.as('director').press(/Word/));

  writeFileSync('/tmp/h/reports/out.docx', await sentBytes(office, 'director'));
});
