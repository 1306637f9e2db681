import type { OwnData, OwnRequest, OwnTask, OwnTrip } from '../domain/compliance/own-data-views.ts';
import type { Said } from '../domain/rollcalls/roll-call.ts';
import type { TaskEntry } from '../domain/tasks/task.ts';
import { dayOf } from '../lib/day.ts';
import { sayDay, sayInstant } from './dates.ts';
import { answerLines, sayResult } from './health.ts';
import { requestLines } from './privacy-requests.ts';
import { coordinates } from './roll-call-person.ts';
import type { Voice } from './screen.ts';
import { detailsSaid, sayStops } from './trip.ts';

/** What a copy has, in this order; each has its heading. */
export const ownParts = [
  ...(['person', 'leave', 'directives', 'tasks', 'trips', 'health', 'followUps', 'looks', 'answers'] as const),
  'requests',
] as const;
export type OwnPart = (typeof ownParts)[number];

/** The words of a copy of one's own data: of each part its heading and its lines. */
export function ownDataParts(data: OwnData, voice: Voice): { heading: string; lines: string[] }[] {
  const said: Record<OwnPart, string[]> = {
    person: personLines(data, voice),
    leave: data.leave.map(({ fromOn, toOn }) => {
      const [from, to] = [sayDay(fromOn, voice.t), sayDay(toOn, voice.t)];
      return fromOn === toOn ? voice.t('absence:one', { from }) : voice.t('absence:spell', { from, to });
    }),
    directives: data.directives.map((one) => directiveLine(one, voice)),
    tasks: data.tasks.flatMap((one) => [...taskLines(one, voice), '']),
    trips: data.trips.flatMap((one) => [...tripLines(one, voice), '']),
    health: data.health.map((one) => healthLine(one, voice)),
    followUps: data.followUps.map((one) => followUpLine(one, voice)),
    looks: data.looks.map(({ what, at, on, by }) => {
      const when = sayInstant(at, voice.zone, voice.t);
      return voice.t(`health:looks.${what}`, { when, name: by.fullName, day: sayDay(on, voice.t) });
    }),
    answers: data.answers.flatMap((one) => [...rollCallLines(one, voice), '']),
    requests: data.requests.flatMap((one: OwnRequest) => [...requestLines(one, voice), '']),
  };
  return ownParts.map((part) => ({ heading: voice.t(`privacy:copy.${part}`), lines: said[part] }));
}

function personLines({ person, posts, enrolledAt, consent }: OwnData, { t, now, zone }: Voice): string[] {
  return [
    t('privacy:copy.made', { when: sayInstant(now, zone, t) }),
    t('privacy:copy.name', { name: person.fullName, staffNo: person.staffNo }),
    ...(person.phone ? [t('privacy:copy.phone', { phone: person.phone })] : []),
    ...posts.map(({ unit, role }) =>
      t('privacy:copy.post', { unit: unit.name, role: t(`enrolment:me.role.${role as 'staff'}`) }),
    ),
    ...(enrolledAt ? [t('privacy:copy.enrolled', { when: sayInstant(enrolledAt, zone, t) })] : []),
    ...(consent ? [t('privacy:consented', { when: sayInstant(consent.givenAt, zone, t) })] : []),
  ];
}

const directiveLine = ({ number, title, issuedAt, status }: OwnData['directives'][number], { t, zone }: Voice) =>
  t(status === 'acknowledged' ? 'privacy:copy.acknowledged' : 'privacy:copy.directive', {
    day: sayDay(dayOf(issuedAt, zone), t),
    name: [number, title].filter(Boolean).join(' '),
  });

function taskLines({ task, entries }: OwnTask, voice: Voice): string[] {
  const { t } = voice;
  const name = [task.directive.number, task.directive.title].filter(Boolean).join(' ');
  return [
    t('privacy:copy.task', { text: task.text, name }),
    t(`tasks:state.${task.state}`),
    ...entries.flatMap((entry) => entryLines(entry, voice)),
  ];
}

function entryLines({ kind, text, amount, file, at, byName }: TaskEntry, { t, zone }: Voice): string[] {
  const [when, by] = [sayInstant(at, zone, t), byName ?? t('tasks:byOffice')];
  return [
    t(`tasks:entry.${kind}`, { when, by, to: text ?? '' }),
    ...(amount === null ? [] : [t('tasks:reached', { amount })]),
    ...(text === null || kind === 'hand' ? [] : [t('tasks:said', { text })]),
    ...(file ? [t('tasks:file', { name: file.fileName })] : []),
  ];
}

function tripLines({ trip, details, entries }: OwnTrip, voice: Voice): string[] {
  const { t, zone } = voice;
  return [
    t(`trips:kinds.${trip.kind}`),
    ...sayStops(trip.stops, voice),
    ...detailsSaid(details, voice),
    ...entries.map(({ entry, text }) => {
      const said = t(`trips:said.${entry.step}`, { by: entry.by.fullName, when: sayInstant(entry.at, zone, t) });
      return text === null ? said : `${said}: ${text}`;
    }),
  ];
}

function healthLine({ declaration, details }: OwnData['health'][number], voice: Voice): string {
  const { t } = voice;
  const said = details ? answerLines(details.answers, voice).filter((line) => line !== null) : [t('health:erased')];
  const result = details ? [sayResult(details.result, voice)] : [];
  return [sayDay(declaration.on, t), ...result, ...said].join(' · ');
}

function followUpLine({ fromOn, toOn, tripId }: OwnData['followUps'][number], { t }: Voice): string {
  const span = { from: sayDay(fromOn, t), to: sayDay(toOn, t) };
  return t(tripId === null ? 'followup:ahead.contact' : 'followup:ahead.trip', span);
}

function rollCallLines({ call, listed, entries }: OwnData['answers'][number], voice: Voice): string[] {
  const { t, zone } = voice;
  const { answer, answeredAt, toldBy } = listed;
  const when = answeredAt ? sayInstant(answeredAt, zone, t) : '';
  return [
    t('privacy:copy.rollCall', { about: call.about, when: sayInstant(call.askedAt, zone, t) }),
    answer === null ? t('privacy:copy.silent') : t(`rollcall:person.answer.${answer}`, { when }),
    ...(toldBy ? [t('rollcall:person.toldBy', { name: toldBy.fullName })] : []),
    ...entries
      .filter(({ entry }) => entry.step === 'words' || entry.step === 'place')
      .map(({ entry, said }) => {
        const by = entry.by.id === listed.person.id ? '' : t('rollcall:person.by', { name: entry.by.fullName });
        return saidLine(said, { time: sayInstant(entry.at, zone, t), by }, voice);
      }),
  ];
}

function saidLine(said: Said | null, { time, by }: { time: string; by: string }, { t }: Voice): string {
  if (said === null) return t('rollcall:person.erased', { time });
  if ('words' in said) return t('rollcall:person.words', { time, words: said.words, by });
  return t('rollcall:person.place', { time, place: coordinates(said), by });
}
