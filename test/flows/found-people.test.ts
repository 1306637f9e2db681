import { afterEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { findSeenPeople } from '../../src/domain/compliance/people-views.ts';
import { leaveOffice } from '../../src/domain/people/account-actions.ts';
import { type CastMember, people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { detailsOf } from '../support/evidence.ts';
import { actorNamed, HAND, issue, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

const named = (...names: [staffNo: string, name: string, code: string][]): CastMember[] =>
  names.map(([staffNo, name, code]) => ({ staffNo, name, posts: [[code, 'staff']] }));
const LANS = named(
  ['LG101', 'Phạm Ngọc Lan', 'H1'],
  ['LG102', 'Nguyễn Thị Lan', 'H2'],
  ['LG103', 'Trần Lan Anh', 'H1'],
  ['LG104', 'Đỗ Thị Lan', 'TL'],
  ['LG105', 'Hoàng Văn Lành', 'H1'],
  ['LG106', 'Lê Thị Kiểm', 'TL'],
);

let office: TestOffice;
afterEach(() => office.close());
const open = async (some: CastMember[] = LANS) => {
  office = await openTestOffice({ people: [...people, ...some] });
};
const { say, press, last } = chatting(() => office);
const lines = (who: string) => last(who).text.split('\n');
const labels = (who: string) => last(who).buttons.map((row) => row.map(({ label }) => label));
const NOBODY = 'Không có đơn vị, văn bản hay người nào mang mã, tên hoặc số này trong phạm vi của bạn.';

describe('/tinhhinh with a name', () => {
  test('lists who is called so at the leader’s units, by the given name first, and opens each below the list', async () => {
    await open();
    await issue(office, ['KL'], { number: '5/KH-SNNMT' });
    await say('ranger-head', '/tinhhinh Lan');
    expect(lines('ranger-head')).toEqual([
      '3 người có tên “Lan”',
      '',
      '1. Nguyễn Thị Lan, Hạt Kiểm lâm số 2',
      '2. Phạm Ngọc Lan, Hạt Kiểm lâm số 1',
      '3. Trần Lan Anh, Hạt Kiểm lâm số 1',
    ]);
    expect(labels('ranger-head')).toEqual([['1', '2', '3']]);
    await press('ranger-head', '2');
    expect(lines('ranger-head').slice(0, 3)).toEqual([
      'Phạm Ngọc Lan',
      'Cán bộ, Hạt Kiểm lâm số 1',
      'Điện thoại: 0900 000 014',
    ]);
    expect(last('ranger-head').text).toContain('Còn 1 văn bản chưa xác nhận');
    expect(office.as('ranger-head').messages().at(-2)!.text).toContain('3 người có tên “Lan”');
    expect(lines('ranger-head').length).toBeLessThanOrEqual(12);
  });

  test.each(['phạm ngọc lan', 'pham lan', 'PHAM NGOC LAN', 'LG101', 'lg101', ' Lan  Phạm '])(
    '“%s” opens the one who is meant',
    async (words) => {
      await open();
      expect(await say('ranger-head', `/tinhhinh ${words}`)).toMatch(/^Phạm Ngọc Lan\n/);
    },
  );

  test('says the same of who is not theirs as of who never was, and nothing to staff', async () => {
    await open();
    const said = new Set<string>();
    for (const words of ['Đỗ Thị Lan', 'LG104', 'Giang', 'water-head', 'Không Có Ai', 'XYZ', '%', '_', '. -'])
      said.add(await say('h1-head', `/tinhhinh ${words}`));
    expect([...said]).toEqual([expect.stringContaining(NOBODY)]);
    expect(await say('an', '/tinhhinh Lan')).toContain('Việc của bạn nằm ở /canlam');
    for (const who of ['an', 'h1-head']) {
      await say(who, '/trogiup');
      expect(await press(who, { data: 'stname:0:do_thi_lan' })).toMatch(who === 'an' ? /canlam/ : NOBODY);
      expect(last(who).text).not.toContain('Lan');
    }
  });

  test('finds nobody who has left, and who moves where they are today', async () => {
    await open();
    await takePost(office, 'LG101', 'TL', { instead: true });
    await leaveOffice(HAND, 'LG102', office.app.office);
    await office.settle();
    expect(await say('ranger-head', '/tinhhinh Lan')).toMatch(/^Trần Lan Anh\n/);
    await say('water-head', '/tinhhinh Lan');
    expect(lines('water-head').slice(2)).toEqual([
      '1. Đỗ Thị Lan, Chi cục Thủy lợi',
      '2. Phạm Ngọc Lan, Chi cục Thủy lợi',
    ]);
  });

  test('names of somebody with several posts the unit where the reader sees them', async () => {
    await open();
    await takePost(office, 'LG104', 'H2');
    await takePost(office, 'LG102', 'TL');
    await say('water-head', '/tinhhinh Lan');
    expect(lines('water-head').slice(2)).toEqual([
      '1. Đỗ Thị Lan, Chi cục Thủy lợi',
      '2. Nguyễn Thị Lan, Chi cục Thủy lợi',
    ]);
    await say('ranger-head', '/tinhhinh Thị Lan');
    expect(lines('ranger-head').slice(2)).toEqual([
      '1. Đỗ Thị Lan, Hạt Kiểm lâm số 2',
      '2. Nguyễn Thị Lan, Hạt Kiểm lâm số 2',
    ]);
  });

  test('offers units, directives and people that the same words mean; a unit’s own code means the unit', async () => {
    await open([...LANS, ...named(['LG107', 'Tô Vp', 'TL'], ['12', 'Mười Hai', 'TL'])]);
    await issue(office, ['TL'], { number: '12/CĐ-SNNMT', title: 'Về việc ứng phó bão số 9' });
    await say('director', '/tinhhinh kiểm');
    expect(lines('director')).toEqual(['Bạn muốn xem mục nào?']);
    expect(labels('director').flat()).toEqual([
      ...['Chi cục Kiểm lâm', 'Hạt Kiểm lâm số 1', 'Hạt Kiểm lâm số 2'],
      ...['Hoàng Kiểm · Chi cục Kiểm lâm', 'Lê Thị Kiểm · Chi cục Thủy lợi'],
    ]);
    await press('director', /Lê Thị Kiểm/);
    expect(last('director').text).toMatch(/^Lê Thị Kiểm\n/);
    expect(await say('director', '/tinhhinh VP')).toMatch(/^Văn phòng Sở · /);
    await say('director', '/tinhhinh Vp');
    expect(labels('director').flat()).toEqual(['Văn phòng Sở', 'Tô Vp · Chi cục Thủy lợi']);
    await say('director', '/tinhhinh 12');
    expect(labels('director').flat()).toEqual([
      'Công điện 12/CĐ-SNNMT: Về việc ứng phó bão số 9',
      'Mười Hai · Chi cục Thủy lợi',
    ]);
    expect(await say('ranger-head', '/tinhhinh 12')).toContain(NOBODY);
    expect(await say('ranger-head', '/tinhhinh hôm nay')).toMatch(/^Chi cục Kiểm lâm · hôm nay/);
  });

  test('has eight on a page, says when there are too many to be told apart, and leads to them from among units', async () => {
    const family = ['Bùi', 'Cao', 'Đinh', 'Hà', 'Lê', 'Ngô', 'Tô', 'Vũ', 'Võ'];
    const crowd = (count: number) =>
      named(
        ...Array.from({ length: count }, (_, index): [string, string, string] => {
          return [`H${index}`, `${family[index % 9]} Thị Hạt ${'ABCDE'[Math.floor(index / 9)]}`, 'H1'];
        }),
      );
    await open(crowd(44));
    await say('h1-head', '/tinhhinh thị hạt b');
    expect(lines('h1-head')[0]).toBe('9 người có tên “thị hạt b”');
    expect(labels('h1-head')).toEqual([
      ['1', '2', '3', '4', '5', '6', '7', '8'],
      ['1/2', '›'],
    ]);
    await press('h1-head', '›');
    expect(lines('h1-head')).toEqual(['9 người có tên “thi hat b”', '', '9. Vũ Thị Hạt B, Hạt Kiểm lâm số 1']);
    await press('h1-head', '9');
    expect(last('h1-head').text).toMatch(/^Vũ Thị Hạt B\n/);
    await say('h1-head', '/tinhhinh thị hạt');
    expect(lines('h1-head')[0]).toBe('Hơn 40 người có tên “thị hạt”');
    expect(lines('h1-head').at(-1)).toBe('Chưa thấy người cần tìm, bạn gõ thêm họ, tên đệm sau /tinhhinh.');
    expect(labels('h1-head').at(-1)).toEqual(['1/5', '›']);
    await say('h1-head', '/tinhhinh hạt');
    expect(labels('h1-head').flat()).toEqual(['Hạt Kiểm lâm số 1', '40 người có tên “hạt”']);
    await press('h1-head', /40 người/);
    expect(lines('h1-head')[0]).toBe('Hơn 40 người có tên “hat”');
  });
});

test('an inspector’s search is written down with what was looked for, and so is the card', async () => {
  await open();
  await say('inspector', '/tinhhinh Thị Lan');
  expect(lines('inspector')[0]).toBe('2 người có tên “Thị Lan”');
  expect(await detailsOf(office, 'office.look')).toEqual([{ what: 'people', unit: 'SO', words: 'Thị Lan', from: 1 }]);
  await press('inspector', { data: 'stname:0:thi_lan' });
  await say('inspector', '/tinhhinh Phạm Ngọc Lan');
  expect(last('inspector').text).not.toContain('Điện thoại');
  await say('inspector', '/tinhhinh Không Có Ai');
  expect((await detailsOf(office, 'office.look')).slice(1)).toEqual([
    { what: 'people', unit: 'SO', words: 'thi lan', from: 1 },
    { what: 'person', unit: 'H1', person: 'LG101' },
  ]);
  await say('director', '/tinhhinh Lan');
  expect(await detailsOf(office, 'office.look')).toHaveLength(3);
});

/** Few are looked at one by one, many are walked through by their names: both ways give the same. */
test('in a large office people are found as in a small one', async () => {
  await open();
  const find = async (who: string, words: string) => {
    const actor = (await actorNamed(office, who)) as PersonActor;
    const found = await findSeenPeople(actor, words, { limit: 8, offset: 0 }, office.app.office);
    return found.people.map(({ fullName }) => fullName);
  };
  const asked = ['Lan', 'Thị Lan', 'lành', 'LG106', 'Kiểm', 'Thị', 'Lan Anh', 'anh lan', 'Minh', 'khong'];
  const findAll = async () => await Promise.all(asked.map((words) => find('director', words)));
  const before = await findAll();
  expect(before[0]).toEqual(['Đỗ Thị Lan', 'Nguyễn Thị Lan', 'Phạm Ngọc Lan', 'Trần Lan Anh']);
  expect(before.flat()).toHaveLength(18);
  await office.app.office.inTransaction(async (stores) => {
    const unit = (await stores.units.findByCode('VP'))!;
    const fields = { phone: null, locale: null, leftOn: null };
    const crowd = Array.from({ length: 12_000 }, (_, index) => index);
    const names = crowd.map((index) => ({ ...fields, staffNo: `C${index}`, fullName: `Lý Văn Lượng ${index}` }));
    const post = { unitId: unit.id, role: 'staff' as const, fromOn: '2026-01-01' };
    const ids = [...(await stores.people.saveMany(names)).values()];
    await stores.people.openPosts(ids.map((personId) => ({ ...post, personId })));
  });
  expect(await findAll()).toEqual(before);
  expect(await find('director', 'luong van 11999')).toEqual(['Lý Văn Lượng 11999']);
  expect(await find('office-head', 'luong')).toHaveLength(8);
  expect(await find('office-head', 'Lan')).toEqual([]);
  expect(await find('ranger-head', 'luong')).toEqual([]);
});
