import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { listChartKinds, viewCurve, viewUnitsChart } from '../../src/domain/compliance/chart-views.ts';
import { viewAcknowledgedDays, viewDeclaredDays } from '../../src/domain/compliance/heat-views.ts';
import { prepareIssue } from '../../src/domain/directives/prepare-actions.ts';
import { remind } from '../../src/domain/directives/remind-actions.ts';
import { type Role, roles } from '../../src/domain/people/post.ts';
import { Problem } from '../../src/domain/problem.ts';
import { instant } from '../../src/lib/clock.ts';
import { callbacks } from '../../src/screens/callbacks.ts';
import { type CastMember, people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { healthStories, PEOPLE, WELL } from '../support/health.ts';
import { actorNamed, HAND, issue, submit } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { readTable } from '../support/table.ts';
import { TestClock } from '../support/test-clock.ts';

let office: TestOffice;
afterEach(() => office.close());
const { say, press, hear, last } = chatting(() => office);
const buttonsOf = (who: string): string[] =>
  last(who)
    .buttons.flat()
    .map(({ label }) => label);

const KL = { number: '12/CĐ-SNNMT', title: 'Về việc ứng phó bão số 9', deadlineAt: instant('2026-11-21T10:00:00Z') };
const isPicture = ({ photo }: { photo?: unknown }) => photo !== undefined;

/** Presses and gives the caption of the picture that follows; it is a PNG of a telephone's width. */
async function picture(who: string, button: RegExp | string | { data: string }): Promise<string> {
  const message = await hear(who, () => office.as(who).press(button), isPicture);
  const bytes = await office.app.sender.download(message.photo!.fileId, 10_000_000);
  expect(bytes.toString('latin1', 1, 4)).toBe('PNG');
  expect(bytes.readUInt32BE(16)).toBe(1_080);
  return message.text;
}

describe('a directive in pictures', () => {
  beforeEach(async () => {
    office = await openTestOffice({ enrolled: people.map((one) => one.staffNo).filter((one) => one !== 'chau') });
  });

  test('shows unit by unit who is done, late, out of reach and not enrolled, the worst first, and says so in words', async () => {
    await issue(office, ['KL'], KL);
    await press('ranger-head', /Xác nhận đã đọc/);
    await press('ranger-deputy', /Xác nhận đã đọc/);
    await press('an', /Xác nhận đã đọc/);
    office.clock.advance({ hours: 4 });
    await say('director', '/tinhhinh KL');
    await press('director', '1');
    await press('director', 'Thêm');
    expect(await picture('director', 'Biểu đồ')).toBe(
      [
        'Công điện 12/CĐ-SNNMT · Chi cục Kiểm lâm',
        'Đã xác nhận 3/7 người, tính đến 18:00 ngày 21/11/2026.',
        'Chưa xác nhận: quá hạn 3, chưa kích hoạt 1.',
        'Hạt Kiểm lâm số 2: 0/2, quá hạn 1, chưa kích hoạt 1',
        'Hạt Kiểm lâm số 1: 1/3, quá hạn 2',
        'Chi cục Kiểm lâm (trực tiếp): 2/2',
      ].join('\n'),
    );
    expect(buttonsOf('director')).toEqual(['Diễn biến xác nhận', '‹ Quay lại']);
    const status = office.as('director').messages().at(-2)!;
    const again = await hear('director', () => office.as('director').press('Biểu đồ', status), isPicture);
    expect(again.text).toContain('Đã xác nhận 3/7');
    await press('director', '‹ Quay lại');
    expect(last('director').text).toContain('Phải xác nhận: 7');
  });

  test('shows how acknowledgements came in, with the deadline and every reminder', async () => {
    const { id } = await issue(office, ['KL'], KL);
    await press('ranger-head', /Xác nhận đã đọc/);
    office.clock.advance({ hours: 1 });
    const about = { directiveId: id, unitId: await office.unitId('KL') };
    await remind((await actorNamed(office, 'director')) as PersonActor, about, office.app.office);
    await office.settle();
    office.clock.advance({ hours: 1, minutes: 20 });
    await press('an', /Xác nhận đã đọc/);
    office.clock.advance({ hours: 1, minutes: 20 });
    await press('binh', /Xác nhận đã đọc/);
    office.clock.advance({ minutes: 20 });
    await say('director', '/tinhhinh KL');
    await press('director', '1');
    await press('director', 'Thêm');
    await picture('director', 'Biểu đồ');
    const caption = await picture('director', 'Diễn biến xác nhận');
    expect(buttonsOf('director')).toEqual(['Theo đơn vị', '‹ Quay lại']);
    // The minutes are those that the story took.
    expect(caption.replace(/:\d\d/g, ':xx').split('\n')).toEqual([
      'Công điện 12/CĐ-SNNMT · Chi cục Kiểm lâm',
      'Xác nhận từ lúc phát hành 14:xx ngày 21/11/2026 đến 18:xx ngày 21/11/2026.',
      'Đến 15:xx 21/11: 1/7 (14%)',
      'Đến 16:xx 21/11: 1/7 (14%)',
      'Đến 17:xx 21/11: 2/7 (29%)',
      'Đến 18:xx 21/11: 3/7 (43%)',
      'Đến hạn 17:xx 21/11: 2/7 (29%)',
      'Đã nhắc 1 lần, lần cuối lúc 15:xx 21/11.',
    ]);
    const curve = await viewCurve(HAND, about, office.app.office);
    expect(curve.counts).toHaveLength(101);
    expect(curve.counts).toEqual([...curve.counts].sort((one, other) => one - other));
    expect(curve.reminders).toHaveLength(1);
  });

  test('of which nobody has acknowledged anything can be drawn, and one that nobody owes any more cannot', async () => {
    const { id } = await issue(office, ['TL'], { ...KL, deadlineAt: null });
    await say('water-head', '/tinhhinh');
    await press('water-head', '1');
    await press('water-head', 'Thêm');
    expect(await picture('water-head', 'Biểu đồ')).toContain('Đã xác nhận 0/2 người');
    expect(await picture('water-head', 'Diễn biến xác nhận')).toContain('0/2 (0%)');
    const empty = callbacks.chart.pack({ kind: 'units', directiveId: 0, unitId: await office.unitId('KL') });
    await say('ranger-head', '/trogiup');
    expect((await hear('ranger-head', () => office.as('ranger-head').press({ data: empty }))).text).toBe(
      'Chưa có số liệu để vẽ.',
    );
    const foreign = callbacks.chart.pack({ kind: 'curve', directiveId: id, unitId: await office.unitId('KL') });
    expect((await hear('ranger-head', () => office.as('ranger-head').press({ data: foreign }))).text).toContain(
      'Không còn tìm thấy',
    );
  });
});

test('a unit shows day by day how much of what was issued to each unit below is acknowledged', async () => {
  office = await openTestOffice({ clock: new TestClock('2026-11-18T02:00:00Z') });
  await issue(office, ['KL'], { title: 'Thứ nhất', deadlineAt: null });
  await press('an', /Xác nhận đã đọc/);
  await press('chau', /Xác nhận đã đọc/);
  office.clock.advance({ days: 2 });
  await press('binh', /Xác nhận đã đọc/);
  await issue(office, ['H1'], { title: 'Thứ hai', deadlineAt: null });
  office.clock.advance({ days: 1 });
  await press('an', /Xác nhận đã đọc/);
  await say('director', '/tinhhinh KL');
  await press('director', 'Thêm');
  expect(await picture('director', 'Biểu đồ')).toContain(
    'Văn bản đang thực hiện · Chi cục Kiểm lâm\nĐã xác nhận 4/10 lượt',
  );
  const caption = await picture('director', 'Xác nhận theo ngày');
  expect(caption.split('\n').slice(2)).toEqual([
    'Tính đến 09:00 ngày 21/11/2026.',
    'Chi cục Kiểm lâm (trực tiếp): 18/11 0%, 19/11 0%, 20/11 0%, 21/11 0%',
    'Hạt Kiểm lâm số 1: 18/11 33%, 19/11 33%, 20/11 33%, 21/11 50%',
    'Hạt Kiểm lâm số 2: 18/11 50%, 19/11 50%, 20/11 50%, 21/11 50%',
  ]);
  expect(buttonsOf('director')).toEqual(['Theo đơn vị', 'Khai báo y tế theo ngày', '‹ Quay lại']);
});

test('health declarations are shown day by day as shares of those who owed one, to those who keep them', async () => {
  office = await openTestOffice({ clock: new TestClock('2026-11-22T22:00:00Z'), people: PEOPLE });
  const stories = healthStories(() => office);
  await stories.begin('ranger-head');
  await stories.declare('an', WELL);
  office.clock.advance({ days: 1 });
  await stories.declare('chau', WELL);
  await say('ranger-head', '/suckhoe');
  const caption = await picture('ranger-head', 'Biểu đồ');
  expect(caption.split('\n').slice(3)).toEqual([
    'Hạt Kiểm lâm số 1: 23/11 33%, 24/11 0%',
    'Chi cục Kiểm lâm (trực tiếp): 23/11 0%, 24/11 0%',
    'Hạt Kiểm lâm số 2: 23/11 0%, 24/11 50%',
  ]);
  await press('ranger-head', '‹ Quay lại');
  expect(last('ranger-head').text).toContain('Khai báo y tế · Chi cục Kiểm lâm');
  await issue(office, ['KL'], { title: 'Về việc trực', deadlineAt: null });
  await say('inspector', '/tinhhinh KL');
  await press('inspector', 'Thêm');
  await picture('inspector', 'Biểu đồ');
  expect(buttonsOf('inspector')).toEqual(['Xác nhận theo ngày', '‹ Quay lại']);
});

test('of many units the worst twelve are shown one by one, and a caption that keeps to its length names them', async () => {
  const many = Array.from({ length: 40 }, (_, at): CastMember => {
    return { staffNo: `n${at}`, name: `Lê Văn ${at}`, posts: [['H1', 'staff']] };
  });
  office = await openTestOffice({ people: [...people, ...many] });
  await office.app.office.inTransaction(async ({ units, people: roster }) => {
    for (const [at, { staffNo }] of many.entries()) {
      const name = `Ban Quản lý rừng phòng hộ đầu nguồn và phát triển nông thôn khu vực số ${at}`;
      const fields = { code: `B${at}`, name, parentCode: 'TL', province: null, aliases: [], predecessors: [] };
      const unitId = await units.save({ ...fields, validFrom: null, validTo: null });
      const personId = (await roster.findByStaffNo(staffNo))!.id;
      await roster.openPosts([{ personId, unitId, role: 'leader', fromOn: '2026-01-01' }]);
    }
  });
  await issue(office, ['TL'], KL);
  for (const staffNo of ['n3', 'n5', 'giang']) await press(staffNo, /Xác nhận đã đọc/);
  await say('water-head', '/tinhhinh');
  await press('water-head', '1');
  await press('water-head', 'Thêm');
  const caption = await picture('water-head', 'Biểu đồ');
  expect(caption.length).toBeLessThanOrEqual(1_024);
  const lines = caption.split('\n');
  expect(lines).toHaveLength(16);
  expect(lines[1]).toContain('Đã xác nhận 3/42');
  expect(lines[3]).toMatch(/^Ban Quản lý rừng.*….*số \d+: 0\/1/);
  expect(lines.at(-1)).toMatch(/^29 đơn vị khác: 3\/30/);
});

const MAY = `
          | units     | curve     | acknowledged | declared
----------+-----------+-----------+--------------+----------
staff     | –         | –         | –            | –
leader    | own below | own below | own below    | own below
deputy    | own below | own below | own below    | own below
clerk     | own below | own below | own below    | –
focal     | own below | own below | own below    | own below
inspector | own below | own below | own below    | –
admin     | own below | own below | own below    | –
nobody    | –         | –         | –            | –
`;
const PLACES = { own: 'KL', below: 'H1', beside: 'TL', above: 'SO' } as const;

test('each role has as a picture what it sees on the screen, of its unit and those below', async () => {
  const someone = (role: Role): CastMember => ({ staffNo: `who-${role}`, name: `Lê ${role}`, posts: [['KL', role]] });
  const nobody: CastMember = { staffNo: 'who-nobody', name: 'Lê Văn Thôi', posts: [] };
  office = await openTestOffice({ people: [...people, ...roles.map(someone), nobody], isStill: true });
  const domain = office.app.office;
  const { id: directiveId } = await submit(office, ['SO'], KL);
  await prepareIssue(directiveId, domain);
  const views = {
    units: (who: PersonActor, unitId: number) => viewUnitsChart(who, { unitId, directiveId }, domain),
    curve: (who: PersonActor, unitId: number) => viewCurve(who, { unitId, directiveId }, domain),
    acknowledged: (who: PersonActor, unitId: number) => viewAcknowledgedDays(who, unitId, domain),
    declared: (who: PersonActor, unitId: number) => viewDeclaredDays(who, unitId, domain),
  };
  for (const [role, cells] of readTable(MAY)) {
    const who = (await actorNamed(office, `who-${role}`)) as PersonActor;
    for (const [kind, places] of Object.entries(cells)) {
      const allowed: string[] = [];
      for (const [place, code] of Object.entries(PLACES)) {
        const unitId = await office.unitId(code);
        const refusal = await refusalOf(() => views[kind as keyof typeof views](who, unitId));
        expect(refusal ?? 'chartEmpty', `${role} ${kind} ${place}`).toMatch(/^(?:notYourUnit|chartEmpty)$/);
        if (refusal !== 'notYourUnit') allowed.push(place);
        const menu = await refusalOf(() => listChartKinds(who, { unitId, directiveId: null }, domain));
        expect(menu === undefined, `${role} menu ${place}`).toBe(cells.units!.includes(place));
      }
      expect(allowed.join(' ') || '–', `${role} ${kind}`).toBe(places);
    }
  }

  async function refusalOf(view: () => Promise<unknown>): Promise<string | undefined> {
    try {
      await view();
      return undefined;
    } catch (error) {
      if (error instanceof Problem) return error.code;
      throw error;
    }
  }
});
