/**
 * Updates in: who is it, what do they want? Every middleware and handler stands here, in order. A handler reads, does by one domain
 * action, and shows a screen; it never waits for the network.
 */
import { Composer, type Telegraf } from 'telegraf';
import { SECOND } from '../lib/clock.ts';
import { callbacks } from '../screens/callbacks.ts';
import * as absence from './absence.ts';
import * as archive from './archive.ts';
import * as areas from './areas.ts';
import { Buttons } from './buttons.ts';
import * as charts from './charts.ts';
import { commands, introduce } from './commands.ts';
import * as compliance from './compliance.ts';
import { answer, type BotContext, type BotParts, newTelegraf } from './context.ts';
import * as directives from './directives.ts';
import * as enrolment from './enrolment.ts';
import * as evidence from './evidence.ts';
import { Exporting } from './exporting.ts';
import * as exports from './exports.ts';
import { answerByMessage } from './forms/answers.ts';
import { begin } from './forms/conversation.ts';
import { pressForm } from './forms/presses.ts';
import * as heads from './heads.ts';
import * as health from './health.ts';
import { handleOnce } from './middleware/handle-once.ts';
import { inMessageBelow } from './middleware/in-message-below.ts';
import { inOrder } from './middleware/in-order.ts';
import { privateOnly } from './middleware/private-only.ts';
import { recognise } from './middleware/recognise.ts';
import { sayProblems } from './middleware/say-problems.ts';
import * as obligations from './obligations.ts';
import * as pending from './pending.ts';
import { Polling } from './polling.ts';
import * as privacy from './privacy.ts';
import * as privacyRequests from './privacy-requests.ts';
import * as reports from './reports.ts';
import * as rollCalls from './roll-calls.ts';
import * as status from './status.ts';
import * as tasks from './tasks.ts';
import * as trips from './trips.ts';
import { UpdateLedger } from './update-ledger.ts';
import * as verification from './verification.ts';
import * as workPass from './work-pass.ts';

export interface RunningBot {
  start(): void;
  stop(): Promise<void>;
}

