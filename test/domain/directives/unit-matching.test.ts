import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchUnits } from '../../../src/domain/directives/unit-matching.ts';
import type { Unit } from '../../../src/domain/units/unit.ts';

let last = 0;
function unit(code: string, name: string, parent: Unit | null, aliases: string[] = []): Unit {
  last++;
  const path = `${parent?.path ?? '/'}${last}/`;
  const dates = { validFrom: null, validTo: null, predecessors: [], signsOff: null };
  return { id: last, code, name, parentId: parent?.id ?? null, path, province: null, aliases, ...dates };
}

const tinh = unit('UBT', 'Ủy ban nhân dân tỉnh Lam Giang', null, ['UBND tỉnh']);
const so = unit('SNN', 'Sở Nông nghiệp và Môi trường', tinh, ['Sở NN&MT']);
const vanPhong = unit('VP', 'Văn phòng Sở', so);
const keHoach = unit('KHTC', 'Phòng Kế hoạch, Tài chính', so);
const trongTrot = unit('PTT', 'Phòng Trồng trọt', so);
const kiemLam = unit('CCKL', 'Chi cục Kiểm lâm', so);
const thuyLoi = unit('CCTL', 'Chi cục Thủy lợi', so);
const hatMot = unit('H1', 'Hạt Kiểm lâm khu vực 1', kiemLam);
const benDa = unit('XBD', 'UBND xã Bến Đá', tinh);
const lamSon = unit('PLS', 'UBND phường Lam Sơn', tinh);
const office = [tinh, so, vanPhong, keHoach, trongTrot, kiemLam, thuyLoi, hatMot, benDa, lamSon];

const said = (phrase: string, issuing: Unit | null = so) =>
  matchUnits([phrase], office, issuing).map(({ units, scope, isHeads }) => [
    units.map(({ code }) => code).join(' '),
    scope,
    ...(isHeads ? ['heads'] : []),
  ]);

describe('an addressee is the unit', () => {
  test.each([
    ['Chi cục Kiểm lâm', 'CCKL'],
    ['chi cuc kiem lam;', 'CCKL'],
    ['CHI CỤC THUỶ LỢI', 'CCTL'],
    ['Sở NN&MT', 'SNN'],
    ['Sở Nông nghiệp & Môi trường', 'SNN'],
    ['UBND tỉnh Lam Giang', 'UBT'],
    ['Uỷ ban nhân dân xã Bến Đá', 'XBD'],
    ['Phòng Kế hoạch - Tài chính', 'KHTC'],
    ['KHTC', 'KHTC'],
  ])('of that name, however it is written: %s', (phrase, code) => {
    expect(said(phrase)).toEqual([[code, 'each']]);
  });

  test('of that post, heads only', () => {
    expect(said('Chi cục trưởng Chi cục Kiểm lâm')).toEqual([['CCKL', 'each', 'heads']]);
    expect(said('Chánh Văn phòng Sở')).toEqual([['VP', 'each', 'heads']]);
    expect(said('Trưởng phòng Trồng trọt')).toEqual([['PTT', 'each', 'heads']]);
    expect(said('Chủ tịch UBND xã Bến Đá')).toEqual([['XBD', 'each', 'heads']]);
    expect(said('Lãnh đạo Sở')).toEqual([['SNN', 'each', 'heads']]);
  });

  test('and never one that only sounds alike, or one of two', () => {
    expect(said('Chi cục Kiểm ngư')).toEqual([['', null]]);
    expect(said('Kiểm lâm')).toEqual([['', null]]);
    expect(said('Lưu: VT')).toEqual([['', null]]);
    const twin = unit('CCKL2', 'Chi cục Kiểm lâm', tinh);
    expect(matchUnits(['Chi cục Kiểm lâm'], [...office, twin], so)[0]).toMatchObject({ units: [], scope: null });
  });
});

describe('a group of units', () => {
  test.each([
    'Các phòng, đơn vị thuộc Sở',
    'Các phòng, đơn vị trực thuộc Sở',
    'các đơn vị trực thuộc',
    'Toàn thể các phòng, ban, đơn vị thuộc Sở Nông nghiệp và Môi trường',
    'Các cơ quan, đơn vị',
  ])('is all that is below: %s', (phrase) => {
    expect(said(phrase)).toEqual([['SNN', 'allBelow']]);
  });

  test('of one kind is those of that kind', () => {
    expect(said('Các Chi cục trực thuộc Sở')).toEqual([['CCKL CCTL', 'each']]);
    expect(said('Các phòng chuyên môn và các Chi cục')).toEqual([
      ['KHTC PTT', 'each'],
      ['CCKL CCTL', 'each'],
    ]);
    expect(said('UBND các xã, phường', tinh)).toEqual([['XBD PLS', 'each']]);
    expect(said('Các Hạt Kiểm lâm')).toEqual([['', null]]);
  });

  test('is their heads where it says so', () => {
    expect(said('Thủ trưởng các phòng, đơn vị thuộc Sở')).toEqual([['SNN', 'allBelow', 'heads']]);
    expect(said('Trưởng các phòng')).toEqual([['KHTC PTT', 'each', 'heads']]);
  });

  test('is nobody where it is not known below whom', () => {
    expect(said('Các phòng, đơn vị thuộc Sở', null)).toEqual([['', null]]);
    expect(said('Các đơn vị thuộc Sở Y tế')).toEqual([['', null]]);
  });
});

test('several on one line are each matched, names with commas whole, and who is not known is said', () => {
  expect(said('Văn phòng Sở, Phòng Kế hoạch, Tài chính và Chi cục Kiểm ngư')).toEqual([
    ['VP', 'each'],
    ['KHTC', 'each'],
    ['', null],
  ]);
  expect(said('Các phòng: Kế hoạch, Tài chính; Trồng trọt và Thú y')).toEqual([
    ['KHTC', 'each'],
    ['PTT', 'each'],
    ['', null],
  ]);
  const [first, , third] = matchUnits(['Văn phòng Sở, Phòng Trồng trọt và Đội xe'], office, so);
  expect([first?.phrase, third?.phrase]).toEqual(['Văn phòng Sở', 'Đội xe']);
});

test('nobody outside the office is matched, and any phrase is borne', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('Các phòng, ', ' và ', ';', 'thuộc Sở'))),
      (parts) => {
        for (const { units, scope } of matchUnits([parts.join('')], office, so)) {
          expect(units.length > 0).toBe(scope !== null);
        }
      },
    ),
  );
  const begin = performance.now();
  for (const part of ['các ', 'phòng, ', 'và ', 'các phòng chuyên môn, ', 'thuộc '])
    matchUnits([part.repeat(50_000)], office, so);
  expect(performance.now() - begin).toBeLessThan(2000);
});
