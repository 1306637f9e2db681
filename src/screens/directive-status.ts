import { type DirectiveFigures, missingOf, type UnitFigures } from '../domain/compliance/compliance.ts';
import type { HeadCount } from '../domain/directives/head.ts';
import type { Beside } from '../domain/directives/receipt-store.ts';
import type { Reminded } from '../domain/directives/remind-actions.ts';
import type { EndedAs } from '../domain/directives/standing.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { chartButton } from './charts.ts';
import { type Place, unitLines } from './compliance.ts';
import { sayDeadline, sayInstant, sayTime } from './dates.ts';
import { shortName } from './directive-head.ts';
import { lifeButton } from './directive-life.ts';
import { signOf } from './directive-lists.ts';
import { exportsButton } from './exports.ts';
import { headCountLine } from './heads.ts';
import { type Button, bold, button, lines, PAGE, plain, rows, type Screen, type Voice } from './screen.ts';
import { passedOnSign } from './unit-status.ts';

export interface DirectiveView {
  unit: Place;
  above: Place | null;
  /** Null when nobody at or below this unit owes it. */
  directive: DirectiveFigures;
  units: UnitFigures[];
  mayRemind: boolean;
  mayManage: boolean;
  mayList: boolean;
  /** Whether they may have its record of evidence. */
  mayExport: boolean;
  beside: Beside;
  /** The second step of a directive for heads; null for one for everybody. */
  heads: HeadCount | null;
  tasks: { total: number; late: number; mayGive: boolean };
  /** How it ended; null while it is in force. */
  ended: { as: EndedAs; at: Date } | null;
}

/** One directive in one unit: every figure, the units below, and what can be done. */
export function directiveStatusScreen(view: DirectiveView, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const { directive, unit } = view;
  const { deadlineAt } = directive;
  const below = view.units.some((one) => !one.isSelf) ? view.units : [];
  const text = lines(
    bold(`${signOf(directive.urgency)}${passedOnSign(directive)}${shortName(directive, voice)}`),
    directive.number && plain(directive.title),
    plain(unit.name),
    endedLine(view, voice),
    plain(
      deadlineAt
        ? t('compliance:directive.deadline', { when: sayDeadline(deadlineAt, now, zone, t) })
        : t('compliance:directive.noDeadline'),
    ),
    '',
    ...figureLines(view, voice),
    view.heads && headCountLine(view.heads, voice),
    remindedLine(view, voice),
    '',
    ...below.slice(0, PAGE).map((one) => unitLines(one, voice)),
  );
  return { text, keyboard: directiveButtons(view, below, voice) };
}

function endedLine({ ended }: DirectiveView, { t, zone }: Voice): string | null {
  if (!ended) return null;
  const { as, at } = ended;
  return bold(t(`compliance:ended.${as}`, { when: sayInstant(at, zone, t) }));
}

function figureLines({ directive, beside }: DirectiveView, { t }: Voice): (string | null)[] {
  const line = (name: 'sent' | 'waiting' | 'unknown' | 'unreachable' | 'notEnrolled' | 'closed') =>
    directive[name] > 0 ? plain(t(`compliance:directive.${name}`, { count: directive[name] })) : null;
  const acknowledged = t('compliance:directive.acknowledged', { count: directive.acknowledged });
  const paper = directive.onPaper > 0 ? ` ${t('compliance:directive.onPaper', { count: directive.onPaper })}` : '';
  return [
    plain(t('compliance:directive.owed', { count: directive.owed })),
    plain(`${acknowledged}${paper}`),
    line('sent'),
    beside.lost > 0 ? plain(t('compliance:directive.lost', { count: beside.lost })) : null,
    line('waiting'),
    line('unknown'),
    line('unreachable'),
    line('notEnrolled'),
    beside.told > 0 ? plain(t('compliance:directive.told', { count: beside.told })) : null,
    beside.away > 0 ? plain(t('compliance:directive.away', { count: beside.away })) : null,
    beside.struggling > 0 ? plain(t('compliance:directive.struggling', { count: beside.struggling })) : null,
    beside.toKnow > 0 ? plain(t('compliance:directive.toKnow', { count: beside.toKnow })) : null,
    line('closed'),
    directive.late > 0 ? bold(t('compliance:directive.late', { count: directive.late })) : null,
    missingOf(directive) === 0 ? plain(t('compliance:directive.allDone')) : null,
  ];
}

