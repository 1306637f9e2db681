import { describe, expect, test } from 'vitest';
import { type EndedAs, type Standing, standingOf } from '../../../src/domain/directives/standing.ts';
import { askedNumber, checkCodeOf, namesIn, readCheckCode } from '../../../src/domain/directives/verification.ts';

test('a code is the same whoever asks, another one for another version or text, and shorter than an invite', () => {
  const one = { directiveId: 42, version: 1, textHash: 'a'.repeat(64) };
  expect(checkCodeOf(one)).toBe(checkCodeOf({ ...one }));
  const codes = [one, { ...one, version: 2 }, { ...one, directiveId: 43 }, { ...one, textHash: 'b'.repeat(64) }];
  expect(new Set(codes.map(checkCodeOf)).size).toBe(4);
  expect(readCheckCode(checkCodeOf(one))).toMatchObject({ directiveId: 42, version: 1 });
  expect(checkCodeOf({ ...one, directiveId: 2_147_483_647, version: 999 }).length).toBeLessThan(32);
  for (const other of ['', 'v1', 'vABC-1-abcdefghijkl', `v1-1-${'a'.repeat(13)}`, 'k'.repeat(32)]) {
    expect(readCheckCode(other)).toBeNull();
  }
});

describe('a number that is asked for', () => {
  const table: [typed: string, key: string | null][] = [
    ['12/CĐ-SNNMT', '12/cd-snnmt'],
    ['Số: 12/CĐ-SNNMT', '12/cd-snnmt'],
    ['Công điện số 12 / CĐ – SNNMT', '12/cd-snnmt'],
    ['1234/2026/QĐ-UBND', '1234/2026/qd-ubnd'],
    ['12', '12'],
    ['số 374', '374'],
    ['12/CĐ-SNNMT là thật không?', null],
    ['/KH-SNNMT', null],
    ['ngày 12/11', null],
    ['bão', null],
  ];
  test.each(table)('“%s”', (typed, key) => expect(askedNumber(typed)).toBe(key));
});

test('numbers and titles are looked for at the head of a text only', () => {
  const head = 'Văn bản 12/CĐ-SNNMT · Trang 2/7\n\nVề việc ứng phó bão…';
  expect(namesIn(head)).toMatchObject({
    keys: ['12/cd-snnmt'],
    titles: ['van ban 12/cd-snnmt', 've viec ung pho bao'],
  });
  expect(namesIn(`${'dòng\n'.repeat(20)}13/CĐ-SNNMT`).keys).toEqual([]);
});

const STANDINGS: [state: 'issued' | 'closed', endedAs: EndedAs | null, version: number, held: number, is: Standing][] =
  [
    ['issued', null, 1, 1, 'inForce'],
    ['issued', null, 3, 3, 'inForce'],
    ['issued', null, 3, 2, 'amended'],
    ['closed', null, 1, 1, 'closed'],
    ['closed', 'closed', 2, 1, 'closed'],
    ['closed', 'withdrawn', 1, 1, 'withdrawn'],
    ['closed', 'replaced', 2, 1, 'replaced'],
  ];

test.each(STANDINGS)('%s, ended as %s, version %i in force and %i held: %s', (state, endedAs, version, held, is) => {
  expect(standingOf({ state, endedAs, version }, held)).toBe(is);
});
