/**
 * Every button, every form that one can begin and every command there is, tried by everybody with a role at the rangers' (KL) on what
 * there is at their own unit, one below it (H1), one beside it (TL) and the one above it (SO), as somebody would with a client that
 * sends whatever it likes. What is not allowed is refused in words that the office has for it. A new button, form, kind of file or
 * picture or command fails here until it stands in a table.
 */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import problems from '../../locales/vi/problems.json' with { type: 'json' };
import { commands } from '../../src/bot/commands.ts';
import { fillings } from '../../src/bot/forms/fillings.ts';
import type { PersonActor } from '../../src/domain/actor.ts';
import { chartKinds } from '../../src/domain/compliance/chart.ts';
import { viewCurve, viewUnitsChart } from '../../src/domain/compliance/chart-views.ts';
import { exportKinds } from '../../src/domain/compliance/export.ts';
import { makeExport } from '../../src/domain/compliance/export-actions.ts';
import { viewAcknowledgedDays, viewDeclaredDays } from '../../src/domain/compliance/heat-views.ts';
import { exportReport } from '../../src/domain/compliance/report-actions.ts';
import { viewReportNow } from '../../src/domain/compliance/report-views.ts';
import { viewWeeks } from '../../src/domain/compliance/weeks-views.ts';
import { listAcknowledgements } from '../../src/domain/directives/acknowledgement-list-actions.ts';
import { exportEvidence } from '../../src/domain/directives/evidence-export-actions.ts';
import { Problem } from '../../src/domain/problem.ts';
import { packageRoot } from '../../src/i18n.ts';
import { callbacks } from '../../src/screens/callbacks.ts';
import { ALL_PLACES, type AtPlace, openEveryPlace, type Place, WHO } from '../support/every-place.ts';
import type { Row } from '../support/every-view.ts';
import { ALL_ROLES, BEHIND, BUTTONS, COMMANDS, ELSEWHERE, FORMS } from '../support/every-view.ts';
import { actorNamed } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';

let office: TestOffice;
let at: Record<Place, AtPlace>;
beforeAll(async () => {
  ({ office, at } = await openEveryPlace());
  for (const who of WHO) office.as(who).send('/trogiup');
  await office.settle();
  await office.seal();
}, 120_000);
afterAll(() => office.close());

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const REFUSALS = Object.values(problems).map(
  (text) =>
    new RegExp(
      `^${text
        .split(/\{\{.*?\}\}/)
        .map(escaped)
        .join('.*')}$`,
    ),
);
const isRefusal = (text = ''): boolean => REFUSALS.some((one) => one.test(text));

/** What stands in a button's data besides the ids of a place. */
const OTHERS: Record<string, unknown> = {
  ...{ page: 0, tries: 0, inForce: 0, year: 0, words: '', isSure: 1, isBelow: 1, subject: 0, count: 1, entryId: 1 },
  ...{ day: '2026-11-23', locale: 'vi', revision: 1, verb: 'continue', value: '', answer: 'safe', step: 'approve' },
  ...{ kind: 'missing', format: 'csv' },
};

function dataOf({ name, fields }: Row, ids: AtPlace): string {
  const given = { ...OTHERS, ...ids, ...fields(ids) };
  return callbacks[name as 'stay'].pack(given as never);
}

/** Who is let in where, in the words of a table. */
type Seen = Map<string, Place[]>;
const sayWho = (places: Seen): Record<string, string> =>
  Object.fromEntries([...places].map(([who, some]) => [who.slice('who-'.length), some.join(' ') || '–']));
const expected = ({ who, where }: Pick<Row, 'who' | 'where'>): Record<string, string> =>
  Object.fromEntries(ALL_ROLES.map((role) => [role, who.includes(role) ? where : '–']));

