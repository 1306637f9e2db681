import { reportFile, reportFileName } from '../documents/report-file.ts';
import { reportFormats } from '../domain/compliance/report.ts';
import { exportReport, type WhichReport } from '../domain/compliance/report-actions.ts';
import { listReportUnits, viewReportNow } from '../domain/compliance/report-views.ts';
import { viewWeeks } from '../domain/compliance/weeks-views.ts';
import { Problem } from '../domain/problem.ts';
import { sheetSaying } from '../screens/acknowledgement-list.ts';
import { chooseReportScreen, reportCaption, reportScreen } from '../screens/report.ts';
import { unitWeeksScreen } from '../screens/unit-weeks.ts';
import { behind } from './behind.ts';
import { actorOf, answer, type BotContext, show, showBelow } from './context.ts';

/** `/report`: of one's unit as of now; somebody with several chooses. */
export async function report(ctx: BotContext): Promise<void> {
  const [unit, ...others] = await listReportUnits(actorOf(ctx), ctx.office);
  if (others.length > 0) return show(ctx, chooseReportScreen([unit!, ...others], ctx.voice));
  make(ctx, unit!.id);
}

export async function ofUnit(ctx: BotContext, { unitId }: { unitId: number }): Promise<void> {
  answer(ctx, ctx.voice.t('report:making'));
  make(ctx, unitId);
}

function make(ctx: BotContext, unitId: number): void {
  const actor = actorOf(ctx);
  behind(ctx, async () => {
    const view = await viewReportNow(actor, unitId, { withPeople: false }, ctx.office);
    showBelow(ctx, reportScreen(view, ctx.voice));
  });
}

/** A unit week by week; this week's figures are counted behind the handler. */
export async function weeks(ctx: BotContext, { unitId, page }: { unitId: number; page: number }): Promise<void> {
  const actor = actorOf(ctx);
  answer(ctx);
  behind(ctx, async () => {
    show(ctx, unitWeeksScreen(await viewWeeks(actor, unitId, page, ctx.office), ctx.voice));
  });
}

/** A report as a file: made behind the handler, sent when it is there. */
export async function file(ctx: BotContext, which: WhichReport & { format: string }): Promise<void> {
  const actor = actorOf(ctx);
  const format = reportFormats.find((one) => one === which.format);
  if (!format) throw new Problem('notFound');
  answer(ctx, ctx.voice.t('report:makingFile'));
  behind(ctx, async () => {
    const made = await exportReport(actor, { ...which, format }, ctx.office);
    const saying = sheetSaying(ctx.voice);
    const bytes = await reportFile(made, format, saying);
    const upload = { name: reportFileName(made, format, saying), caption: reportCaption(made, format, ctx.voice) };
    ctx.parts.replies.sendUpload(ctx.from!.id, 'document', { ...upload, make: async () => bytes });
  });
}