export function createBot(parts: BotParts): RunningBot {
  const bot = newTelegraf(parts);
  const inside = new Composer<BotContext>();
  const ledger = new UpdateLedger(parts.office);
  const order = inOrder();
  const exporting = new Exporting(parts);
  Object.assign(bot.context, { exporting });
  const buttons = new Buttons();
  const press: Buttons['on'] = (button, handle) => buttons.on(button, handle);

  bot.use(order.middleware, handleOnce(ledger, inside));
  inside.use(privateOnly(), recognise(), sayProblems(), inMessageBelow());

  const handlers = new Map(commands.flatMap(({ names, handle }) => names.map((name) => [name as string, handle])));
  inside.command([...handlers.keys()], (ctx) => handlers.get(ctx.command)!(ctx));
  inside.on('contact', enrolment.contact);
  inside.on('my_chat_member', enrolment.membership);

  press(callbacks.acknowledge, directives.acknowledge);
  press(callbacks.answer, directives.answerQuestion);
  press(callbacks.implement, heads.implement);
  press(callbacks.card, directives.card);
  press(callbacks.openCard, directives.openCard);
  press(callbacks.read, directives.readPage);
  press(callbacks.files, directives.files);
  press(callbacks.changes, directives.changes);
  press(callbacks.checkCode, verification.checkCode);
  press(callbacks.inbox, obligations.inbox);
  press(callbacks.directives, archive.firstPage);
  press(callbacks.archive, archive.page);
  press(callbacks.archived, archive.open);
  press(callbacks.archivedBack, archive.back);
  press(callbacks.archivedPage, archive.readPage);
  press(callbacks.archivedFiles, archive.files);

  press(callbacks.pendingList, pending.list);
  press(callbacks.pending, pending.open);
  press(callbacks.pendingFiles, pending.files);
  press(callbacks.pendingPreview, pending.preview);
  press(callbacks.approve, pending.approve);
  press(callbacks.release, pending.release);
  press(callbacks.takeBack, pending.takeBack);
  press(callbacks.amendment, pending.amendment);
  press(callbacks.approveAmendment, pending.approveAmendment);
  press(callbacks.takeBackAmendment, pending.takeBackAmendment);

  press(callbacks.manage, directives.manage);
  press(callbacks.resumeSending, directives.resume);
  press(callbacks.retrySending, directives.retry);

  press(callbacks.unitStatus, status.unitStatus);
  press(callbacks.unitsStatus, status.matrix);
  press(callbacks.unitNeeds, status.unitNeeds);
  press(callbacks.unitDay, status.unitDay);
  press(callbacks.moreStatus, status.more);
  press(callbacks.owingPeople, status.owingPeople);
  press(callbacks.openSteps, status.openSteps);
  press(callbacks.owedTasks, status.owedTasks);
  press(callbacks.lostPeople, status.lostPeople);
  press(callbacks.unitRollCall, rollCalls.ofUnit);
  press(callbacks.directiveStatus, compliance.directiveStatus);
  press(callbacks.moreDirective, compliance.more);
  press(callbacks.missing, compliance.missing);
  press(callbacks.heads, heads.steps);
  press(callbacks.remind, compliance.remind);
  press(callbacks.remindOne, compliance.remindOne);
  press(callbacks.acknowledgements, compliance.acknowledgements);
  press(callbacks.chart, charts.draw);
  press(callbacks.exports, exports.offer);
  press(callbacks.makeExport, exports.make);
  press(callbacks.exportEvidence, evidence.exportRecord);
  press(callbacks.owing, compliance.owing);
  press(callbacks.owingIn, compliance.owing);
  press(callbacks.personCard, compliance.personCard);
  press(callbacks.disputeAttestation, directives.dispute);
  press(callbacks.endAway, absence.end);

  press(callbacks.report, reports.ofUnit);
  press(callbacks.reportFile, reports.file);

  press(callbacks.tasks, tasks.tasks);
  press(callbacks.task, tasks.task);
  press(callbacks.acceptTasks, tasks.acceptAll);
  press(callbacks.taskHistory, tasks.history);
  press(callbacks.taskStep, tasks.step);
  press(callbacks.taskHands, tasks.hands);
  press(callbacks.handTask, tasks.hand);
  press(callbacks.taskFile, tasks.file);
  press(callbacks.directiveTasks, tasks.ofDirective);
  press(callbacks.proposedTasks, tasks.proposed);
  press(callbacks.giveProposed, tasks.giveProposed);
  press(callbacks.lateTasks, tasks.late);

  press(callbacks.trip, trips.open);
  press(callbacks.trips, trips.below);
  press(callbacks.ownTrips, trips.listOwn);
  press(callbacks.tripStep, trips.step);
  press(callbacks.areaLevels, areas.list);
  press(callbacks.areaLevel, areas.open);
  press(callbacks.askLift, areas.askLift);
  press(callbacks.liftLevel, areas.lift);
  press(callbacks.healthSame, health.same);
  press(callbacks.healthOwn, health.own);
  press(callbacks.health, health.open);
  press(callbacks.healthLooks, health.looks);
  press(callbacks.healthUnit, health.unit);
  press(callbacks.healthMissing, health.missing);
  press(callbacks.healthCare, health.care);
  press(callbacks.followUps, health.followUps);
  press(callbacks.healthRemind, health.remind);
  press(callbacks.healthAskEnd, health.askEnd);
  press(callbacks.healthEnd, health.end);
  press(callbacks.workPass, workPass.own);

  press(callbacks.consent, trips.consent);
  press(callbacks.refuseConsent, trips.refuseConsent);
  press(callbacks.privacy, privacy.open);
  press(callbacks.ownData, privacy.copy);
  press(callbacks.askWithdraw, privacy.askWithdraw);
  press(callbacks.withdrawConsent, privacy.withdraw);
  press(callbacks.ownDeclarations, privacy.declarations);
  press(callbacks.askErase, privacy.askErase);
  press(callbacks.eraseOwn, privacy.erase);
  press(callbacks.privacyRequests, privacyRequests.own);
  press(callbacks.privacyRequest, privacyRequests.open);
  press(callbacks.requestsToAnswer, privacyRequests.toAnswer);
  press(callbacks.withdrawRequest, privacyRequests.withdraw);

  press(callbacks.rollCallAnswer, rollCalls.answerOwn);
  press(callbacks.ownRollCall, rollCalls.openOwn);
  press(callbacks.rollCall, rollCalls.open);
  press(callbacks.rollCallWanting, rollCalls.wanting);
  press(callbacks.rollCallUnits, rollCalls.units);
  press(callbacks.rollCallPerson, rollCalls.person);
  press(callbacks.rollCallTold, rollCalls.told);
  press(callbacks.endRollCall, rollCalls.end);

  press(callbacks.stay, async (ctx) => answer(ctx));
  press(callbacks.startForm, (ctx, { form, subject }) => begin(ctx, form, subject));
  press(callbacks.form, pressForm);
  press(callbacks.language, enrolment.chooseLanguage);
  inside.on('callback_query', (ctx) => buttons.press(ctx) ?? enrolment.unknownPress());

  inside.on('message', async (ctx) => {
    if (isCommand(ctx)) return await enrolment.notUnderstood(ctx);
    if ((await answerByMessage(ctx)) || verification.takeForwarded(ctx)) return;
    await enrolment.notUnderstood(ctx);
  });

  return running(bot, parts, ledger, { order, exporting });
}

/** `/word` alone or before other words; a number that is still blank (`/KH-SNNMT`) is an answer and no command. */
const isCommand = (ctx: BotContext): boolean => /^\/\w+(?:@\w+)?(?:\s|$)/.test(ctx.text ?? '');

/** Milliseconds at the end for files that are being read, and for what waits behind them. */
const LAST_WORK = 4 * SECOND;

function running(
  bot: Telegraf<BotContext>,
  parts: BotParts,
  ledger: UpdateLedger,
  { order, exporting }: { order: ReturnType<typeof inOrder>; exporting: Exporting },
): RunningBot {
  // What gets out of here could not even be set aside: the polling does not confirm it and tries again.
  bot.catch((error) => {
    throw error;
  });
  const polling = new Polling(bot, parts, ledger);
  const end = new AbortController();
  let introduction: Promise<void> | undefined;
  return {
    start() {
      polling.start();
      introduction = introduce(parts, end.signal);
    },
    async stop() {
      end.abort();
      const exported = exporting.stop();
      await Promise.all([polling.stop(), introduction]);
      await Promise.race([Promise.all([order.settled(), exported]), parts.office.clock.sleep(LAST_WORK)]);
    },
  };
}
