import { spellPhone } from '../domain/people/phone.ts';
import {
  type Figures,
  isRunning,
  type Listed,
  type RollCall,
  type UnitFigures,
} from '../domain/rollcalls/roll-call.ts';
import type { RollCallAccount } from '../domain/rollcalls/roll-call-views.ts';
import { callbacks } from './callbacks.ts';
import { sayInstant, sayTime } from './dates.ts';
import { bar, bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';

const wantingIn = ({ help, silent }: Figures): number => help + silent;

/**
 * How a roll call stands: figures and units, no names, since it reaches chats by itself and is edited there as answers come in. The
 * names open below it, so that nobody's page is turned while they read.
 */
export function rollCallAccount(account: RollCallAccount, voice: Voice): Screen {
  const { call, figures, parts, late } = account;
  const { t, now, zone } = voice;
  const shown = parts.length > 1 ? parts.slice(0, PAGE) : [];
  const units = call.units.map(({ name }) => name).join('; ');
  return {
    text: lines(
      bold(t('rollcall:account.heading', { about: call.about })),
      plain(t('rollcall:account.asked', { units, when: sayInstant(call.askedAt, zone, t) })),
      call.endedAt && bold(t('rollcall:account.ended', { when: sayInstant(call.endedAt, zone, t) })),
      '',
      ...figureLines(figures, voice),
      late > 0 && plain(t('rollcall:account.late', { count: late })),
      '',
      ...shown.map((part) => partLine(part, voice)),
      parts.length > shown.length &&
        shown.length > 0 &&
        plain(t('rollcall:account.more', { count: parts.length - PAGE })),
      '',
      call.state === 'preparing' && plain(t('rollcall:account.preparing')),
      isRunning(call) && plain(t('rollcall:account.asOf', { time: sayTime(now, zone) })),
    ),
    keyboard: accountButtons(account, voice),
  };
}

function accountButtons({ call, figures, parts, mayEnd }: RollCallAccount, { t }: Voice) {
  const rollCallId = call.id;
  const below = { rollCallId, unitId: 0, page: 0, isBelow: 1 };
  const count = wantingIn(figures);
  const names = button(t('rollcall:account.namesButton', { count }), callbacks.rollCallWanting.pack(below));
  const units = button(t('rollcall:account.unitsButton'), callbacks.rollCallUnits.pack(below));
  const refresh = button(t('rollcall:refreshButton'), callbacks.rollCall.pack({ rollCallId }));
  const end = button(t('rollcall:account.endButton'), callbacks.endRollCall.pack({ rollCallId, isSure: 0 }));
  return [
    ...(count > 0 ? [[names]] : []),
    [...(parts.length > 1 ? [units] : []), ...(isRunning(call) ? [refresh] : [])],
    ...(mayEnd ? [[end]] : []),
  ].filter((row) => row.length > 0);
}

/** How many have answered, and below it what, in one line; zeroes are left out. */
function figureLines({ safe, help, silent }: Figures, { t }: Voice): string[] {
  const all = safe + help + silent;
  const said = [
    ...(help > 0 ? [bold(t('rollcall:figures.help', { count: help }))] : []),
    ...(silent > 0 ? [plain(t('rollcall:figures.silent', { count: silent }))] : []),
    ...(safe > 0 ? [plain(t('rollcall:figures.safe', { count: safe }))] : []),
  ];
  return [
    plain(t('rollcall:figures.answered', { bar: bar(safe + help, all), done: safe + help, all })),
    said.join(' · '),
  ];
}

function partLine({ unit: { name: unit }, safe, help: count, silent }: UnitFigures, { t }: Voice): string {
  const [done, all] = [safe + count, safe + count + silent];
  const cells = bar(done, all);
  return plain(
    count > 0
      ? t('rollcall:part.help', { unit, bar: cells, done, all, count })
      : t('rollcall:part.line', { unit, bar: cells, done, all }),
  );
}

/** The units below a place, each with the way to those below it; and to the names of this one. */
export function rollCallUnits(account: RollCallAccount, page: number, voice: Voice): Screen {
  const { call, unit, figures, parts } = account;
  const { t } = voice;
  const rollCallId = call.id;
  const shown = parts.slice(page * PAGE, (page + 1) * PAGE);
  const to = (unitId: number, page: number) => callbacks.rollCallUnits.pack({ rollCallId, unitId, page, isBelow: 0 });
  const here = unit?.id ?? 0;
  const deeper = shown.flatMap((part, index) =>
    part.unit.id === here ? [] : [button(String(page * PAGE + index + 1), to(part.unit.id, 0))],
  );
  const count = wantingIn(figures);
  const names = callbacks.rollCallWanting.pack({ rollCallId, unitId: here, page: 0, isBelow: 0 });
  return {
    text: lines(
      bold(t('rollcall:account.heading', { about: call.about })),
      unit && plain(unit.name),
      '',
      ...figureLines(figures, voice),
      '',
      ...shown.map((part, index) => `${page * PAGE + index + 1}. ${partLine(part, voice)}`),
    ),
    keyboard: [
      ...rows(deeper, PAGE),
      ...pageRow(page, Math.ceil(parts.length / PAGE), (target) => to(here, target)),
      ...(count > 0 ? [[button(t('rollcall:account.namesButton', { count }), names)]] : []),
      ...(unit ? [[button(t('rollcall:allUnitsButton'), to(0, 0))]] : []),
    ],
  };
}

interface Wanting {
  call: RollCall;
  figures: Figures;
  people: readonly Listed[];
  total: number;
  unitId: number;
  page: number;
}

/** Calls for help first, then the silent by name, each with their telephone. After the end it is the closing account. */
export function rollCallWanting({ call, figures, people, total, unitId, page }: Wanting, voice: Voice): Screen {
  const { t, zone } = voice;
  const rollCallId = call.id;
  const to = (target: number) => callbacks.rollCallWanting.pack({ rollCallId, unitId, page: target, isBelow: 0 });
  const place = (index: number) => String(page * PAGE + index + 1);
  const open = people.map(({ id: listedId }, index) =>
    button(place(index), callbacks.rollCallPerson.pack({ listedId })),
  );
  return {
    text: lines(
      bold(t('rollcall:account.heading', { about: call.about })),
      call.endedAt && bold(t('rollcall:account.ended', { when: sayInstant(call.endedAt, zone, t) })),
      ...figureLines(figures, voice),
      '',
      total === 0 && plain(t('rollcall:nobodyWanting')),
      ...people.map((listed, index) =>
        plain(t('rollcall:line', { place: place(index), line: sayListed(listed, voice) })),
      ),
    ),
    keyboard: [
      ...rows(open, PAGE),
      ...pageRow(page, Math.ceil(total / PAGE), to),
      [button(t('rollcall:refreshButton'), to(page))],
    ],
  };
}

/** One sign for each way in which somebody cannot be heard. */
export const SIGNS = { reachable: '⏳', notEnrolled: '👤', unreachable: '🚫' } as const;

function sayListed({ person, unit: { name: unit }, answer, reach }: Listed, { t }: Voice): string {
  const sign = answer === 'help' ? '🔴' : SIGNS[reach];
  const { fullName: name, phone } = person;
  return phone
    ? t('rollcall:who', { sign, name, unit, phone: spellPhone(phone) })
    : t('rollcall:whoNoPhone', { sign, name, unit });
}

/** Ending cannot be taken back: it is asked once. */
export function endRollCallScreen(call: RollCall, figures: Figures, { t }: Voice): Screen {
  const rollCallId = call.id;
  return {
    text: lines(
      bold(t('rollcall:account.heading', { about: call.about })),
      plain(t('rollcall:ending.ask')),
      wantingIn(figures) > 0 && plain(t('rollcall:ending.wanting', { count: wantingIn(figures) })),
    ),
    keyboard: [
      [button(t('rollcall:account.endButton'), callbacks.endRollCall.pack({ rollCallId, isSure: 1 }))],
      [button(t('rollcall:ending.backButton'), callbacks.rollCall.pack({ rollCallId }))],
    ],
  };
}
