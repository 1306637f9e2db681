import { afterEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { amendDirective } from '../../src/domain/directives/amend-actions.ts';
import type { AmendmentRequest } from '../../src/domain/directives/amendment-request.ts';
import { decideAmendment, takeBackAmendment } from '../../src/domain/directives/amendment-request-actions.ts';
import type { Directive, DirectiveDraft } from '../../src/domain/directives/directive.ts';
import { endDirective } from '../../src/domain/directives/ending-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import type { SandboxUser } from '../../src/sandbox/sandbox-user.ts';
import { sql } from '../../src/storage/sql.ts';
import { people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { detailsOf } from '../support/evidence.ts';
import { actorNamed, issue, submit, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

let office: TestOffice;
afterEach(() => office.close());

const { say, press } = chatting(() => office);
const last = (who: string) => office.as(who).last();
const said = (who: string): string[] =>
  office
    .as(who)
    .messages()
    .map(({ text }) => text);
const labels = (who: string): string[] =>
  last(who)
    .buttons.flat()
    .map(({ label }) => label);
const problemsOf = (outcomes: PromiseSettledResult<unknown>[]): string[] =>
  outcomes.flatMap((one) => (one.status === 'fulfilled' ? [] : [one.reason.code]));
const stateOf = async ({ id }: Pick<Directive, 'id'>) => (await office.app.office.read.directives.get(id)).state;
const inForce = async () =>
  (await office.app.office.read.directives.listInForce()).filter(({ state }) => state === 'issued');

/** An office in which a leader signs what this unit and those below issue. */
async function openSigning(code = 'SO', options: Parameters<typeof openTestOffice>[0] = {}): Promise<void> {
  office = await openTestOffice(options);
  await office.app.office.inTransaction(async ({ units }) => {
    const { parentId, ...unit } = (await units.findByCode(code))!;
    const parent = parentId === null ? null : await units.get(parentId);
    await units.save({ ...unit, parentCode: parent?.code ?? null, signsOff: true });
  });
}

/** A clerk lays it before whoever signs. */
async function lay(fields: Partial<DirectiveDraft> = {}, by = 'clerk', to = ['H1']): Promise<Directive> {
  const directive = await submit(office, to, fields, await actorNamed(office, by));
  await office.settle();
  return directive;
}

async function fill(): Promise<void> {
  const clicks: (string | RegExp | { say: string })[] = [
    ...[{ say: '/phathanh' }, 'Bỏ qua', { say: 'V/v trực bão' }, { say: 'Trực 24/24 giờ.' }, 'Xong', 'Bỏ qua'],
    ...[/Chi cục Kiểm lâm/, /^Xong/, 'Tất cả mọi người', '17:00 ngày mai', 'Bình thường', 'Có', /Tôi xác nhận/],
  ];
  for (const click of clicks) {
    if (typeof click === 'object' && 'say' in click) await say('clerk', click.say);
    else await press('clerk', click);
  }
}

const MONDAY = instant('2026-11-23T00:30:00Z');

describe('where a unit has it so', () => {
  test('a leader signs before anything leaves, and sees the very card that people get', async () => {
    await openSigning();
    await fill();
    expect(last('clerk').text).toContain('Đơn vị quy định lãnh đạo ký trước khi phát hành');
    await press('clerk', 'Trình lãnh đạo ký');
    expect(last('clerk').text).toContain('Đã trình lãnh đạo ký');
    expect(said('an')).toEqual([]);
    expect(last('director').text).toMatch(/^Cần bạn ký ban hành\nTrần Văn Thư trình/);
    for (const other of ['ranger-head', 'office-head', 'inspector', 'admin']) expect(said(other)).toEqual([]);
    await press('director', 'Xem thử');
    const preview = last('director').text;
    await press('director', '‹ Quay lại');
    await press('director', '✅ Ký ban hành');
    expect(said('director').some((text) => text.includes('✅ Bạn đã ký'))).toBe(true);
    expect(last('an').text).toBe(preview);
    expect(last('clerk').text).toMatch(/đã phát hành/);
  });

  test('a leader issues what is theirs without another signature, and a clerk of a unit that has it otherwise too', async () => {
    await openSigning('KL');
    expect((await lay({}, 'ranger-head')).state).toBe('preparing');
    expect((await lay({}, 'clerk', ['TL'])).state).toBe('preparing');
    await takePost(office, 'giang', 'KL', { instead: true, role: 'clerk' });
    expect((await lay({}, 'giang', ['KL'])).state).toBe('awaiting');
  });

  test('the nearest leaders are asked, those above while nobody there can be told, and nobody is asked of their own', async () => {
    await openSigning('SO');
    await takePost(office, 'giang', 'KL', { instead: true, role: 'clerk' });
    const before = said('director').length;
    await lay({}, 'giang');
    for (const asked of ['ranger-head', 'ranger-deputy']) expect(last(asked).text).toContain('Cần bạn ký ban hành');
    expect(said('director')).toHaveLength(before);
    await office.app.office.inTransaction(async ({ people }) => {
      for (const who of ['ranger-head', 'ranger-deputy']) {
        const account = await people.findAccount(await office.personId(who));
        await people.setUnreachable(account!.id, office.clock.now(), 'blocked');
      }
    });
    await lay({ title: 'Việc thứ hai' }, 'giang');
    expect(last('director').text).toContain('Việc thứ hai');
  });

  test('what a leader does not sign goes back with the reason, and comes again as it was, changed where it had to be', async () => {
    await openSigning();
    await fill();
    await press('clerk', 'Trình lãnh đạo ký');
    await press('director', 'Không đồng ý');
    await press('director', 'Hủy');
    await press('director', '‹ Quay lại');
    await press('director', '‹ Danh sách chờ');
    await press('director', '‹ Văn bản');
    await say('director', '/canlam');
    expect(last('director').text).toMatch(/^Bạn còn \d+ việc[\s\S]*\d\. Ký ban hành /);
    await press('director', /Xem và quyết định/);
    await press('director', 'Không đồng ý');
    await say('director', 'Nói rõ đơn vị nào trực đêm');
    await press('director', 'Không đồng ý');
    expect(last('clerk').text).toContain('không đồng ý nên văn bản chưa phát hành.\nLý do: Nói rõ đơn vị nào trực đêm');
    expect(last('clerk').text).toContain(people.find(({ staffNo }) => staffNo === 'director')!.name);
    await press('clerk', 'Sửa và trình lại');
    await press('clerk', 'Sửa');
    await press('clerk', 'Trích yếu');
    await say('clerk', 'V/v trực bão ban đêm');
    await press('clerk', 'Trình lãnh đạo ký');
    expect(last('director').text).toContain('V/v trực bão ban đêm');
    await press('director', '✅ Ký ban hành');
    expect(last('an').text).toContain('Trực 24/24 giờ.');
    expect(await inForce()).toHaveLength(1);
  });

  test('what has passed its deadline while it waited is not let out, and the leader is told why', async () => {
    await openSigning();
    const directive = await lay({ deadlineAt: instant('2026-11-21T10:00:00Z') });
    await office.advance({ hours: 4 });
    expect(await press('director', '✅ Ký ban hành')).toContain('Hạn xác nhận của văn bản này đã qua');
    expect(await stateOf(directive)).toBe('awaiting');
  });

  test.each(['h1-head', 'ranger-head', 'ranger-deputy'])(
    'whoever leads a unit to which it goes learns nothing of it before it leaves, and stops nothing: %s',
    async (who) => {
      await openSigning();
      const signed = await lay({ title: 'Kiểm tra đột xuất', issueAt: MONDAY });
      await press('director', '✅ Ký ban hành');
      const waiting = await lay({ title: 'Kiểm tra đột xuất' });
      expect(await say(who, '/vanban')).not.toContain('chờ phát hành');
      for (const { id } of [signed, waiting]) {
        const buttons = [`asks:${id}:0`, `asks:${id}:1`, `askp:${id}`, `askf:${id}`, `start:refuse:${id}`, `yes:${id}`];
        for (const data of [...buttons, `now:${id}`, `undo:${id}`, `go:${id}`, `retry:${id}`]) {
          expect(await press(who, { data }), data).toContain('Không còn tìm thấy nội dung này');
        }
        expect(await press(who, { data: `start:task:${id}` })).toContain('dành cho người được');
      }
      expect(said(who).join()).not.toContain('Kiểm tra đột xuất');
      expect([await stateOf(signed), await stateOf(waiting)]).toEqual(['scheduled', 'awaiting']);
    },
  );

  test('a leader who signs what replaces another sees which one ends with it', async () => {
    await openSigning();
    const before = await issue(office, ['H1'], { number: '9/CV-SNN' });
    const directive = await lay({ title: 'Việc thứ hai', replacesId: before.id });
    expect(last('director').text).toContain('🔁 Thay thế Công văn 9/CV-SNN ngay khi phát hành');
    await press('director', '✅ Ký ban hành');
    expect((await office.app.office.read.directives.get(before.id)).replacedById).toBe(directive.id);
  });

  test('a number that was refused or taken back can be issued', async () => {
    await openSigning();
    for (const verb of ['refuse', 'takeBack']) {
      const { id } = await lay({ number: '12/CV-SNN' });
      if (verb === 'takeBack') await press('clerk', { data: `undo:${id}` });
      else {
        await press('director', 'Không đồng ý');
        await press('director', 'Bỏ qua');
        await press('director', 'Không đồng ý');
      }
    }
    const directive = await lay({ number: '12/CV-SNN' });
    await press('director', { data: `yes:${directive.id}` });
    expect(await stateOf(directive)).toBe('issued');
  });
});

describe('a directive with an hour', () => {
  test('leaves at that hour and not before, whatever happened in between', async () => {
    office = await openTestOffice();
    await fill();
    await press('clerk', 'Hẹn giờ');
    expect(labels('clerk')).toContain('7:30 ngày mai');
    expect(await say('clerk', '20/11/2026')).toContain('Giờ phát hành này đã qua');
    expect(await say('clerk', 'sáng mai')).toContain('Phát hành lúc 07:30 ngày mai');
    await press('clerk', 'Hẹn giờ');
    await say('clerk', '16h chủ nhật');
    expect(last('clerk').text).toContain('Phát hành lúc 16:00 ngày mai, Chủ nhật 22/11');
    await press('clerk', /Hẹn giờ phát hành cho \d+ người/);
    expect(last('clerk').text).toContain('Đã hẹn phát hành lúc 16:00');
    await office.advance({ hours: 20 });
    expect(said('an')).toEqual([]);
    await office.restart(async () => office.clock.advance({ hours: 6, minutes: 15 }));
    await office.advance({ minutes: 1 });
    expect(said('an')).toHaveLength(1);
    await office.advance({ minutes: 1 });
    expect(said('an')).toHaveLength(1);
    const [directive] = await inForce();
    expect(directive!.issuedAt!.getTime()).toBeGreaterThan(instant('2026-11-22T09:00:00Z').getTime());
  });

  test('says of what has ended what became of it, whoever presses an old button', async () => {
    await openSigning();
    const pressOld = async (who: string, data: string) => {
      await say(who, '/trogiup');
      await press(who, { data });
      return last(who).text;
    };
    const refused = await lay({ issueAt: MONDAY });
    await press('director', 'Không đồng ý');
    await say('director', 'Chưa đủ căn cứ');
    await press('director', 'Không đồng ý');
    expect(await pressOld('clerk', `asks:${refused.id}:0`)).toContain('Lý do: Chưa đủ căn cứ');
    const taken = await lay({ issueAt: MONDAY });
    await press('director', { data: `yes:${taken.id}` });
    await press('clerk', { data: `undo:${taken.id}` });
    expect(await pressOld('director', `now:${taken.id}`)).toContain('đã được rút lại');
    const own = await lay({ issueAt: MONDAY }, 'director');
    await office.advance({ days: 3 });
    for (const who of ['director', 'clerk']) {
      for (const data of [`asks:${own.id}:0`, `now:${own.id}`]) {
        expect(await pressOld(who, data)).toContain('Văn bản này đã được phát hành.');
      }
    }
  });

  test('that comes after its own deadline, since all was down meanwhile, stays, and its clerk is told', async () => {
    office = await openTestOffice();
    const directive = await lay({ issueAt: MONDAY, deadlineAt: instant('2026-11-23T10:00:00Z') });
    await office.restart(async () => office.clock.advance({ days: 3 }));
    await office.advance({ minutes: 1 });
    expect(await stateOf(directive)).toBe('scheduled');
    expect(last('clerk').text).toContain('thì hạn xác nhận đã qua');
    expect(await press('clerk', { data: `now:${directive.id}` })).toContain('Bạn rút lại để đặt lại hạn');
    expect(said('an')).toEqual([]);
  });

  test('cannot be due before it leaves', async () => {
    office = await openTestOffice();
    await fill();
    await press('clerk', 'Hẹn giờ');
    await say('clerk', '8h thứ 2');
    const answer = await press('clerk', /Hẹn giờ phát hành/);
    expect(answer || last('clerk').text).toContain('Hạn xác nhận sớm hơn giờ phát hành');
    expect(await office.app.office.read.directives.listPending()).toEqual([]);
  });

  test('is found again among what waits, and goes back to be changed; then its hour brings nothing', async () => {
    office = await openTestOffice();
    const directive = await lay({ issueAt: MONDAY });
    await say('clerk', '/vanban');
    await press('clerk', /1 văn bản chờ phát hành/);
    expect(last('clerk').text).toContain('7:30 thứ Hai 23/11'.replace('7:30', '07:30'));
    await press('clerk', '1');
    expect(last('clerk').text).toMatch(/^⏳ Đã hẹn giờ phát hành/);
    await press('clerk', 'Rút lại để sửa');
    expect(last('clerk').text).toContain('Xem lại trước khi phát hành');
    await office.advance({ days: 3 });
    expect(await stateOf(directive)).toBe('cancelled');
    expect(said('an')).toEqual([]);
    expect(await say('giang', '/vanban')).not.toContain('chờ phát hành');
  });

  test('has its number in the year in which it leaves, and so only once', async () => {
    office = await openTestOffice();
    await lay({ number: '12/CV-SNN' });
    const [twelve, thirteen] = [
      await lay({ number: '12/CV-SNN', issueAt: instant('2027-01-04T00:30:00Z') }),
      await lay({ number: '13/CV-SNN', issueAt: instant('2027-01-04T00:30:00Z') }),
    ];
    expect(await press('clerk', { data: `now:${twelve.id}` })).toContain('12/CV-SNN');
    expect(await stateOf(twelve)).toBe('scheduled');
    await press('clerk', { data: `now:${thirteen.id}` });
    expect(await stateOf(thirteen)).toBe('issued');
    await expect(lay({ number: '13/CV-SNN' })).rejects.toMatchObject({ code: 'numberTaken' });
    expect((await lay({ number: '13/CV-SNN', issueAt: instant('2027-01-05T00:30:00Z') })).state).toBe('scheduled');
  });

  test('that is signed in the next year has its number there', async () => {
    await openSigning();
    const [first, second] = [await lay({ number: '12/CV-SNN' }), await lay({ number: '13/CV-SNN' })];
    await office.advance({ days: 60 });
    await issue(office, ['SO'], { number: '12/CV-SNN' });
    expect(await press('director', { data: `yes:${first.id}` })).toContain('12/CV-SNN');
    expect(await stateOf(first)).toBe('awaiting');
    await press('director', { data: `yes:${second.id}` });
    await expect(lay({ number: '13/CV-SNN' })).rejects.toMatchObject({ code: 'numberTaken' });
  });

  test('is no matter any more of a clerk who has become something else', async () => {
    office = await openTestOffice();
    const { id } = await lay({ issueAt: MONDAY });
    await takePost(office, 'clerk', 'VP', { instead: true });
    for (const data of [`asks:${id}:0`, `now:${id}`, `undo:${id}`]) {
      await say('clerk', '/trogiup');
      expect(await press('clerk', { data }), data).toContain('Không còn tìm thấy nội dung này');
    }
    expect(await stateOf({ id })).toBe('scheduled');
  });

  test('does not throw away what its clerk is writing, and leaves now when they want it', async () => {
    office = await openTestOffice();
    const directive = await lay({ issueAt: MONDAY });
    await say('clerk', '/phathanh');
    expect(await press('clerk', { data: `undo:${directive.id}` })).toContain('đang soạn dở một văn bản khác');
    expect(await stateOf(directive)).toBe('scheduled');
    await press('clerk', { data: `asks:${directive.id}:0` });
    await press('clerk', 'Phát hành ngay');
    expect(await stateOf(directive)).toBe('issued');
    expect(await press('clerk', { data: `undo:${directive.id}` })).not.toBe('');
    await say('clerk', '/huy');
    expect(await press('clerk', { data: `undo:${directive.id}` })).toContain('đã được phát hành');
    await office.advance({ days: 3 });
    expect(said('an').filter((text) => text.includes('Về việc ứng phó bão số 9'))).toHaveLength(1);
  });

  test('and to be signed waits for both, and only who signs lets it go earlier', async () => {
    await openSigning();
    const directive = await lay({ issueAt: MONDAY });
    await press('director', '✅ Ký ban hành');
    expect(said('director').at(-1)).toContain('07:30 thứ Hai 23/11');
    expect(said('an')).toEqual([]);
    expect(await press('clerk', { data: `now:${directive.id}` })).toContain('Chỉ lãnh đạo ký văn bản');
    await press('director', { data: `now:${directive.id}` });
    expect(await stateOf(directive)).toBe('issued');
    expect(said('an')).toHaveLength(1);
  });

  test('that nobody has signed by then stays, is said once to both, and leaves when it is signed', async () => {
    await openSigning();
    const directive = await lay({ issueAt: MONDAY });
    await office.advance({ days: 2 });
    const [toClerk, toDirector] = [said('clerk').length, said('director').length];
    expect(last('clerk').text).toContain('mà chưa có người ký');
    expect(last('director').text).toMatch(/^Cần bạn ký ban hành[\s\S]*⏳ Đã qua giờ hẹn 07:30/);
    await office.advance({ hours: 1 });
    expect([said('clerk').length, said('director').length]).toEqual([toClerk, toDirector]);
    await press('director', '✅ Ký ban hành');
    expect(await stateOf(directive)).toBe('issued');
    // The earlier request, too, says so and has no buttons left.
    expect(
      office
        .as('director')
        .messages()
        .flatMap(({ buttons }) => buttons),
    ).toEqual([]);
  });
});

describe('an amendment where a leader signs', () => {
  async function amend(directive: Directive, text = 'Yêu cầu các đơn vị trực 12/24 giờ.'): Promise<void> {
    const { title, deadlineAt } = directive;
    const wish = { title, deadlineAt, text, reason: 'Bão yếu đi', keepsAcknowledged: false };
    await amendDirective(await actorNamed(office, 'clerk'), directive.id, wish, office.app.office);
    await office.advance({ minutes: 1 });
  }
  const pressNew = async (who: string, button: Parameters<SandboxUser['press']>[0]) => {
    const answer = await press(who, button);
    await office.advance({ minutes: 1 });
    return answer;
  };

  test('changes nothing before it is signed, not even as a slip of the first minutes', async () => {
    await openSigning();
    const directive = await issue(office, ['H1']);
    await amend(directive);
    expect(last('director').text).toMatch(/^Cần bạn ký bản sửa đổi/);
    expect(last('director').text).toContain('Bão yếu đi');
    expect(last('an').text).toContain('24/24');
    await expect(amend(directive)).rejects.toMatchObject({ code: 'amendUnderWay' });
    await pressNew('an', /Xác nhận đã đọc/);
    await pressNew('director', '✅ Ký ban hành');
    expect(last('an').text).toContain('12/24');
    expect(last('clerk').text + said('clerk').join()).toContain('Nguyễn Thị Minh đã ký bản sửa đổi');
    expect((await office.app.office.read.directives.get(directive.id)).version).toBe(2);
  });

  test('that is refused leaves what holds as it is, and is not written anew', async () => {
    await openSigning();
    const directive = await issue(office, ['H1']);
    await amend(directive);
    await press('director', 'Không đồng ý');
    await say('director', 'Giữ trực đủ');
    await pressNew('director', 'Không đồng ý');
    expect(last('clerk').text).toContain('Lý do: Giữ trực đủ');
    await press('clerk', 'Sửa và trình lại');
    expect(last('clerk').text).toContain('Xem lại trước khi sửa đổi');
    expect(last('clerk').text).toContain('12/24');
    expect(last('an').text).toContain('24/24');
  });

  test('has one fate, whoever says yes, no, "back" or "withdrawn" at the same moment', async () => {
    await openSigning();
    await takePost(office, 'office-head', 'SO', { role: 'deputy' });
    await takePost(office, 'giang', 'SO', { role: 'clerk' });
    const parts = office.app.office;
    const [director, deputy, ...clerks] = await Promise.all(
      ['director', 'office-head', 'clerk', 'giang'].map(async (who) => (await actorNamed(office, who)) as PersonActor),
    );
    const HAND = { kind: 'office' as const, name: 'test' };
    const refusal = { as: 'refuse' as const, reason: 'Giữ trực đủ' };
    const others: ((request: AmendmentRequest) => Promise<unknown>)[] = [
      ({ id }) => decideAmendment(deputy!, id, refusal, parts),
      ({ id }) => decideAmendment(deputy!, id, { as: 'approve' }, parts),
      ({ id, authorId }) => takeBackAmendment(clerks.find(({ person }) => person.id === authorId)!, id, parts),
      ({ directiveId }) => endDirective(HAND, directiveId, { as: 'withdrawn', reason: 'Ban hành nhầm' }, parts),
    ];
    for (const act of others) {
      const directive = await issue(office, ['H1']);
      const wish = { title: 'V/v trực bão', deadlineAt: null, reason: 'Bão yếu đi', keepsAcknowledged: false };
      const wishes = clerks.map((by, at) => amendDirective(by, directive.id, { ...wish, text: `Ca ${at}.` }, parts));
      expect(problemsOf(await Promise.allSettled(wishes))).toEqual(['amendUnderWay']);
      const [request] = await parts.read.amendmentRequests.listAwaiting();
      const race = [decideAmendment(director!, request!.id, { as: 'approve' }, parts), act(request!)];
      expect(['', 'directiveLeft']).toContain(problemsOf(await Promise.allSettled(race)).join());
      await office.advance({ minutes: 1 });
      const { state } = (await parts.read.amendmentRequests.find(request!.id))!;
      const { version, endedAs } = await parts.read.directives.get(directive.id);
      if (endedAs === null) expect(version, state).toBe(state === 'approved' ? 2 : 1);
      else expect(version).toBe(1);
    }
    const words = [...(await detailsOf(office, 'directive.amend')), ...(await detailsOf(office, 'amendment.refuse'))];
    const decided = await office.database.read.query(
      sql`SELECT id FROM amendment_requests WHERE state IN ('approved', 'refused')`,
    );
    expect(words).toHaveLength(decided.length);
  });

  test('is taken back by its author, and falls with its directive', async () => {
    await openSigning();
    const directive = await issue(office, ['H1']);
    await amend(directive);
    await say('clerk', '/trogiup');
    await press('clerk', { data: `manage:${directive.id}` });
    await pressNew('clerk', 'Rút lại bản sửa đổi');
    expect(last('director').text).toContain('đã được rút lại');
    await amend(directive);
    const HAND = { kind: 'office' as const, name: 'test' };
    await endDirective(HAND, directive.id, { as: 'withdrawn', reason: 'Ban hành nhầm' }, office.app.office);
    await office.advance({ minutes: 1 });
    expect(said('clerk').some((text) => text.includes('không còn áp dụng'))).toBe(true);
    expect(await press('director', { data: 'ayes:2' })).toBe('');
    expect(last('an').text).toContain('Đã thu hồi');
  });
});
