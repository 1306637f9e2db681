import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  campaignStage,
  type HealthCampaign,
  nearestCampaign,
  owingUnits,
  reminderSlot,
} from '../../../src/domain/declarations/health-campaign.ts';
import { readTimeOfDay } from '../../../src/domain/forms/moment.ts';
import { instant } from '../../../src/lib/clock.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const calendar = { zone: ZONE, quietFrom: '21:30', quietTo: '06:30', closedOn: ['2026-11-24'], workedOn: [] };

const campaign = (path: string, more: Partial<HealthCampaign> = {}): HealthCampaign => ({
  id: path.length,
  unit: { id: 1, name: path, path },
  time: '08:00',
  isEveryDay: false,
  fromOn: '2026-11-23',
  toOn: null,
  endedAt: null,
  reminded: null,
  ...more,
});

const unit = (id: number, path: string) => ({ id, path, validFrom: null, validTo: null });
const UNITS = [unit(1, '/1/'), unit(2, '/1/2/'), unit(3, '/1/3/'), unit(4, '/1/2/4/')];

test('a campaign is ahead, runs, is over, or was ended', () => {
  const one = campaign('/1/', { toOn: '2026-11-25' });
  expect(['2026-11-22', '2026-11-23', '2026-11-25', '2026-11-26'].map((day) => campaignStage(one, day))).toEqual([
    'ahead',
    'running',
    'running',
    'over',
  ]);
  expect(campaignStage({ ...one, endedAt: instant('2026-11-23T01:00:00Z') }, '2026-11-24')).toBe('ended');
});

describe('who declares', () => {
  test('follows the nearest campaign above, whatever the order in which they are listed', () => {
    const paths = ['/1/', '/1/2/', '/1/2/4/', '/1/3/'];
    fc.assert(
      fc.property(fc.shuffledSubarray(paths), (chosen) => {
        const nearest = nearestCampaign(
          chosen.map((path) => campaign(path)),
          '/1/2/4/',
        );
        const reaching = chosen.filter((path) => '/1/2/4/'.startsWith(path));
        const longest = [...reaching].sort((one, other) => other.length - one.length)[0];
        expect(nearest?.unit.path).toBe(longest);
      }),
    );
  });

  test('is nobody on a day off, unless the campaign says every day', () => {
    const all = campaign('/1/');
    const everyDay = campaign('/1/2/', { isEveryDay: true });
    const on = (day: string) => owingUnits(UNITS, [all, everyDay], { day, calendar });
    expect(on('2026-11-23')).toMatchObject({ presentIds: [1, 3], everybodyIds: [2, 4] });
    expect(on('2026-11-24')).toMatchObject({ presentIds: [], everybodyIds: [2, 4] });
    expect(on('2026-11-22')).toMatchObject({ presentIds: [], everybodyIds: [] });
    expect(owingUnits(UNITS, [all, everyDay], { day: '2026-11-23', calendar }, all).everybodyIds).toEqual([]);
  });
});

test('of the reminders that were missed only the last goes out', () => {
  const slot = (at: string) => reminderSlot({ time: '08:00' }, instant(at), ZONE);
  expect(slot('2026-11-22T23:59:00Z')).toBe(null);
  expect(slot('2026-11-23T00:00:00Z')).toBe('before');
  expect(slot('2026-11-23T01:00:00Z')).toBe('at');
  expect(slot('2026-11-23T02:00:00Z')).toBe('after');
  expect(slot('2026-11-23T15:00:00Z')).toBe('after');
});

test('an hour is read as people type it', () => {
  expect(['7:45', '7h45', '8 giờ', '8h', '3h chiều', 'sáng', '25:00'].map(readTimeOfDay)).toEqual([
    '07:45',
    '07:45',
    '08:00',
    '08:00',
    '15:00',
    null,
    null,
  ]);
});