describe.each([
  ['forms', FORMS],
  ['buttons', BUTTONS],
])('%s', (_, rows) => {
  test.each(rows.map((row) => [row.title, row] as const))('%s', async (_title, row) => {
    const seen: Seen = new Map();
    const pressed = WHO.flatMap((who) =>
      ALL_PLACES.map((place) => ({ who, place, press: office.as(who).press({ data: dataOf(row, at[place]) }) })),
    );
    await Promise.all(pressed.map(({ press }) => press.settled));
    for (const who of WHO) seen.set(who, []);
    for (const { who, place, press } of pressed) {
      if (!isRefusal(press.answer?.text)) seen.get(who)!.push(place);
    }
    expect(sayWho(seen)).toEqual(expected(row));
  });
});

const parts = () => office.app.office;
const about = ({ directiveId, unitId }: AtPlace) => ({ directiveId, unitId });
type Attempt = (who: PersonActor, ids: AtPlace) => Promise<unknown>;

/** What is made behind the handler, so that it is refused below and not above the chat. */
const ATTEMPTS: Record<string, Attempt> = {
  acknowledgements: (who, ids) => listAcknowledgements(who, about(ids), parts()),
  exportEvidence: (who, { directiveId }) => exportEvidence(who, directiveId, parts(), () => office.seal()),
  report: (who, { unitId }) => viewReportNow(who, unitId, { withPeople: false }, parts()),
  reportFile: (who, { unitId }) => exportReport(who, { reportId: 0, unitId, format: 'xlsx' }, parts()),
  unitWeeks: (who, { unitId }) => viewWeeks(who, unitId, 0, parts()),
  'chart units': (who, ids) => viewUnitsChart(who, about(ids), parts()),
  'chart curve': (who, ids) => viewCurve(who, about(ids), parts()),
  'chart acknowledged': (who, { unitId }) => viewAcknowledgedDays(who, unitId, parts()),
  'chart declared': (who, { unitId }) => viewDeclaredDays(who, unitId, parts()),
  ...Object.fromEntries(
    exportKinds.map((kind): [string, Attempt] => [
      `makeExport ${kind}`,
      (who, ids) => makeExport(who, { kind, format: 'csv', ...about(ids) }, { least: 0, most: 1_000 }, parts()),
    ]),
  ),
};

test.each(BEHIND.map((row) => [row.title, row] as const))('behind the handler: %s', async (title, row) => {
  const seen: Seen = new Map(WHO.map((who) => [who, []]));
  for (const who of WHO) {
    const actor = (await actorNamed(office, who)) as PersonActor;
    for (const place of ALL_PLACES) {
      try {
        await ATTEMPTS[title]!(actor, at[place]);
        seen.get(who)!.push(place);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
      }
    }
  }
  expect(sayWho(seen)).toEqual(expected(row));
});

test.each(COMMANDS.map((row) => [row.title, row] as const))('/%s', async (name, { who: roles }) => {
  const opened: string[] = [];
  const before = new Map(WHO.map((who) => [who, office.as(who).send(`/${name}`).messageId]));
  await office.sandbox.waitFor(() => WHO.every((who) => office.as(who).last().messageId > before.get(who)!));
  await office.settle();
  for (const who of WHO) if (!isRefusal(office.as(who).last().text)) opened.push(who.slice('who-'.length));
  expect(opened).toEqual(ALL_ROLES.filter((role) => roles.includes(role)));
});

test('nothing that can be pressed, begun, drawn, had as a file or said is missing from the tables', () => {
  const named = [...BUTTONS, ...BEHIND].map(({ name }) => name);
  expect(Object.keys(callbacks).filter((name) => !named.includes(name) && !(name in ELSEWHERE))).toEqual([]);
  const begun = FORMS.map(({ title }) => title);
  expect(Object.keys(fillings).filter((form) => !begun.includes(form) && !(form in ELSEWHERE))).toEqual([]);
  expect(commands.map(({ names: [name] }) => name)).toEqual(COMMANDS.map(({ title }) => title));
  const behind = BEHIND.map(({ title }) => title);
  expect(behind.sort()).toEqual(Object.keys(ATTEMPTS).sort());
  expect(chartKinds.map((kind) => `chart ${kind}`).filter((one) => !behind.includes(one))).toEqual([]);
  expect(Object.values(ELSEWHERE).filter((file) => !existsSync(`${packageRoot}/test/${file}`))).toEqual([]);
});
