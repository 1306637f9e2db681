import type { Directive } from '../domain/directives/directive.ts';
import { isLate } from '../domain/directives/directive.ts';
import type { Passable } from '../domain/directives/head-actions.ts';
import type { Draft } from '../domain/forms/form.ts';
import { sayDeadline } from './dates.ts';
import { shortName } from './directive-head.ts';
import { pressOf } from './forms.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

export interface PassingOn extends Pick<Passable, 'directive' | 'units' | 'people'> {
  draft: Draft;
  note: string | null;
  /** Left to the heads of units below. */
  leftOut: number;
}

/** The last look before a head passes a directive on. */
export function passOnOverview({ draft, directive, units, people, note, leftOut }: PassingOn, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const to = pressOf(draft);
  const deadline = isLate(directive.deadlineAt, now) ? null : directive.deadlineAt;
  return {
    text: lines(
      bold(t('directives:passOn.heading')),
      '',
      bold(shortName(directive, voice)),
      directive.number && plain(directive.title),
      plain(t('directives:passOn.to', { units: units.map((unit) => unit.name).join('; '), count: people })),
      leftOut > 0 && plain(t('directives:passOn.leftOut', { count: leftOut })),
      plain(
        deadline
          ? t('directives:card.deadline', { when: sayDeadline(deadline, now, zone, t) })
          : t('directives:passOn.noDeadline'),
      ),
      note && plain(t('directives:head.note', { note })),
      '',
      plain(t('directives:passOn.hint')),
    ),
    keyboard: [
      [button(t('directives:passOn.sendButton', { count: people }), to('send'))],
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}

export const passedOnScreen = (directive: Directive, voice: Voice): Screen => ({
  text: lines(
    bold(shortName(directive, voice)),
    directive.number && plain(directive.title),
    '',
    plain(voice.t('directives:passOn.done')),
  ),
});
