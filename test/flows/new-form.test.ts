import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Filling } from '../../src/bot/forms/filling.ts';
import { fillings } from '../../src/bot/forms/fillings.ts';
import type { Answers } from '../../src/domain/forms/form.ts';
import { packageRoot } from '../../src/i18n.ts';
import { locales } from '../../src/lib/locale.ts';
import { chatting } from '../support/chatting.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { TestClock } from '../support/test-clock.ts';

const sent: Answers[] = [];

/** A whole form in one place, in the words of the form of trips: what somebody drives, since when, and what they want to say. */
const vehicles: Filling = {
  form: {
    name: 'trip',
    version: 77,
    steps: [
      {
        name: 'transport',
        kind: 'choice',
        choices: ['own', 'train'],
        schema: z.enum(['own', 'train']),
        refusal: { code: 'answerFromButtons' },
      },
      {
        name: 'from',
        kind: 'day',
        schema: z.iso.date(),
        refusal: { code: 'answerNotText' },
        when: ({ transport }) => transport === 'own',
      },
      {
        name: 'companions',
        kind: 'text',
        schema: z.string().max(100),
        refusal: { code: 'answerNotText' },
        isOptional: true,
      },
    ],
  },
  mayFill() {},
  async submit(ctx, draft) {
    sent.push(draft.answers);
    return { text: ctx.voice.t('forms:cancelled') };
  },
};

const { trip } = fillings;
let office: TestOffice;
beforeEach(async () => {
  sent.length = 0;
  fillings.trip = vehicles;
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:00:00Z') });
});
afterEach(async () => {
  fillings.trip = trip!;
  await office.close();
});
const { say, press, walk, last } = chatting(() => office);

test('a form is one piece of data with its words, and the one conversation does the rest', async () => {
  await say('an', '/trogiup');
  await press('an', { data: 'start:trip:0' });
  await walk('an', 'Xe riêng', { say: '30/02' });
  expect(last('an').text).toContain('Lịch không có ngày này');
  await walk('an', { say: '25/11' }, '‹ Quay lại');
  await walk('an', { say: '24/11' }, { say: '<b>Chị Hoa</b>' });
  expect(last('an').text).toContain('Phương tiện: Xe riêng');
  expect(last('an').text).toContain('24/11');
  expect(last('an').text).toContain('<b>Chị Hoa</b>');
  await walk('an', 'Sửa', 'Phương tiện', 'Tàu hỏa');
  expect(last('an').text).not.toContain('24/11');
  await press('an', 'Gửi');
  expect(sent).toMatchObject([{ transport: 'train', companions: '<b>Chị Hoa</b>' }]);
});

describe('a form whose version changed in between', () => {
  test('keeps the answers that still fit and asks for the others, whether one presses, types or sends', async () => {
    await say('an', '/trogiup');
    await press('an', { data: 'start:trip:0' });
    await walk('an', 'Xe riêng', { say: '25/11' });
    const [transport, from, companions] = vehicles.form.steps;
    const later = { ...transport!, choices: ['own', 'plane'], schema: z.enum(['own', 'plane']) };
    fillings.trip = { ...vehicles, form: { name: 'trip', version: 78, steps: [later, from!, companions!] } };
    await say('an', 'Chị Hoa');
    expect(last('an').text).toContain('Người đi cùng: Chị Hoa');
    const plane = { ...transport!, choices: ['plane'], schema: z.enum(['plane']) };
    fillings.trip = { ...vehicles, form: { name: 'trip', version: 79, steps: [plane, from!, companions!] } };
    await press('an', 'Gửi');
    expect(sent).toEqual([]);
    expect(last('an').text).toContain('Biểu mẫu vừa được đổi.');
    await walk('an', 'Máy bay', 'Sửa');
    fillings.trip = { ...vehicles, form: { ...vehicles.form, version: 80, steps: [plane, companions!] } };
    await walk('an', '‹ Xem lại', 'Gửi');
    expect(sent).toMatchObject([{ transport: 'plane', companions: 'Chị Hoa' }]);
  });
});

test.each(locales)(
  'every form has its words in %s: a name, and for each question a label, what is asked, a hint and its choices',
  (locale) => {
    fillings.trip = trip!;
    const texts = JSON.parse(readFileSync(join(packageRoot, 'locales', locale, 'forms.json'), 'utf8'));
    const wanting = Object.values(fillings).flatMap(({ form }) => [
      ...(texts[form.name]?.name ? [] : [form.name]),
      ...form.steps
        .filter(({ kind }) => kind !== 'proposal')
        .filter(({ name, words = name, choices = [] }) => {
          const said = texts[form.name]?.[words];
          return (
            !said?.label || !said.ask || said.hint === undefined || choices.some((choice) => !said.choice?.[choice])
          );
        })
        .map(({ name }) => `${form.name}.${name}`),
    ]);
    expect(wanting).toEqual([]);
  },
);
