import { afterEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { attest } from '../../src/domain/directives/attest-actions.ts';
import { people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { actorNamed, issue, receiptOf, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { POSTED, packageOf, postedAnchor, verify } from '../support/package.ts';

let office: TestOffice;
afterEach(() => office.close());
const { say, press, hear } = chatting(() => office);

const KL = {
  number: '12/CĐ-SNNMT',
  title: 'Về việc ứng phó bão số 9',
  text: 'Trực 24/24 giờ.\n\n“Khẩn”, 100 % quân số.',
};

/** A directive with acknowledgements, a paper, a newcomer and an end. */
async function live(): Promise<number> {
  office = await openTestOffice();
  const { id } = await issue(office, ['KL'], KL);
  await press('an', /Xác nhận đã đọc/);
  await office.seal();
  const { id: receiptId } = await receiptOf(office, id, 'binh');
  await attest(
    (await actorNamed(office, 'h1-head')) as PersonActor,
    { receiptId, way: 'paper', note: null },
    office.app.office,
  );
  await takePost(office, 'giang', 'H1');
  await press('giang', /Xác nhận đã đọc/);
  await office.seal();
  return id;
}

describe('the record of a directive', () => {
  test('proves itself with the fingerprint that was posted, and says how much', async () => {
    const id = await live();
    const verdict = verify(await packageOf(office, id));
    expect(verdict.faults).toEqual([]);
    expect(verdict).toMatchObject({
      proven: true,
      stream: `directive:${id}`,
      directive: { number: KL.number, title: KL.title },
      key: POSTED,
      isVouched: true,
      acknowledgements: { button: 2, listed: 1, joined: 1, paper: 1 },
      ...{ erased: 0, late: 0, unnamed: 0, restores: 0, revocations: 0 },
    });
    expect(verdict.head!.text).toBe((await postedAnchor(office)).text);
  });

  test('proves what was there by an anchor that was posted before, and that nothing of it changed', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['KL'], KL);
    await press('an', /Xác nhận đã đọc/);
    await packageOf(office, id);
    const { text: anchor } = await postedAnchor(office);
    const before = verify(await packageOf(office, id), { anchor });
    await press('binh', /Xác nhận đã đọc/);
    const verdict = verify(await packageOf(office, id), { anchor });
    expect(verdict.faults).toEqual([]);
    expect(verdict.anchor!.entries).toBe(before.anchor!.entries);
    expect(verdict.entries).toBe(before.entries + 2);
  });

  test('holds who stood on the frozen list, whoever has moved or left since', async () => {
    const id = await live();
    await takePost(office, 'an', 'TL', { instead: true });
    const lines = await packageOf(office, id);
    const lists = lines.filter((line) => line.startsWith('{"roster"')).flatMap((line) => JSON.parse(line).roster);
    const names = lists.map(([staffNo, unit]: string[]) => `${staffNo} ${unit}`);
    expect(names.sort()).toEqual(
      ['an H1', 'binh H1', 'chau H2', 'dung H2', 'h1-head H1', 'ranger-deputy KL', 'ranger-head KL'].sort(),
    );
    expect(verify(lines).faults).toEqual([]);
  });

  test('of a directive that was amended has every text and every list', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['H1'], KL);
    await press('an', /Xác nhận đã đọc/);
    const { amendDirective } = await import('../../src/domain/directives/amend-actions.ts');
    const wish = {
      title: KL.title,
      text: 'Trực 12/24 giờ.',
      deadlineAt: null,
      reason: 'Bão tan',
      keepsAcknowledged: false,
    };
    await amendDirective({ kind: 'office', name: 'test' }, id, wish, office.app.office);
    await office.settle();
    await press('an', /Xác nhận đã đọc/);
    const lines = await packageOf(office, id);
    expect(verify(lines)).toMatchObject({ proven: true, acknowledgements: { button: 2, listed: 2 } });
    const texts = lines
      .filter((line) => line.startsWith('{"text"'))
      .map((line) => Buffer.from(JSON.parse(line).text, 'base64').toString());
    expect(texts.sort()).toEqual([KL.text, 'Trực 12/24 giờ.'].sort());
  });

  test('is given in chat to those over the issuing unit, who stand in it themselves, and to nobody else', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['KL'], KL, await actorNamed(office, 'clerk'));
    const may = new Map(people.map(({ staffNo }) => [staffNo, ['director', 'clerk', 'inspector'].includes(staffNo)]));
    for (const [who, isAllowed] of may) {
      await say(who, '/trogiup');
      const documents = () =>
        office
          .as(who)
          .messages()
          .filter(({ document }) => document).length;
      await hear(who, () => office.as(who).press({ data: `proof:${id}` }));
      expect([who, documents()]).toEqual([who, isAllowed ? 1 : 0]);
    }
    await hear('clerk', () => office.as('clerk').press({ data: `proof:${id}` }));
    expect(office.as('clerk').last().document?.name).toBe('bang-chung-12-cd-snnmt.jsonl.gz');
    const exports = (await packageOf(office, id)).filter((line) => line.includes('directive.exportEvidence'));
    expect(exports.filter((line) => /"person:(director|clerk|inspector)"/.test(line))).toHaveLength(4);
    const labels = async (who: string) => {
      await say(who, '/tinhhinh KL');
      await press(who, '1');
      await press(who, 'Thêm');
      return office
        .as(who)
        .last()
        .buttons.flat()
        .map(({ label }) => label)
        .join();
    };
    expect(await labels('clerk')).toContain('Bằng chứng');
    expect(await labels('ranger-head')).not.toContain('Bằng chứng');
  });
});
