import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { backUp, bringBack, canBackUp } from '../support/backups.ts';
import { chatting } from '../support/chatting.ts';
import { issue } from '../support/issuing.ts';
import { lastReport, openReportOffice, until } from '../support/reports.ts';

test.runIf(canBackUp)(
  'after a restore a report that was made since is made again for the files, and told to nobody twice',
  async () => {
    const office = await openReportOffice();
    const { texts, last, hear } = chatting(() => office);
    const told = () => texts('director').filter((text) => text.startsWith('Báo cáo tuần'));
    const kept = () => ({ url: office.config.databaseUrl, clock: office.clock });
    await issue(office, ['SO']);
    const file = await backUp(kept());
    await until(office, '2026-11-17 15:00');
    const { id } = await lastReport(office);
    const old = last('director');
    await office.database.disconnect();
    await office.restart(async () => {
      await bringBack(kept(), file);
      office.clock.advance({ hours: 2 });
    });
    await office.advance({ minutes: 1 });
    expect(told()).toHaveLength(1);
    expect((await lastReport(office)).id).toBeGreaterThan(id);
    // The button of the one that is gone leads to nothing, and never to another report.
    await hear('director', () => office.as('director').press('📎 Tệp Word', old));
    expect(last('director').text).toContain('Không còn tìm thấy nội dung này');
    await until(office, '2026-11-24 15:00');
    expect(told()).toHaveLength(2);
    await office.close();
    rmSync(file, { force: true });
  },
);
