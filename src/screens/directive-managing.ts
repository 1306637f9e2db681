import type { Amendment } from '../domain/directives/amend-actions.ts';
import type { Change } from '../domain/directives/changes.ts';
import type { Directive, Ending } from '../domain/directives/directive.ts';
import type { Draft } from '../domain/forms/form.ts';
import { sayDeadline } from './dates.ts';
import { changeLine, pagesOfChanges } from './directive-changes.ts';
import { shortName } from './directive-head.ts';
import { pressOf } from './forms.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

type Named = Pick<Directive, 'number' | 'title'>;

const nameAndTitle = (directive: Named, voice: Voice): string =>
  lines(bold(shortName(directive, voice)), directive.number && plain(directive.title));

export interface AmendmentLook {
  draft: Draft;
  directive: Named;
  amendment: Amendment;
  before: { deadlineAt: Date | null };
  changes: Change[];
  isCorrection: boolean;
  owed: number;
  acknowledged: number;
}

/** The last look before an amendment: what changes, why, and who has to acknowledge anew. */
export function amendOverview(look: AmendmentLook, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const { draft, directive, amendment, before, changes, isCorrection } = look;
  const { deadlineAt, reason } = amendment;
  const to = pressOf(draft);
  const isNewDeadline = before.deadlineAt?.getTime() !== deadlineAt?.getTime();
  const isSame = changes.length === 0 && !isNewDeadline;
  const [first = [], ...others] = pagesOfChanges(changes);
  const send = isCorrection ? 'correctButton' : 'amendButton';
  return {
    text: lines(
      bold(t(isCorrection ? 'directives:manage.correcting' : 'directives:manage.amendment')),
      nameAndTitle(directive, voice),
      plain(t('directives:amended.reason', { reason })),
      isNewDeadline &&
        plain(
          deadlineAt
            ? t('directives:amended.deadline', { when: sayDeadline(deadlineAt, now, zone, t) })
            : t('directives:amended.noDeadline'),
        ),
      '',
      isSame && plain(t('directives:manage.nothing')),
      ...first.map(changeLine),
      others.length > 0 && plain(t('directives:amended.more', { count: others.flat().length })),
      '',
      plain(whoIsAsked(look, voice)),
    ),
    keyboard: [
      ...(isSame ? [] : [[button(t(`directives:manage.${send}`), to('send'))]]),
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}

function whoIsAsked({ isCorrection, amendment, owed, acknowledged }: AmendmentLook, { t }: Voice): string {
  if (isCorrection) return t('directives:manage.correctsAll');
  if (!amendment.keepsAcknowledged) return t('directives:manage.askAll', { count: owed });
  return t('directives:manage.askOthers', { count: Math.max(0, owed - acknowledged), kept: acknowledged });
}

export const amendedScreen = (directive: Named, isCorrection: boolean, voice: Voice): Screen => ({
  text: lines(
    nameAndTitle(directive, voice),
    '',
    plain(voice.t(isCorrection ? 'directives:manage.corrected' : 'directives:manage.amended')),
  ),
});

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
