import type { OwnDeclaration } from '../domain/declarations/own-declarations-views.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay } from './dates.ts';
import { bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';
import { sayTrip } from './trips.ts';

/** `Khai báo y tế ngày 23/11`, or a trip in short. */
function sayDeclared(declared: OwnDeclaration, voice: Voice): string {
  if (declared.what === 'trip') return sayTrip(declared.trip, voice);
  const { t, now, zone } = voice;
  return t('health:own.heading', { day: sayDay(declared.declaration.on, t, dayOf(now, zone)) });
}

const idOf = (declared: OwnDeclaration): number =>
  declared.what === 'trip' ? declared.trip.id : declared.declaration.id;

const openData = (declared: OwnDeclaration): string =>
  declared.what === 'trip'
    ? callbacks.trip.pack({ tripId: idOf(declared) })
    : callbacks.health.pack({ declarationId: idOf(declared) });

/** What one has declared, the last first. */
export function ownDeclarationsScreen(
  { declarations, total, page }: { declarations: readonly OwnDeclaration[]; total: number; page: number },
  voice: Voice,
): Screen {
  const { t } = voice;
  const place = (index: number) => String(page * PAGE + index + 1);
  return {
    text: lines(
      bold(total === 0 ? t('privacy:declarations.none') : t('privacy:declarations.heading', { count: total })),
      total > 0 && plain(t('privacy:declarations.hint')),
      '',
      ...declarations.map((declared, index) =>
        plain(t('trips:line', { place: place(index), trip: sayDeclared(declared, voice) })),
      ),
    ),
    keyboard: [
      ...rows(
        declarations.map((declared, index) => button(place(index), openData(declared))),
        PAGE,
      ),
      ...pageRow(page, Math.ceil(total / PAGE), (target) => callbacks.ownDeclarations.pack({ page: target })),
      [button(t('privacy:backButton'), callbacks.privacy.pack({}))],
    ],
  };
}

/** Erasing cannot be undone, so it is asked once more. */
export function askEraseScreen(declared: OwnDeclaration, voice: Voice): Screen {
  const { t } = voice;
  const { what } = declared;
  const isToday = declared.what === 'health' && declared.declaration.on === dayOf(voice.now, voice.zone);
  return {
    text: lines(
      bold(t('privacy:erasing.ask')),
      plain(sayDeclared(declared, voice)),
      '',
      plain(t(`privacy:erasing.hint.${what}`)),
      isToday && plain(t('privacy:erasing.hint.pass')),
    ),
    keyboard: [
      [button(t('privacy:erasing.nowButton'), callbacks.eraseOwn.pack({ what, id: idOf(declared) }))],
      [button(t('privacy:backButton'), openData(declared))],
    ],
  };
}

export const erasedScreen = ({ what }: OwnDeclaration, { t }: Voice): Screen => ({
  text: plain(t(`privacy:erasing.done.${what}`)),
  keyboard: [[button(t('privacy:declarations.back'), callbacks.ownDeclarations.pack({ page: 0 }))]],
});
