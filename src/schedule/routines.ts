import { raiseAlarm, StandstillWatch } from '../domain/alarms.ts';
import { sendDigests } from '../domain/compliance/digest-actions.ts';
import { makeReports } from '../domain/compliance/report-actions.ts';
import { eraseOld } from '../domain/declarations/erase-actions.ts';
import { forgetOldFollowUps, keepFollowUps } from '../domain/declarations/follow-up-clock-actions.ts';
import { remindOfHealth } from '../domain/declarations/health-clock-actions.ts';
import { forgetLeavers } from '../domain/declarations/leaver-actions.ts';
import { tellOfLevels } from '../domain/declarations/level-actions.ts';
import { remindOfRequests } from '../domain/declarations/privacy-request-clock-actions.ts';
import { askForReturns } from '../domain/declarations/trip-clock-actions.ts';
import { indexArchive } from '../domain/directives/archive-views.ts';
import { escalate } from '../domain/directives/escalation-actions.ts';
import { climbLadders } from '../domain/directives/ladder-actions.ts';
import { keepHours } from '../domain/directives/pending-actions.ts';
import { prepareIssue } from '../domain/directives/prepare-actions.ts';
import { recardDirectives } from '../domain/directives/recard-actions.ts';
import { PROGRESS_EVERY, settleSendings, showSendings } from '../domain/directives/sending-actions.ts';
import { DRAFT_LIFE } from '../domain/forms/draft-actions.ts';
import { askWhoIsBack } from '../domain/people/absence-actions.ts';
import { followDays } from '../domain/people/day-actions.ts';
import { prepareRollCalls } from '../domain/rollcalls/call-actions.ts';
import { endOldRollCalls, recardRollCalls } from '../domain/rollcalls/end-actions.ts';
import { eraseOldSaid } from '../domain/rollcalls/erase-actions.ts';
import { ACCOUNT_EVERY } from '../domain/rollcalls/roll-call.ts';
import { chaseSilent, showRollCalls } from '../domain/rollcalls/roll-call-clock-actions.ts';
import type { Office } from '../domain/stores.ts';
import { remindOfTasks, withdrawTasks } from '../domain/tasks/task-clock-actions.ts';
import { addMilliseconds, DAY, HOUR, MINUTE, SECOND } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Routine } from './ticker.ts';

/** Telegram repeats an update for at most a day. */
const UPDATE_LIFE = 2 * DAY;

/** Name, when, what; made anew for each bot, since a watch remembers what it saw. */
export const createRoutines = (): readonly Routine[] => [
  { name: 'rollcall.prepare', every: 5 * SECOND, onWake: true, run: prepareRollCalls },
  { name: 'rollcall.end', every: MINUTE, run: endOldRollCalls },
  { name: 'rollcall.chase', every: 15 * SECOND, run: chaseSilent },
  { name: 'rollcall.show', every: ACCOUNT_EVERY, run: showRollCalls },
  { name: 'rollcall.recard', every: 5 * SECOND, onWake: true, run: recardRollCalls },
  { name: 'directive.hour', every: 5 * SECOND, run: keepHours },
  { name: 'directive.prepare', every: 5 * SECOND, onWake: true, run: prepareWhatWaits },
  { name: 'directive.recard', every: 5 * SECOND, onWake: true, run: recardDirectives },
  { name: 'directive.settle', every: 2 * SECOND, onWake: true, run: settleSendings },
  { name: 'directive.progress', every: PROGRESS_EVERY, run: showSendings },
  { name: 'archive.index', every: 5 * SECOND, run: indexArchive },
  { name: 'directive.remind', every: 30 * SECOND, run: climbLadders },
  { name: 'directive.escalate', every: 30 * SECOND, run: escalate },
  { name: 'task.withdraw', every: 30 * SECOND, run: withdrawTasks },
  { name: 'task.remind', every: 30 * SECOND, run: remindOfTasks },
  { name: 'area.tell', every: 2 * SECOND, onWake: true, run: tellOfLevels },
  { name: 'declaration.erase', every: HOUR, run: eraseOld },
  { name: 'rollcall.erase', every: HOUR, run: eraseOldSaid },
  { name: 'person.forget', every: HOUR, run: forgetLeavers },
  { name: 'trip.return', every: MINUTE, run: askForReturns },
  { name: 'health.remind', every: MINUTE, run: remindOfHealth },
  { name: 'followup.keep', every: MINUTE, run: keepFollowUps },
  { name: 'followup.forget', every: HOUR, run: forgetOldFollowUps },
  { name: 'request.remind', every: 10 * MINUTE, run: remindOfRequests },
  { name: 'absence.over', every: 10 * MINUTE, run: askWhoIsBack },
  { name: 'roster.day', every: MINUTE, run: followDays },
  { name: 'delivery.release', every: 15 * SECOND, run: releaseDeliveries },
  { name: 'outbox.watch', every: MINUTE, run: watchOutbox(new StandstillWatch()) },
  { name: 'vault.sweep', every: 10 * MINUTE, run: sweepVault },
  { name: 'vault.journal', every: HOUR, run: (office) => office.erasures.forgetOld() },
  { name: 'draft.expire', every: HOUR, run: expireDrafts },
  { name: 'update.forget', every: HOUR, run: forgetUpdates },
];

/** What reads a whole office through: on a clock of its own, so that nothing else waits for it. */
export const slowRoutines: readonly Routine[] = [
  { name: 'digest.send', every: MINUTE, run: (office, _, ending) => sendDigests(office, ending) },
  { name: 'report.make', every: MINUTE, run: (office, _, ending) => makeReports(office, ending) },
];

/** Directives that were submitted or approved, and those whose preparing was cut off. */
async function prepareWhatWaits(office: Office): Promise<void> {
  for (const id of await office.read.directives.listUnready(office.clock.now())) await prepareIssue(id, office);
}

async function releaseDeliveries(office: Office): Promise<void> {
  await office.inTransaction(({ deliveries }) => deliveries.releaseExpired(office.clock.now()));
}

async function expireDrafts(office: Office): Promise<void> {
  const before = addMilliseconds(office.clock.now(), -DRAFT_LIFE);
  await office.inTransaction(({ drafts }) => drafts.deleteOlderThan(before));
}

async function forgetUpdates(office: Office): Promise<void> {
  const before = addMilliseconds(office.clock.now(), -UPDATE_LIFE);
  await office.inTransaction(({ updates }) => updates.prune(before));
}

/** What was erased right before a crash, or while others kept the database busy. */
async function sweepVault(office: Office, log: Log): Promise<void> {
  if (!(await office.sweepErased())) log.info('vault.sweep: others use the database; what was erased is swept later');
}

const STUCK =
  'outbox.stuck: nothing has left for five minutes though something is owed; `cli missing` lists who is to be told by telephone';

const watchOutbox =
  (standstill: StandstillWatch): Routine['run'] =>
  async (office, log) => {
    if (!(await standstill.isStuck(office))) return;
    log.error(STUCK);
    await raiseAlarm('stuck', office);
  };
