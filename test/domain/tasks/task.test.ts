import { describe, expect, test } from 'vitest';
import { Problem } from '../../../src/domain/problem.ts';
import { checkTask, isTaskLate, readFigure, type TaskDraft } from '../../../src/domain/tasks/task.ts';
import { instant } from '../../../src/lib/clock.ts';

const now = instant('2026-11-23T01:00:00Z');
const draft: TaskDraft = {
  leadUnitId: 1,
  cooperatingIds: [2],
  text: 'Lập danh sách trực',
  dueAt: instant('2026-11-24T10:00:00Z'),
  isStanding: false,
  amount: null,
  measure: null,
  isRequest: false,
};
const refusalOf = (fields: Partial<TaskDraft>): string => {
  try {
    checkTask({ ...draft, ...fields }, now);
    return '';
  } catch (error) {
    return error instanceof Problem ? error.code : String(error);
  }
};

describe('a task', () => {
  test.each<[string, Partial<TaskDraft>]>([
    ['', {}],
    ['', { dueAt: null, isStanding: true }],
    ['taskTextMissing', { text: ' \n ' }],
    ['taskTextTooLong', { text: 'x'.repeat(1_001) }],
    ['classifiedText', { text: 'TUYỆT MẬT\nLập danh sách' }],
    ['taskDueUnclear', { dueAt: null }],
    ['taskDueUnclear', { isStanding: true }],
    ['deadlinePast', { dueAt: instant('2026-11-23T00:00:00Z') }],
    ['figureUnreadable', { amount: '12' }],
    ['leadCooperates', { cooperatingIds: [1] }],
  ])('is refused with %j: %j', (code, fields) => expect(refusalOf(fields)).toBe(code));

  test('is late only while its unit owes it', () => {
    const late = { dueAt: instant('2026-11-22T10:00:00Z') };
    const states = ['given', 'accepted', 'reported', 'done', 'cannot', 'withdrawn'] as const;
    expect(states.filter((state) => isTaskLate({ ...late, state }, now))).toEqual(['given', 'accepted']);
    expect(isTaskLate({ dueAt: null, state: 'given' }, now)).toBe(false);
  });
});

test.each([
  ['120 ha', { amount: '120', measure: 'ha' }],
  ['1.200,5 triệu đồng', { amount: '1.200,5', measure: 'triệu đồng' }],
  ['100%', { amount: '100', measure: '%' }],
  ['0,5 km', { amount: '0,5', measure: 'km' }],
  ['120', null],
  ['ha', null],
  ['ha 120', null],
  [`1 ${'x'.repeat(41)}`, null],
])('a figure is a number and what it counts: %s', (typed, figure) => expect(readFigure(typed)).toEqual(figure));
