/**
 * An eventful fortnight, with every line that the bot writes and every message that reaches a chat by itself read by somebody who looks
 * for what people noticed about their health, for their telephone numbers, and for a name beside how somebody is.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DIGEST_TIME } from '../../src/domain/compliance/digest.ts';
import { REPORT_TIME } from '../../src/domain/compliance/report-time.ts';
import { type Sql, sql } from '../../src/storage/sql.ts';
import { healthStories, ILL, openHealthOffice, PEOPLE } from '../support/health.ts';
import { issue } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';

let office: TestOffice;
let logged: string[];
beforeEach(async () => {
  logged = [];
  office = await openHealthOffice({ logged, mayWarn: true, settings: { digest: DIGEST_TIME, report: REPORT_TIME } });
});
afterEach(() => office.close());

const stories = healthStories(() => office);
const { say, press, walk, last } = stories;

/** What they said of themselves. */
const SYMPTOMS = /sốt|ho khan|38[.,]6|khó thở|gãy chân|cầu đá|21[.,]0285|105[.,]8542|fever|cough|"f1"|bác tư/i;
const RESULTS = /cần ở nhà|ở nhà|cần theo dõi|đủ điều kiện|"home"|"watch"|"fit"|cần hỗ trợ|"help"/i;
const PHONE = /(?:\+?84|0)[ .()-]?9(?:[ .()-]{0,2}\d){8}/;
const NAMES = new RegExp(PEOPLE.map(({ name }) => name.split(' ').slice(-2).join(' ')).join('|'));
const WITHOUT_LIST = /rollcall\.card|rollcall\.account/;

/** What left by itself, as it was sent; not what somebody is told about themselves. */
async function pushed(): Promise<{ kind: string; text: string }[]> {
  const rows = await office.database.read.query<{ kind: string; chatId: number; messageId: number }>(sql`
    SELECT d.kind, a.telegram_id AS "chatId", d.message_id AS "messageId" FROM deliveries d
    JOIN accounts a ON a.person_id = d.person_id WHERE d.state = 'sent' ORDER BY d.id`);
  return rows.flatMap(({ kind, chatId, messageId }) =>
    office.sandbox.requests
      .filter(({ method }) => method === 'sendMessage' || method === 'editMessageText')
      .filter(({ params, userMessageId, method }) => {
        const id = method === 'sendMessage' ? userMessageId : Number(params.message_id);
        return Number(params.chat_id) === chatId && id === messageId && !isShown(params);
      })
      .map(({ params }) => ({ kind, text: String(params.text) })),
  );
}

/** A screen that somebody opened in place of the message: they asked for it. */
const opened = new Set<string>();
const isShown = ({ text }: Record<string, unknown>): boolean => opened.has(String(text));
async function open(who: string, button: string | RegExp | { data: string }): Promise<void> {
  await press(who, button);
  opened.add(last(who).html);
}

const run = (statement: Sql) => office.database.inTransaction((connection) => connection.execute(statement));

/** A table is not where it was while this is done. */
async function without(table: string, act: () => Promise<unknown>): Promise<void> {
  await run(sql`ALTER TABLE ${sql.raw(table)} RENAME TO elsewhere`);
  await act();
  await run(sql`ALTER TABLE elsewhere RENAME TO ${sql.raw(table)}`);
}

test('no line, no push and no word of trouble says how somebody is, or how they are reached', async () => {
  await issue(office, ['SO']);
  await stories.begin('ranger-head');
  await stories.declare(
    'an',
    ILL.map((click, at) => (at === 8 ? 'F1' : click)),
  );
  await open('h1-head', 'Xem khai báo');
  await open('focal', 'Xem khai báo');
  await say('an', '/thedilam');
  await say('h1-head', '/diemdanh');
  await walk('h1-head', 'Xong · 1 đơn vị', { say: 'Bão số 9' }, /^🔴/);
  await press('an', /cần hỗ trợ/);
  await say('an', 'Gãy chân ở cầu Đá, gọi 0900 000 008');
  office.as('an').sendLocation(21.0285, 105.8542);
  await office.settle();
  await say('h1-head', '/trogiup');
  for (let day = 0; day < 9; day += 1) {
    await office.advance({ hours: 4 });
    await office.advance({ hours: 8 });
    await office.advance({ hours: 12 });
  }
  const sent = await pushed();
  const kinds = new Set(sent.map(({ kind }) => kind));
  const expected = [
    'health.alert',
    'health.reminder',
    'followup.word',
    'followup.missing',
    'rollcall.help',
    'digest.morning',
  ];
  for (const kind of expected) expect([...kinds], kind).toContain(kind);
  for (const { kind, text } of sent) {
    expect(text, kind).not.toMatch(SYMPTOMS);
    expect(PHONE.exec(text)?.[0] ?? null, kind).toBeNull();
    if (RESULTS.test(text) && !WITHOUT_LIST.test(kind)) expect(text, kind).not.toMatch(NAMES);
  }
  expect(logged.filter((line) => SYMPTOMS.test(line) || PHONE.test(line) || NAMES.test(line))).toEqual([]);
}, 120_000);

test('what breaks on the way says nothing of it either', async () => {
  await stories.declare('an', ILL);
  await say('h1-head', '/diemdanh');
  await walk('h1-head', 'Xong · 1 đơn vị', { say: 'Bão số 9' }, /^🔴/);
  await press('an', /cần hỗ trợ/);
  await without('roll_call_entries', () => say('an', 'Gãy chân ở cầu Đá, gọi 0900 000 008'));
  expect(last('an').text).toContain('chưa thực hiện được việc này');
  await without('health_looks', () => press('h1-head', 'Xem khai báo'));
  expect(logged.some((line) => line.includes('update set aside'))).toBe(true);
  expect(logged.filter((line) => SYMPTOMS.test(line) || PHONE.test(line) || NAMES.test(line))).toEqual([]);
});
