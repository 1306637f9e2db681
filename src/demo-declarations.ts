/** What the sample office has declared: a place at a level, a trip that awaits a yes and one under way, and who has declared today. */
import type { App } from './app.ts';
import { setLevel } from './domain/areas/area-level-actions.ts';
import type { T } from './i18n.ts';
import { dayOf, daysLater } from './lib/day.ts';
import type { SandboxUser } from './sandbox/sandbox-user.ts';

const office = { kind: 'office' as const, name: 'demo' };

/** Something typed, or a button by its words. */
type Click = { say: string } | string;

export interface DemoChats {
  person(staffNo: string): SandboxUser;
  /** Until the bot has nothing more to do. */
  quiet(): Promise<void>;
}

/** As people do it in their chats. */
export async function declareInDemo(app: App, chats: DemoChats): Promise<void> {
  const { clock, zone } = app.office;
  const t = app.i18n.t();
  const today = dayOf(clock.now(), zone);
  const walk = async (staffNo: string, ...clicks: Click[]) => {
    for (const click of clicks) {
      const user = chats.person(staffNo);
      if (typeof click === 'string') user.press(click);
      else user.send(click.say);
      await chats.quiet();
    }
  };
  const level = { hazard: 'dich', province: '24', level: '3', fromOn: today, toOn: null, directiveId: null };
  await setLevel(office, level, app.office);
  const day = (days: number): Click => ({ say: daysLater(today, days).split('-').reverse().join('/') });
  const trip = (kind: 'mission' | 'private', reason: string, place: string, from: number, to: number): Click[] => [
    ...[{ say: '/lichtrinh' }, t('consent:agreeButton'), t(`forms:trip.kind.choice.${kind}`), { say: reason }],
    ...[{ say: place }, day(from), day(to), t('forms:trip.more.choice.no'), t('forms:trip.transport.choice.coach')],
    ...[t('forms:skipButton'), t('forms:skipButton'), t('forms:trip.truth.choice.yes')],
    t(kind === 'mission' ? 'trips:notifyButton' : 'trips:askButton'),
  ];
  await walk('LG009', ...trip('private', 'Thăm bố mẹ', 'Đà Nẵng', 3, 5));
  await walk('LG020', ...trip('mission', 'Tập huấn nghiệp vụ', 'Bắc Giang', 0, 2));
  await walk('LG008', ...dailyHealth(t));
  await walk('LG010', ...wellToday(t));
}

const dailyHealth = (t: T): Click[] => [
  ...[{ say: '/suckhoe' }, t('health:campaign.beginButton'), t('forms:healthCampaign.time.choice.0800')],
  ...[t('forms:healthCampaign.days.choice.all'), { say: 'hôm nay' }, t('forms:skipButton')],
  t('health:campaign.sendButton'),
];

const wellToday = (t: T): Click[] => [
  ...[{ say: '/khaibao' }, t('consent:agreeButton'), t('forms:health.symptoms.choice.none'), t('forms:skipButton')],
  ...[t('forms:health.contact.choice.none'), t('forms:health.test.choice.none')],
  ...[t('forms:health.vaccination.choice.two'), t('forms:skipButton'), t('health:sendButton')],
];
