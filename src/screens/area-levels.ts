import type { AreaLevel } from '../domain/areas/area-level.ts';
import type { LevelView } from '../domain/declarations/level-actions.ts';
import type { Draft } from '../domain/forms/form.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay } from './dates.ts';
import { pressOf } from './forms.ts';
import { type Hazards, sayLevel } from './hazards.ts';
import { bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';
import { sayWho } from './trip.ts';
import { sayTrip } from './trips.ts';

function spellOf({ fromOn, toOn }: AreaLevel, { t, now, zone }: Voice): string {
  const today = dayOf(now, zone);
  const from = sayDay(fromOn, t, today);
  return toOn === null ? t('areas:since', { from }) : t('areas:between', { from, to: sayDay(toOn, t, today) });
}

/** `/risk`: what holds where, the worst first. */
export function levelsScreen(
  { levels, page, maySet }: { levels: readonly AreaLevel[]; page: number; maySet: boolean },
  hazards: Hazards,
  voice: Voice,
): Screen {
  const { t } = voice;
  const add = button(t('areas:setButton'), callbacks.startForm.pack({ form: 'areaLevel', subject: 0 }));
  const shown = levels.slice(page * PAGE, (page + 1) * PAGE);
  const place = (index: number) => String(page * PAGE + index + 1);
  const open = shown.map(({ id }, index) => button(place(index), callbacks.areaLevel.pack({ levelId: id, page: 0 })));
  return {
    text: lines(
      bold(levels.length === 0 ? t('areas:none') : t('areas:heading', { count: levels.length })),
      '',
      ...shown.map((level, index) => {
        const said = sayLevel(level, hazards, voice);
        return plain(t('areas:line', { place: place(index), level: said, spell: spellOf(level, voice) }));
      }),
    ),
    keyboard: [
      ...rows(open, PAGE),
      ...pageRow(page, Math.ceil(levels.length / PAGE), (target) => callbacks.areaLevels.pack({ page: target })),
      ...(maySet ? [[add]] : []),
    ],
  };
}

/** One level, and the trips that it touches: one's own, or those of one's people. */
export function levelScreen(
  { level, trips, total, page, maySet, rests }: LevelView & { page: number; maySet: boolean; rests: string | null },
  hazards: Hazards,
  voice: Voice,
): Screen {
  const { t } = voice;
  const place = (index: number) => String(page * PAGE + index + 1);
  const open = trips.map(({ id }, index) => button(place(index), callbacks.trip.pack({ tripId: id })));
  const lift = button(t('areas:liftButton'), callbacks.askLift.pack({ levelId: level.id }));
  const to = (target: number) => callbacks.areaLevel.pack({ levelId: level.id, page: target });
  return {
    text: lines(
      bold(sayLevel(level, hazards, voice)),
      plain(level.endedAt ? t('areas:ended') : t('areas:holds', { spell: spellOf(level, voice) })),
      rests && plain(t('areas:rests', { name: rests })),
      plain(t('areas:by', { by: level.setByName })),
      '',
      total > 0 && bold(t('areas:touches', { count: total })),
      ...trips.flatMap((trip, index) => [
        plain(t('trips:line', { place: place(index), trip: sayWho(trip, voice) })),
        plain(sayTrip(trip, voice)),
      ]),
    ),
    keyboard: [
      ...rows(open, PAGE),
      ...pageRow(page, Math.ceil(total / PAGE), to),
      ...(maySet && !level.endedAt ? [[lift]] : []),
      [button(t('areas:listButton'), callbacks.areaLevels.pack({ page: 0 }))],
    ],
  };
}

/** The last look before a level is lifted. */
export const liftScreen = (level: AreaLevel, hazards: Hazards, voice: Voice): Screen => ({
  text: lines(
    bold(voice.t('areas:lifting.ask', { level: sayLevel(level, hazards, voice) })),
    plain(voice.t('areas:lifting.hint')),
  ),
  keyboard: [
    [button(voice.t('areas:lifting.yesButton'), callbacks.liftLevel.pack({ levelId: level.id }))],
    [button(voice.t('forms:backButton'), callbacks.areaLevel.pack({ levelId: level.id, page: 0 }))],
  ],
});

/** What reaches a chat by itself: that something has changed, and the way to it. */
export function levelChangedScreen(level: AreaLevel, whose: 'own' | 'people', { t }: Voice): Screen {
  const word = level.endedAt ? t(`areas:lifted.${whose}`) : t(`areas:changed.${whose}`);
  const open = callbacks.areaLevel.pack({ levelId: level.id, page: 0 });
  return { text: plain(word), keyboard: [[button(t('areas:openButton'), open)]] };
}

export interface LevelLook {
  draft: Draft;
  /** Null where the hazard has no such level. */
  level: AreaLevel | null;
  /** The directive that it rests on. */
  rests: string | null;
  /** What is wrong with it, in words; null when nothing is. */
  fault: string | null;
}

/** The last look before a level is set. */
export function levelOverview({ draft, level, rests, fault }: LevelLook, hazards: Hazards, voice: Voice): Screen {
  const { t } = voice;
  const to = pressOf(draft);
  return {
    text: lines(
      level && bold(sayLevel(level, hazards, voice)),
      level && plain(t('areas:holds', { spell: spellOf(level, voice) })),
      rests && plain(t('areas:rests', { name: rests })),
      '',
      fault === null ? plain(t('areas:overviewHint')) : bold(fault),
    ),
    keyboard: [
      ...(fault === null ? [[button(t('areas:saveButton'), to('send'))]] : []),
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}
