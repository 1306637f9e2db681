import { type DirectiveFigures, missingOf, type UnitFigures } from '../domain/compliance/compliance.ts';
import type { HeadCount } from '../domain/directives/head.ts';
import type { Beside } from '../domain/directives/receipt-store.ts';
import type { Reminded } from '../domain/directives/remind-actions.ts';
import type { EndedAs } from '../domain/directives/standing.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { chartButton } from './charts.ts';
import { type Place, unitButtons, unitLines } from './compliance.ts';
import { sayDeadline, sayInstant, sayTime } from './dates.ts';
import { shortName } from './directive-head.ts';
import { signOf } from './directive-lists.ts';
import { exportsButton } from './exports.ts';
import { headCountLine } from './heads.ts';
import { type Button, bold, button, lines, plain, type Screen, type Voice } from './screen.ts';
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
  const dueWords = deadlineAt
    ? t('compliance:directive.deadline', { when: sayDeadline(deadlineAt, now, zone, t) })
    : t('compliance:directive.noDeadline');
  const below = view.units.some((one) => !one.isSelf) ? view.units : [];
  const text = lines(
    bold(`${signOf(directive.urgency)}${passedOnSign(directive)}${shortName(directive, voice)}`),
    directive.number && plain(directive.title),
    plain(unit.name),
    endedLine(view, voice) ?? plain(dueWords),
    '',
    ...figureLines(view, voice),
    view.heads && headCountLine(view.heads, voice),
    remindedLine(view, voice),
    '',
    ...unitLines(below, voice),
  );
  return { text, keyboard: directiveButtons(view, below, voice) };
}

function endedLine({ ended }: DirectiveView, { t, zone }: Voice): string | null {
  if (!ended) return null;
  const { as, at } = ended;
  return bold(t(`compliance:ended.${as}`, { when: sayInstant(at, zone, t) }));
}

/** Every figure that is not nought: what belongs together stands in one line. */
function figureLines({ directive, beside }: DirectiveView, { t }: Voice): (string | null)[] {
  const figure = (name: 'sent' | 'waiting' | 'unknown' | 'unreachable' | 'notEnrolled' | 'closed') =>
    directive[name] > 0 && t(`compliance:directive.${name}`, { count: directive[name] });
  const mark = (name: 'lost' | 'told' | 'away' | 'struggling' | 'toKnow') =>
    beside[name] > 0 && t(`compliance:directive.${name}`, { count: beside[name] });
  const acknowledged = t('compliance:directive.acknowledged', { count: directive.acknowledged });
  const paper = directive.onPaper > 0 ? ` ${t('compliance:directive.onPaper', { count: directive.onPaper })}` : '';
  return [
    together(t('compliance:directive.owed', { count: directive.owed }), `${acknowledged}${paper}`),
    together(figure('sent'), mark('lost')),
    together(figure('waiting'), figure('unknown'), figure('unreachable'), figure('notEnrolled')),
    together(mark('told'), mark('away'), mark('struggling')),
    together(mark('toKnow'), figure('closed')),
    directive.late > 0 ? bold(t('compliance:directive.late', { count: directive.late })) : null,
    missingOf(directive) === 0 ? plain(t('compliance:directive.allDone')) : null,
  ];
}

function together(...figures: (string | false)[]): string | null {
  const said = figures.filter((figure) => figure !== false);
  return said.length > 0 ? plain(said.join(' · ')) : null;
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
  const names = button(
    t('compliance:directive.missingButton', { count: missing }),
    callbacks.missing.pack({ ...ids, page: 0 }),
  );
  const remind = button(t('compliance:directive.remindButton', { count: toRemind }), callbacks.remind.pack(ids));
  const heads = button(t('compliance:heads.button'), callbacks.heads.pack({ ...ids, page: 0 }));
  return [
    missing > 0 ? [names] : [],
    [...(toRemind > 0 ? [remind] : []), ...(view.heads ? [heads] : []), ...givenTasksButton(view, voice)],
    unitButtons(below, ids.directiveId),
    [backButton(view, voice), button(t('status:overview.moreButton'), callbacks.moreDirective.pack(ids))],
  ].filter((row) => row.length > 0);
}

function backButton({ unit, above, directive }: DirectiveView, { t }: Voice): Button {
  const back = above
    ? callbacks.directiveStatus.pack({ directiveId: directive.id, unitId: above.id })
    : callbacks.unitStatus.pack({ unitId: unit.id, page: 0 });
  return button(t('compliance:overview.allButton', { unit: (above ?? unit).name }), back);
}

/** What is done with a directive less often: its tasks, its end, its files and pictures. */
export function directiveMoreScreen(view: DirectiveView, voice: Voice): Screen {
  const { t } = voice;
  const { directive, unit } = view;
  const ids = { directiveId: directive.id, unitId: unit.id };
  const name = shortName(directive, voice);
  const change = button(t('directives:manage.button'), callbacks.manage.pack({ directiveId: directive.id }));
  const list = button(t('acknowledgements:button'), callbacks.acknowledgements.pack(ids));
  const proof = button(t('evidence:export.button'), callbacks.exportEvidence.pack(ids));
  return {
    text: lines(bold(t('status:more.heading', { unit: name })), plain(unit.name)),
    keyboard: [
      [...giveTasksButton(view, voice), ...(view.mayManage ? [change] : [])],
      [...(view.mayList ? [list] : []), ...(view.mayExport ? [proof] : [])],
      [chartButton({ kind: 'units', ...ids }, voice), exportsButton({ place: 'directive', ...ids }, voice)],
      [button(t('compliance:overview.allButton', { unit: name }), callbacks.directiveStatus.pack(ids))],
    ].filter((row) => row.length > 0),
  };
}

const atTasks = ({ directive, unit }: DirectiveView) => ({ directiveId: directive.id, unitId: unit.id, page: 0 });

/** To the tasks under it. */
function givenTasksButton(view: DirectiveView, { t }: Voice): Button[] {
  const { total: count, late } = view.tasks;
  if (count === 0) return [];
  const label = late > 0 ? t('tasks:lateInButton', { count, late }) : t('tasks:button', { count });
  return [button(label, callbacks.directiveTasks.pack(atTasks(view)))];
}

/** Where there are no tasks yet, to what its text gives, for those who may give some. */
const giveTasksButton = (view: DirectiveView, { t }: Voice): Button[] =>
  view.tasks.total === 0 && view.tasks.mayGive
    ? [button(t('tasks:giveButton'), callbacks.proposedTasks.pack(atTasks(view)))]
    : [];

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
