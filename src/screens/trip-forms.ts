// i18n: trips:*
import type { AreaLevel } from '../domain/areas/area-level.ts';
import type { Stop, Trip, TripDetails } from '../domain/declarations/trip.ts';
import type { Draft } from '../domain/forms/form.ts';
import { pressOf } from './forms.ts';
import type { Hazards } from './hazards.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

import { detailLines, levelLines, sayOn, timeline } from './trip.ts';

/** A trip before it is sent: everything as its leader will see it. */
export function tripOverview(
  { draft, kind, stops, details, isAsked, fault, ...after }: TripLook,
  hazards: Hazards,
  voice: Voice,
): Screen {
  const { t } = voice;
  const to = pressOf(draft);
  const isChange = typeof draft.answers.tripId === 'number';
  const send = isChange ? 'changeButton' : isAsked ? 'askButton' : 'notifyButton';
  return {
    text: lines(
      bold(t(`trips:kinds.${kind}`)),
      plain(t('trips:draft')),
      '',
      timeline(stops, voice),
      '',
      ...detailLines(details, voice),
      ...levelLines(after, hazards, voice),
      '',
      fault !== null ? bold(fault) : plain(t(isAsked ? 'trips:goesToLeader' : 'trips:isNotified')),
    ),
    keyboard: [
      ...(fault === null ? [[button(t(`trips:${send}`), to('send'))]] : []),
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}

export interface TripLook {
  draft: Draft;
  kind: Trip['kind'];
  stops: Stop[];
  details: TripDetails;
  /** Whether it awaits the leader's yes. */
  isAsked: boolean;
  /** What is wrong with it, in words; null when nothing is. */
  fault: string | null;
  /** What holds at its places. */
  levels: AreaLevel[];
  /** For how many days health is declared after the return. */
  followUpDays: number;
}

/** The last look before something is said about a trip. */
export function tripStepOverview(
  draft: Draft,
  step: 'refuse' | 'ask' | 'answer',
  text: string | null,
  { t }: Voice,
): Screen {
  const to = pressOf(draft);
  return {
    text: lines(bold(t(`trips:saying.${step}`)), text !== null && plain(t('trips:words', { text }))),
    keyboard: [
      [button(t(`trips:sayButton.${step}`), to('send'))],
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}

/** A later return, before it is sent. */
export function extendOverview(draft: Draft, toOn: string, voice: Voice): Screen {
  const { t } = voice;
  const to = pressOf(draft);
  return {
    text: bold(t('trips:extending', { day: sayOn(toOn, voice) })),
    keyboard: [
      [button(t('trips:extendButton'), to('send'))],
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}
