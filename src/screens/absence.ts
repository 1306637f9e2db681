import type { Draft } from '../domain/forms/form.ts';
import type { Absence } from '../domain/people/absence.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay } from './dates.ts';
import { type LinesPage, numberedLines } from './directive-lists.ts';
import { pressOf } from './forms.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

type Spell = Pick<Absence, 'fromOn' | 'toOn'>;

/** `🗓 24/11 đến hết 26/11`; one day alone is said once. */
function saySpell({ fromOn, toOn }: Spell, { t, now, zone }: Voice): string {
  const today = dayOf(now, zone);
  const [from, to] = [sayDay(fromOn, t, today), sayDay(toOn, t, today)];
  return fromOn === toOn ? t('absence:one', { from }) : t('absence:spell', { from, to });
}

/** Somebody's own leave: what they are in and what is to come, each with its way out. */
export function leaveScreen(spells: Absence[], personId: number, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const today = dayOf(now, zone);
  const ends = spells.map(({ id, fromOn }) => {
    const from = sayDay(fromOn, t, today);
    const label = fromOn <= today ? t('absence:backButton') : t('absence:dropButton', { from });
    return [button(label, callbacks.endAway.pack({ absenceId: id }))];
  });
  const add = button(t('absence:addButton'), callbacks.startForm.pack({ form: 'away', subject: personId }));
  return {
    text: lines(
      bold(t('absence:heading')),
      '',
      ...spells.map((spell) => plain(saySpell(spell, voice))),
      spells.length === 0 ? plain(t('absence:none')) : plain(t('absence:hint')),
    ),
    keyboard: [...ends, [add]],
  };
}

export function leaveOverview(draft: Draft, name: string, spell: Spell, voice: Voice): Screen {
  const { t } = voice;
  const to = pressOf(draft);
  return {
    text: lines(
      plain(t('absence:overview.heading')),
      '',
      bold(name),
      plain(saySpell(spell, voice)),
      '',
      plain(t('absence:hint')),
    ),
    keyboard: [
      [button(t('absence:overview.saveButton'), to('send'))],
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}

export const leaveSaved = (name: string, spell: Spell, voice: Voice): Screen => ({
  text: lines(plain(voice.t('absence:saved', { name })), plain(saySpell(spell, voice))),
});

/** Told to whoever was marked by somebody else. */
export function leaveMarkedScreen(absence: Absence, by: string, voice: Voice): Screen {
  const { t } = voice;
  const end = button(t('absence:marked.presentButton'), callbacks.endAway.pack({ absenceId: absence.id }));
  return {
    text: lines(
      bold(t('absence:marked.heading', { by })),
      plain(saySpell(absence, voice)),
      '',
      plain(t('absence:hint')),
    ),
    keyboard: [[end]],
  };
}

/** Told to whoever was said by somebody else to be back; if not, they say so. */
export function leaveEndedScreen({ personId: subject }: Absence, { t }: Voice): Screen {
  const still = button(t('absence:over.stillButton'), callbacks.startForm.pack({ form: 'away', subject }));
  return { text: lines(bold(t('absence:endedByOther')), plain(t('absence:over.still'))), keyboard: [[still]] };
}

export const backSaved = (name: string, { t }: Voice): Screen => ({ text: plain(t('absence:endedFor', { name })) });

/** On the first morning back: are you, and what is owed. */
export function leaveOverScreen(absence: Absence, owed: LinesPage, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const day = sayDay(absence.toOn, t, dayOf(now, zone));
  const subject = absence.personId;
  const list = numberedLines(owed, voice);
  const still = button(t('absence:over.stillButton'), callbacks.startForm.pack({ form: 'away', subject }));
  return {
    text: lines(
      bold(t('absence:over.heading', { day })),
      plain(t('absence:over.still')),
      '',
      owed.total > 0 ? bold(t('absence:over.owed', { count: owed.total })) : plain(t('absence:over.nothing')),
      ...list.lines,
    ),
    keyboard: [...list.buttons, [still]],
  };
}
