import type { DirectiveFigures } from '../domain/compliance/compliance.ts';
import { missingOf } from '../domain/compliance/compliance.ts';
import type { UnitDay } from '../domain/compliance/status-views.ts';
import { backToUnit } from './attention.ts';
import { sayTime } from './dates.ts';
import { shortName } from './directive-head.ts';
import { bold, lines, plain, type Screen, type Voice } from './screen.ts';

/** What has happened in a unit since midnight; what did not happen is left out. */
export function unitDayScreen(day: UnitDay, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const all = [
    ...directiveLines(day, voice),
    healthLine(day, voice),
    ...tripLines(day, voice),
    ...taskLines(day, voice),
  ];
  const said = all.filter((line) => line !== null);
  return {
    text: lines(
      bold(t('status:day.heading', { unit: day.unit.name, time: sayTime(now, zone) })),
      '',
      ...(said.length > 0 ? said : [t('status:day.nothing')]).map(plain),
    ),
    keyboard: [[backToUnit(day.unit, voice)]],
  };
}

/** So many directives are called by name in one line. */
const NAMED = 3;

function namesOf(directives: readonly DirectiveFigures[], voice: Voice): string {
  const names = directives.slice(0, NAMED).map((one) => shortName(one, voice, 40));
  return [...names, ...(directives.length > NAMED ? ['…'] : [])].join(', ');
}

function directiveLines({ issued, acknowledged, overdue, ahead }: UnitDay, voice: Voice): (string | null)[] {
  const { t } = voice;
  const missing = (some: readonly DirectiveFigures[]) => some.reduce((sum, one) => sum + missingOf(one), 0);
  return [
    issued.length > 0 ? t('status:day.issued', { count: issued.length, names: namesOf(issued, voice) }) : null,
    acknowledged > 0 ? t('status:day.acknowledged', { count: acknowledged }) : null,
    overdue.length > 0 ? t('status:day.overdue', { count: missing(overdue), names: namesOf(overdue, voice) }) : null,
    ahead.length > 0 ? t('status:day.ahead', { count: missing(ahead), names: namesOf(ahead, voice) }) : null,
  ];
}

const healthLine = ({ health }: UnitDay, { t }: Voice): string | null =>
  health && t('status:day.health', { done: health.done, due: health.due });

function tripLines({ trips }: UnitDay, { t }: Voice): (string | null)[] {
  if (!trips) return [];
  const { leaving, returned, dueBack, overdue, awaiting } = trips;
  return [
    leaving > 0 ? t('status:day.tripsLeaving', { count: leaving }) : null,
    returned > 0 ? t('status:day.tripsReturned', { count: returned }) : null,
    dueBack > 0 ? t('status:day.tripsDueBack', { count: dueBack }) : null,
    overdue > 0 ? t('status:day.tripsOverdue', { count: overdue }) : null,
    awaiting > 0 ? t('status:day.tripsAwaiting', { count: awaiting }) : null,
  ];
}

function taskLines({ tasks }: UnitDay, { t }: Voice): (string | null)[] {
  const { given, reported, done } = tasks;
  return [
    given > 0 ? t('status:day.tasksGiven', { count: given }) : null,
    reported > 0 ? t('status:day.tasksReported', { count: reported }) : null,
    done > 0 ? t('status:day.tasksDone', { count: done }) : null,
  ];
}
