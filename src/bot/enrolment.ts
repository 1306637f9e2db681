import { placesOf } from '../domain/actor.ts';
import { mayReportAny } from '../domain/compliance/report-policy.ts';
import { isPassCode } from '../domain/declarations/work-pass.ts';
import { mayIssue, maySee, SEEING_ROLES } from '../domain/directives/directive-policy.ts';
import { findDraft } from '../domain/forms/draft-actions.ts';
import { markReachable, markUnreachable, saveLocale } from '../domain/people/account-actions.ts';
import { enrol, presentInvite } from '../domain/people/enrolment-actions.ts';
import { normalisePhone } from '../domain/people/phone.ts';
import { Problem } from '../domain/problem.ts';
import { mayCallAny } from '../domain/rollcalls/roll-call-policy.ts';
import { locales } from '../lib/locale.ts';
import * as screens from '../screens/account.ts';
import { actorOf, answer, type BotContext, show } from './context.ts';
import * as verification from './verification.ts';
import * as workPass from './work-pass.ts';

/** Codes in QR pictures, told by their shape. They are for people of the office; to a stranger a true one is like any other. */
const SCANNED: [isOne: (code: string) => boolean, answerTo: (ctx: BotContext, code: string) => void | Promise<void>][] =
  [
    [verification.isCheckCode, verification.answerCode],
    [isPassCode, workPass.check],
  ];

/** `/start`, with an invite's code, with one that was scanned, or without. */
export async function start(ctx: BotContext): Promise<void> {
  const code = /^\/start\s+(\S{1,64})$/.exec(ctx.text ?? '')?.[1];
  const answerTo = code && SCANNED.find(([isOne]) => isOne(code))?.[1];
  if (code && answerTo) return ctx.actor ? await answerTo(ctx, code) : show(ctx, screens.strangerScreen(ctx.voice));
  if (code) await presentInvite(ctx.from!.id, code, ctx.office);
  if (code) return show(ctx, screens.strangerScreen(ctx.voice, true));
  if (ctx.actor) return show(ctx, screens.enrolledScreen(ctx.actor.person, false, ctx.voice));
  show(ctx, screens.strangerScreen(ctx.voice));
}

/** A shared contact: the only door into the office. */
export async function contact(ctx: BotContext): Promise<void> {
  const message = ctx.message;
  if (!message || !('contact' in message)) return;
  const { phone_number: phone, user_id: userId } = message.contact;
  const forwarded = 'forward_origin' in message || 'forward_date' in message;
  const shared = { senderId: ctx.from!.id, userId: userId ?? null, forwarded, phone: phoneOf(phone) };
  const { person, isNew } = await enrol(shared, ctx.office);
  const voice = { ...ctx.voice, t: person.locale ? ctx.parts.i18n.t(person.locale) : ctx.voice.t };
  show(ctx, screens.enrolledScreen(person, isNew, voice));
}

/** Telegram leaves the plus of an international number out. */
const phoneOf = (phone: string) => normalisePhone(/^[+0]/.test(phone) ? phone : `+${phone}`);

/** Blocking the bot marks the person; letting it in again delivers what is owed. */
export async function membership(ctx: BotContext): Promise<void> {
  const { office } = ctx;
  const accountId = ctx.actor?.accountId;
  const status = ctx.myChatMember?.new_chat_member.status;
  if (!accountId) return;
  if (status === 'kicked')
    await office.inTransaction((stores) => markUnreachable(accountId, 'blocked', stores, office));
  if (status === 'member') await markReachable(accountId, office);
}

export async function me(ctx: BotContext): Promise<void> {
  const { person, posts } = actorOf(ctx);
  const units = await ctx.office.read.units.listByIds(posts.map((post) => post.unitId));
  const nameOf = new Map(units.map((unit) => [unit.id, unit.name]));
  const named = posts.map(({ role, unitId }) => ({ role, unit: nameOf.get(unitId) ?? '' }));
  show(ctx, screens.meScreen(person, named, ctx.voice));
}

export async function language(ctx: BotContext): Promise<void> {
  actorOf(ctx);
  show(ctx, screens.languageScreen(ctx.voice));
}

export async function chooseLanguage(ctx: BotContext, { locale }: { locale: string }): Promise<void> {
  const chosen = locales.find((known) => known === locale);
  if (!chosen) throw new Problem('notFound');
  await saveLocale(actorOf(ctx).person.id, chosen, ctx.office);
  answer(ctx);
  show(ctx, screens.languageSavedScreen({ ...ctx.voice, t: ctx.parts.i18n.t(chosen) }));
}

/** What is not understood, said according to who it is: a stranger, somebody in the middle of a form, anybody else. */
export async function notUnderstood(ctx: BotContext): Promise<void> {
  if (!ctx.message) return;
  if (!ctx.actor) return show(ctx, screens.strangerScreen(ctx.voice));
  const draft = await findDraft(ctx.actor, ctx.office);
  if (draft && !('text' in ctx.message)) throw new Problem('answerNotText');
  throw new Problem('document' in ctx.message || 'photo' in ctx.message ? 'fileForWhat' : 'commandUnknown');
}

/** What somebody may, for the help and the list of commands. */
export function abilitiesOf(ctx: BotContext): Record<'issue' | 'see' | 'call' | 'report', boolean> {
  const { actor } = ctx;
  if (!actor) return { issue: false, see: false, call: false, report: false };
  const seeing = placesOf(actor, SEEING_ROLES);
  const call = mayCallAny(actor);
  const see = seeing.some((post) => maySee(actor, post.unitPath));
  return { issue: mayIssue(actor), see, call, report: mayReportAny(actor) };
}

/** A button that no longer leads anywhere: of an older version, or made up. */
export async function unknownPress(): Promise<void> {
  throw new Problem('notFound');
}
