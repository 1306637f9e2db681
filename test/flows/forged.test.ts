/**
 * Somebody with a client of their own sends whatever data a button could have: every one of them, with numbers that are nobody's and
 * words that no button says. The office writes a warning for whatever breaks, and a warning fails the test.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillings } from '../../src/bot/forms/fillings.ts';
import { BELOW, type Callback, callbacks } from '../../src/screens/callbacks.ts';
import { chatting } from '../support/chatting.ts';
import { issue } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

let office: TestOffice;
const { say, press } = chatting(() => office);
beforeAll(async () => {
  office = await openTestOffice();
  await issue(office, ['SO']);
  await office.settle();
});
afterAll(() => office.close());

const NUMBERS = [0, 999_999, 999_999_999_999_999];
const WORDS = [
  '',
  '.',
  '0',
  '1e300',
  '-1',
  '9999-99-99',
  '2026-02-30',
  'constructor',
  '__proto__',
  'NaN',
  '9'.repeat(20),
];
const TROUBLE = /chưa thực hiện được việc này/;

/** A button's data with these in all of its places. */
function madeUp(button: Callback<never>): string[] {
  const asked: string[] = [];
  const pack = button.pack as (values: object) => string;
  pack(new Proxy({}, { get: (_, field) => asked.push(String(field)) }));
  const ones = Object.fromEntries(asked.map((field) => [field, 1]));
  const isWord = (field: string) => button.read(pack({ ...ones, [field]: 'x' })) !== null;
  const words = asked.filter(isWord);
  const all = (asked.length > words.length ? NUMBERS : [0]).flatMap((number) =>
    (words.length > 0 ? WORDS : ['']).map((word) =>
      pack(Object.fromEntries(asked.map((field) => [field, words.includes(field) ? word : number]))),
    ),
  );
  return all.filter((data) => data.length <= 64 && button.read(data) !== null);
}

test('whatever button somebody makes up, nothing breaks and everybody is answered', async () => {
  const data = Object.values(callbacks).flatMap((button) => madeUp(button as Callback<never>));
  expect(data.length).toBeGreaterThan(500);
  for (const who of ['director', 'an']) {
    await say(who, '/trogiup');
    const pressed = [...data, ...data.slice(0, 40).map((one) => `${BELOW}${one}`)].map((one) =>
      office.as(who).press({ data: one }),
    );
    await Promise.all(pressed.map(({ settled }) => settled));
    await office.settle();
    expect(pressed.filter(({ answer }) => TROUBLE.test(answer?.text ?? ''))).toEqual([]);
    expect(pressed.every(({ answer }) => answer !== undefined)).toBe(true);
  }
}, 120_000);

const VERBS = [
  ...['pick', 'skip', 'done', 'days', 'found', 'blank', 'edit', 'overview', 'back', 'into', 'month', 'page', 'toggle'],
  ...['preview', 'people', 'bases', 'same', 'continue', 'choose', 'pick', 'pick', 'skip', 'done', 'nonsense'],
];
const VALUES = [
  '',
  '0',
  '1',
  '1e300',
  '-1',
  '5',
  'constructor',
  '2026-99',
  '9999-12',
  '99999-01',
  '2026-12-01',
  'a.b',
  'p.1',
];
const SAID = ['mai', '25/12', 'a', '36,5', '7h', '999999999999999999999', '2026-99-99', '<b>', '…', 'hà nội'];

/** The same numbers each time. */
function* dice(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

describe('in the middle of a form', () => {
  const begun: [form: string, subject: () => Promise<number>][] = [
    ['directive', async () => 0],
    ['away', () => office.personId('director')],
    ['areaLevel', async () => 0],
    ['trip', async () => 0],
    ['health', async () => 0],
    ['healthCampaign', () => office.unitId('SO')],
    ['privacyRequest', async () => 0],
    ['rollCall', async () => 0],
    ['verify', async () => 0],
    ['task', async () => 1],
  ];

  test.each(begun)(
    'no press that is made up breaks %s, and it can be gone on with',
    async (form, subject) => {
      const who = 'director';
      await say(who, '/trogiup');
      await press(who, { data: 'agree:trip' });
      const start = callbacks.startForm.pack({ form, subject: await subject() });
      const { drafts } = office.app.office.read;
      const personId = await office.personId(who);
      const random = dice(form.length);
      const one = <Word>(words: readonly Word[]): Word => words[Math.floor(random.next().value * words.length)]!;
      const broken: string[] = [];
      let moves = 0;
      for (let count = 0; count < 150; count += 1) {
        const draft = await drafts.findOfForm(personId, form);
        if (!draft) {
          await press(who, { data: start });
          continue;
        }
        if (count % 5 === 4) {
          await say(who, one(SAID));
          continue;
        }
        const { form: asked } = fillings[form]!;
        const step = asked.steps.find(({ name }) => name === draft.step);
        const [verb, value] = [one(VERBS), one([...VALUES, ...(step?.choices ?? []), one(asked.steps).name, 'yes'])];
        const data = callbacks.form.pack({ draftId: draft.id, revision: draft.revision, verb, value });
        const pressed = office.as(who).press({ data });
        await pressed.settled;
        if (TROUBLE.test(pressed.answer?.text ?? '')) broken.push(`${draft.step}: ${verb} ${value}`);
        const after = await drafts.findById(draft.id);
        if (after && after.revision > draft.revision) moves += 1;
      }
      await office.settle();
      expect(broken).toEqual([]);
      expect(moves).toBeGreaterThan(10);
    },
    120_000,
  );
});
