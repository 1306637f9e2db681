import { expect, test } from 'vitest';
import type { Directive } from '../../src/domain/directives/directive.ts';
import { createI18n } from '../../src/i18n.ts';
import { instant } from '../../src/lib/clock.ts';
import { type Escalated, escalationScreen } from '../../src/screens/directive-escalation.ts';

const now = instant('2026-11-23T10:01:00Z');
const voice = { t: createI18n('vi').t(), now, zone: 'Asia/Ho_Chi_Minh' };
const share = (name: string) => ({ unitId: 1, name, path: '/1/', due: 20, acknowledged: 2, told: 0 });
const directive = {
  ...{ id: 1, number: '12/KH-SNN', title: 'Rà soát phương án', urgency: 'normal' },
  ...{ deadlineAt: instant('2026-11-23T10:00:00Z'), issuedAt: instant('2026-11-20T10:00:00Z') },
} as Directive;

const report = (fields: Partial<Escalated>): string[] => {
  const unit = { id: 1, name: 'Chi cục Kiểm lâm' };
  const next = { at: instant('2026-11-24T01:00:00Z'), unitName: 'Sở Nông nghiệp' };
  const view = { directive, unit, own: null, missing: [], below: [], next, ...fields };
  return escalationScreen(view, voice).text.split('\n').filter(Boolean);
};
const missing = Array.from({ length: 10 }, (_, index) => ({ fullName: `Người ${index}`, isTold: false }));
const below = Array.from({ length: 40 }, (_, index) => share(`Hạt số ${index}`));

test('a report says how many units or people it leaves out, and stays short', () => {
  expect(report({ below })).toContain('và 34 đơn vị nữa');
  expect(report({ below }).length).toBeLessThanOrEqual(12);
  expect(report({ own: share('Chi cục Kiểm lâm'), missing })).toContain('và 12 người nữa');
  expect(report({ own: share('Chi cục Kiểm lâm'), missing }).length).toBeLessThanOrEqual(12);
  const both = report({ own: share('Chi cục Kiểm lâm'), missing, below });
  expect(both).toEqual(expect.arrayContaining(['và 15 người nữa', 'và 37 đơn vị nữa']));
  expect(both.length).toBeLessThanOrEqual(14);
});
