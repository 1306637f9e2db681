import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

test('an office sets its own ladder and calendar in one file, and is told of every fault in it', () => {
  const file = join(tmpdir(), `bao-nhan-settings-${process.pid}.json`);
  const read = (content: string) => {
    writeFileSync(file, content);
    return readConfig({ BOT_TOKEN: '1:a', OFFICE_SETTINGS_FILE: file });
  };
  const good = read(
    '{ "closedOn": ["2026-11-24"], "ladders": { "normal": { "before": ["2h", "1d"], "times": 1, "escalation": { "below": 75 } } } }',
  );
  expect(good.ok && good.config.office.ladders.normal).toMatchObject({
    before: [86_400_000, 7_200_000],
    times: 1,
    repeat: 'workingDay',
    escalation: { below: 0.75, after: 0, every: 'workingDay' },
  });
  expect(good.ok && good.config.office.calendar.closedOn).toEqual(['2026-11-24']);
  const bad = read(
    '{ "quietHours": { "from": "25:00", "to": "06:30" }, "ladders": { "urgent": { "repeat": "soon", "escalation": { "below": 120 } } }, "other": 1 }',
  );
  expect(bad.ok).toBe(false);
  expect(!bad.ok && bad.faults.map((fault) => fault.expected).join('\n')).toMatch(
    /quietHours\.from[\s\S]*ladders\.urgent\.repeat[\s\S]*ladders\.urgent\.escalation\.below/,
  );
  expect(read('{').ok).toBe(false);
});

test('who checks passes at the door is named by unit, and there is nobody unless told', () => {
  const file = join(tmpdir(), `bao-nhan-settings-${process.pid}.json`);
  const checkersIn = (content: string) => {
    writeFileSync(file, content);
    const read = readConfig({ BOT_TOKEN: '1:a', OFFICE_SETTINGS_FILE: file });
    return read.ok ? read.config.office.passCheckers : read.faults.map((fault) => fault.expected).join();
  };
  expect(checkersIn('{}')).toEqual({});
  expect(checkersIn('{ "passCheckers": { "SO": ["BV01"] } }')).toEqual({ SO: ['BV01'] });
  expect(checkersIn('{ "passCheckers": { "SO": "BV01" } }')).toContain('staff numbers by the code of a unit');
});

test('the weekly report has its day and hour, or there is none', () => {
  const file = join(tmpdir(), `bao-nhan-settings-${process.pid}.json`);
  const reportIn = (content: string) => {
    writeFileSync(file, content);
    const read = readConfig({ BOT_TOKEN: '1:a', OFFICE_SETTINGS_FILE: file });
    return read.ok ? read.config.office.report : read.faults.map((fault) => fault.expected).join();
  };
  expect(reportIn('{}')).toEqual({ day: 'tuesday', time: '15:00' });
  expect(reportIn('{ "report": { "day": "monday" } }')).toEqual({ day: 'monday', time: '15:00' });
  expect(reportIn('{ "report": null }')).toBeNull();
  expect(reportIn('{ "report": { "day": "thứ Ba" } }')).toContain('report.day');
});
