import { DateTime } from 'luxon';
import type { AcknowledgementList } from '../domain/directives/acknowledgement-list.ts';
import type { T } from '../i18n.ts';
import { dayOf } from '../lib/day.ts';
import { sayInstant } from './dates.ts';
import { shortName } from './directive-head.ts';
import type { Voice } from './screen.ts';

/** How documents say days and hours. */
export const sheetSaying = ({ t, zone }: Pick<Voice, 't' | 'zone'>) => ({
  t,
  zone,
  instant: (at: Date) => sayInstant(at, zone, t),
  longDay: (at: Date) => sayLongDay(at, zone, t),
  day: (at: Date) => dayOf(at, zone),
});

/** As Decree 30/2020/NĐ-CP writes the day: days below ten and the first two months with a nought before them. */
function sayLongDay(at: Date, zone: string, t: T): string {
  const day = DateTime.fromJSDate(at, { zone });
  const month = day.month < 3 ? day.toFormat('MM') : day.toFormat('M');
  return t('acknowledgements:longDay', { day: day.toFormat('dd'), month, year: day.toFormat('yyyy') });
}

/** What is said beside the file. */
export function listCaption(list: AcknowledgementList, voice: Voice): string {
  const { t, zone } = voice;
  const { directive, unit, acknowledged, owed, madeAt } = list;
  const name = shortName(directive, voice);
  const place = unit?.name ?? t('acknowledgements:wholeOffice');
  const when = sayInstant(madeAt, zone, t);
  return t('acknowledgements:caption', { name, unit: place, acknowledged, owed, when });
}
