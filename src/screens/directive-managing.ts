// i18n: directives:manage.*
import type { Amendment, AmendmentWay } from '../domain/directives/amend-actions.ts';
import type { Change } from '../domain/directives/changes.ts';
import type { Directive, Ending } from '../domain/directives/directive.ts';
import type { Draft } from '../domain/forms/form.ts';
import { callbacks } from './callbacks.ts';
import { sayDeadline } from './dates.ts';
import { changeLine, pagesOfChanges } from './directive-changes.ts';
import { nameAndTitle } from './directive-head.ts';
import { pressOf } from './forms.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

type Named = Pick<Directive, 'number' | 'title'>;

export interface AmendmentLook {
  draft: Draft;
  directive: Named;
  amendment: Pick<Amendment, 'deadlineAt' | 'reason' | 'keepsAcknowledged'>;
  before: { deadlineAt: Date | null };
  changes: Change[];
  way: AmendmentWay;
  owed: number;
  acknowledged: number;
}

const hasNewDeadline = ({ before, amendment }: Pick<AmendmentLook, 'before' | 'amendment'>): boolean =>
  before.deadlineAt?.getTime() !== amendment.deadlineAt?.getTime();

/** What an amendment changes, why, and who has to acknowledge anew. */
export function amendmentLines(
  look: Omit<AmendmentLook, 'draft' | 'way'> & { isCorrection: boolean },
  voice: Voice,
): string {
  const { t, now, zone } = voice;
  const { directive, changes } = look;
  const { deadlineAt, reason } = look.amendment;
  const isNewDeadline = hasNewDeadline(look);
  const [first = [], ...others] = pagesOfChanges(changes);
  return lines(
    nameAndTitle(directive, voice),
    plain(t('directives:amended.reason', { reason })),
    isNewDeadline &&
      plain(
        deadlineAt
          ? t('directives:amended.deadline', { when: sayDeadline(deadlineAt, now, zone, t) })
          : t('directives:amended.noDeadline'),
      ),
    '',
    changes.length === 0 && !isNewDeadline && plain(t('directives:manage.nothing')),
    ...first.map(changeLine),
    others.length > 0 && plain(t('directives:amended.more', { count: others.flat().length })),
    '',
    plain(whoIsAsked(look, voice)),
  );
}

/** The last look before an amendment. */
export function amendOverview(look: AmendmentLook, voice: Voice): Screen {
  const { t } = voice;
  const { draft, changes, way } = look;
  const to = pressOf(draft);
  const isSame = changes.length === 0 && !hasNewDeadline(look);
  const isCorrection = way === 'correction';
  return {
    text: lines(
      bold(t(isCorrection ? 'directives:manage.correcting' : 'directives:manage.amendment')),
      amendmentLines({ ...look, isCorrection }, voice),
      way === 'second' || way === 'signature' ? plain(t(`directives:manage.needs.${way}`)) : null,
    ),
    keyboard: [
      ...(isSame ? [] : [[button(t(`directives:manage.send.${way}`), to('send'))]]),
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}

function whoIsAsked(
  {
    isCorrection,
    amendment,
    owed,
    acknowledged,
  }: Pick<AmendmentLook, 'amendment' | 'owed' | 'acknowledged'> & { isCorrection: boolean },
  { t }: Voice,
): string {
  if (isCorrection) return t('directives:manage.correctsAll');
  if (!amendment.keepsAcknowledged || acknowledged === 0) return t('directives:manage.askAll', { count: owed });
  return t('directives:manage.askOthers', { count: Math.max(0, owed - acknowledged), kept: acknowledged });
}

/** What awaits somebody's yes can be looked at again, and taken back. */
export function amendedScreen(directive: Named & { id: number }, way: AmendmentWay, voice: Voice): Screen {
  const { t } = voice;
  const open = button(t('directives:pending.openButton'), callbacks.manage.pack({ directiveId: directive.id }));
  return {
    text: lines(nameAndTitle(directive, voice), '', plain(t(`directives:manage.done.${way}`))),
    keyboard: way === 'second' || way === 'signature' ? [[open]] : [],
  };
}

/** The last look before a directive is withdrawn or closed. */
export function endOverview(
  {
    draft,
    directive,
    as,
    reason,
  }: { draft: Draft; directive: Named; as: Exclude<Ending, 'replaced'>; reason: string | null },
  voice: Voice,
): Screen {
  const { t } = voice;
  const to = pressOf(draft);
  const word = as === 'closed' ? 'close' : 'withdraw';
  return {
    text: lines(
      bold(t(`directives:manage.${word}Heading`)),
      nameAndTitle(directive, voice),
      reason && plain(t('directives:ended.reason', { reason })),
      '',
      plain(t(`directives:manage.${word}Hint`)),
    ),
    keyboard: [
      [button(t(`directives:manage.${word}Button`), to('send'))],
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}

export const endedScreen = (directive: Named, as: Exclude<Ending, 'replaced'>, voice: Voice): Screen => ({
  text: lines(
    nameAndTitle(directive, voice),
    '',
    plain(voice.t(`directives:manage.${as === 'closed' ? 'closed' : 'withdrawn'}`)),
  ),
});