/** Who can be reminded here and now: those whom Telegram reaches, who are not away, and who were not reminded a short while ago. */
const remindable = ({ directive, beside }: DirectiveView): number =>
  directive.sent + directive.unknown + directive.waiting - beside.lost - beside.fresh - beside.awayInReach;

/** Who was reminded since the issue, and when last. */
function remindedLine({ beside }: DirectiveView, { t, now, zone }: Voice): string | null {
  const { reminded: count, lastAt } = beside;
  if (count === 0 || !lastAt) return null;
  const isToday = dayOf(lastAt, zone) === dayOf(now, zone);
  return plain(
    t('compliance:directive.reminded', { count, when: isToday ? sayTime(lastAt, zone) : sayInstant(lastAt, zone, t) }),
  );
}

function directiveButtons(view: DirectiveView, below: UnitFigures[], voice: Voice): Button[][] {
  const { t } = voice;
  const ids = { directiveId: view.directive.id, unitId: view.unit.id };
  const missing = missingOf(view.directive);
  const toRemind = view.mayRemind && view.directive.state === 'issued' ? remindable(view) : 0;
  const children = below
    .filter((one) => !one.isSelf && missingOf(one) > 0)
    .slice(0, 4)
    .map((one) => button(one.unitName, callbacks.directiveStatus.pack({ ...ids, unitId: one.unitId })));
  const back = view.above
    ? callbacks.directiveStatus.pack({ ...ids, unitId: view.above.id })
    : callbacks.unitStatus.pack({ unitId: view.unit.id, page: 0 });
  const backTo = view.above ?? view.unit;
  return [
    ...(missing > 0
      ? [
          [
            button(
              t('compliance:directive.missingButton', { count: missing }),
              callbacks.missing.pack({ ...ids, page: 0 }),
            ),
          ],
        ]
      : []),
    [
      ...(toRemind > 0
        ? [button(t('compliance:directive.remindButton', { count: toRemind }), callbacks.remind.pack(ids))]
        : []),
      ...tasksButton(view, voice),
    ],
    ...(view.heads ? [[button(t('compliance:heads.button'), callbacks.heads.pack({ ...ids, page: 0 }))]] : []),
    ...rows(children, 2),
    [
      ...(view.mayManage
        ? [button(t('directives:manage.button'), callbacks.manage.pack({ directiveId: ids.directiveId }))]
        : []),
      ...(view.mayList ? [button(t('acknowledgements:button'), callbacks.acknowledgements.pack(ids))] : []),
      ...(view.mayExport ? [button(t('evidence:export.button'), callbacks.exportEvidence.pack(ids))] : []),
    ],
    [
      chartButton({ kind: 'units', ...ids }, voice),
      lifeButton(ids, voice),
      exportsButton({ place: 'directive', ...ids }, voice),
    ],
    [button(t('compliance:overview.allButton', { unit: backTo.name }), back)],
  ].filter((row) => row.length > 0);
}

/** To the tasks under it; where there are none yet, to what its text gives, for those who may give some. */
function tasksButton({ directive, unit, tasks }: DirectiveView, { t }: Voice): Button[] {
  const { total, late, mayGive } = tasks;
  const at = { directiveId: directive.id, unitId: unit.id, page: 0 };
  if (total > 0) {
    const label = late > 0 ? t('tasks:lateInButton', { count: total, late }) : t('tasks:button', { count: total });
    return [button(label, callbacks.directiveTasks.pack(at))];
  }
  return mayGive ? [button(t('tasks:giveButton'), callbacks.proposedTasks.pack(at))] : [];
}

/** What a press on "remind" did, in one short answer above the chat (Telegram takes 200 characters). */
export function remindedAnswer(reminded: Reminded, { t }: Voice): string {
  return lines(
    reminded.reminded > 0
      ? t('compliance:reminded.done', { count: reminded.reminded })
      : t('compliance:reminded.nobody'),
    reminded.recently > 0 && t('compliance:reminded.recently', { count: reminded.recently }),
    reminded.away > 0 && t('compliance:reminded.away', { count: reminded.away }),
    reminded.beyondReach > 0 && t('compliance:reminded.beyondReach', { count: reminded.beyondReach }),
  );
}
