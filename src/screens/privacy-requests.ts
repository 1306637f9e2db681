// i18n: requests:kinds.*
// i18n: requests:states.*
// i18n: forms:privacyRequest.*
// i18n: forms:privacyAnswer.*
// i18n: forms:privacyRefuse.*
import type {
  PrivacyRequest,
  PrivacyRequestKind,
  PrivacyRequestTerms,
} from '../domain/declarations/privacy-request.ts';
import { PRIVACY_REQUEST_STEP_FORMS, type PrivacyRequestStep } from '../domain/declarations/privacy-request-form.ts';
import type { PrivacyRequestView } from '../domain/declarations/privacy-request-views.ts';
import { daysBetween } from '../domain/declarations/trip.ts';
import type { Draft } from '../domain/forms/form.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay, sayInstant } from './dates.ts';
import { pressOf } from './forms.ts';
import { type Button, bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';

const todayOf = ({ now, zone }: Voice): string => dayOf(now, zone);
const dayIn = (on: string, voice: Voice): string => sayDay(on, voice.t, todayOf(voice));
const sayKind = (kind: PrivacyRequestKind, { t }: Voice): string => t(`requests:kinds.${kind}`);

/** How long there is for an answer: the last day, and how far it is. */
function sayDue({ dueOn }: Pick<PrivacyRequest, 'dueOn'>, voice: Voice): string {
  const { t } = voice;
  const [day, left] = [dayIn(dueOn, voice), daysBetween(todayOf(voice), dueOn)];
  if (left < 0) return t('requests:due.late', { day, count: -left });
  return left === 0 ? t('requests:due.today', { day }) : t('requests:due.ahead', { day, count: left });
}

function sayStanding(request: PrivacyRequest, voice: Voice): string {
  const { state, endedAt } = request;
  if (state === 'received') return sayDue(request, voice);
  const day = endedAt ? dayIn(dayOf(endedAt, voice.zone), voice) : '';
  return voice.t(`requests:standing.${state}`, { day });
}

const openButton = ({ id }: PrivacyRequest, label: string): Button =>
  button(label, callbacks.privacyRequest.pack({ requestId: id }));

/** One's own requests, the last first; what can be asked, and within what time it is answered. */
export function ownRequestsScreen(
  { requests, terms, page }: { requests: readonly PrivacyRequest[]; terms: PrivacyRequestTerms; page: number },
  voice: Voice,
): Screen {
  const { t } = voice;
  const { correct, erase, restrict, complain } = terms;
  const shown = requests.slice(page * PAGE, (page + 1) * PAGE);
  const open = shown.map((request, index) => openButton(request, String(page * PAGE + index + 1)));
  return {
    text: lines(
      bold(requests.length === 0 ? t('requests:own.none') : t('requests:own.heading', { count: requests.length })),
      '',
      ...shown.map((request, index) => {
        const place = String(page * PAGE + index + 1);
        const [kind, standing] = [sayKind(request.kind, voice), sayStanding(request, voice)];
        return plain(t('requests:own.line', { place, kind, standing }));
      }),
      requests.length === 0 && plain(t('requests:own.terms', { correct, erase, restrict, complain })),
    ),
    keyboard: [
      ...rows(open, PAGE),
      ...pageRow(page, Math.ceil(requests.length / PAGE), (target) => callbacks.privacyRequests.pack({ page: target })),
      [button(t('requests:own.newButton'), callbacks.startForm.pack({ form: 'privacyRequest', subject: 0 }))],
      [button(t('privacy:backButton'), callbacks.privacy.pack({}))],
    ],
  };
}

/** One request, for whoever asked or whoever may answer. */
export function requestScreen(view: PrivacyRequestView, voice: Voice): Screen {
  const { t, zone } = voice;
  const { request, text, answer, isOwn, mayAnswer } = view;
  const { kind, state, person, unit, receivedAt, endedAt, by } = request;
  const when = endedAt ? sayInstant(endedAt, zone, t) : '';
  return {
    text: lines(
      bold(t('requests:heading', { kind: sayKind(kind, voice), state: t(`requests:states.${state}`) })),
      isOwn ? null : plain(t('requests:who', { name: person.fullName, staffNo: person.staffNo, unit: unit.name })),
      plain(t('requests:receivedAt', { when: sayInstant(receivedAt, zone, t) })),
      state === 'received' && plain(sayDue(request, voice)),
      '',
      plain(text === null ? t('requests:erased') : t('requests:words', { text })),
      '',
      endedAt !== null && plain(t(`requests:ended.${state as 'answered'}`, { by: by?.fullName ?? '', when })),
      answer !== null && plain(t('requests:words', { text: answer })),
      isOwn && state === 'refused' && plain(t('requests:refusedHint')),
    ),
    keyboard: [
      ...(isOwn ? ownRows(request, voice) : mayAnswer ? answerRows(request, voice) : []),
      [backButton(isOwn, voice)],
    ],
  };
}

const ownRows = ({ id: requestId, state }: PrivacyRequest, { t }: Voice): Button[][] =>
  state === 'received' ? [[button(t('requests:withdrawButton'), callbacks.withdrawRequest.pack({ requestId }))]] : [];

function answerRows({ id: subject }: PrivacyRequest, { t }: Voice): Button[][] {
  const start = (step: PrivacyRequestStep) =>
    button(t(`requests:step.${step}`), callbacks.startForm.pack({ form: PRIVACY_REQUEST_STEP_FORMS[step], subject }));
  return [[start('answer')], [start('refuse')]];
}

const backButton = (isOwn: boolean, { t }: Voice): Button =>
  isOwn
    ? button(t('requests:back.own'), callbacks.privacyRequests.pack({ page: 0 }))
    : button(t('requests:back.toAnswer'), callbacks.requestsToAnswer.pack({ page: 0 }));

/** The same as lines of a copy. */
export function requestLines(
  { request, text, answer }: Pick<PrivacyRequestView, 'request' | 'text' | 'answer'>,
  voice: Voice,
): string[] {
  const { t, zone } = voice;
  const { kind, state, receivedAt, endedAt, by } = request;
  const when = endedAt ? sayInstant(endedAt, zone, t) : '';
  return [
    t('requests:heading', { kind: sayKind(kind, voice), state: t(`requests:states.${state}`) }),
    t('requests:receivedAt', { when: sayInstant(receivedAt, zone, t) }),
    text === null ? t('requests:erased') : t('requests:words', { text }),
    ...(endedAt ? [t(`requests:ended.${state as 'answered'}`, { by: by?.fullName ?? '', when })] : []),
    ...(answer === null ? [] : [t('requests:words', { text: answer })]),
  ];
}

/** What waits for an answer, late ones first. */
export function toAnswerScreen(
  { requests, total, page }: { requests: readonly PrivacyRequest[]; total: number; page: number },
  voice: Voice,
): Screen {
  const { t } = voice;
  const place = (index: number) => String(page * PAGE + index + 1);
  return {
    text: lines(
      bold(total === 0 ? t('requests:toAnswer.none') : t('requests:toAnswer.heading', { count: total })),
      '',
      ...requests.map((request, index) => {
        const [kind, standing] = [sayKind(request.kind, voice), sayDue(request, voice)];
        return plain(
          t('requests:toAnswer.line', { place: place(index), name: request.person.fullName, kind, standing }),
        );
      }),
    ),
    keyboard: [
      ...rows(
        requests.map((request, index) => openButton(request, place(index))),
        PAGE,
      ),
      ...pageRow(page, Math.ceil(total / PAGE), (target) => callbacks.requestsToAnswer.pack({ page: target })),
      [button(t('privacy:backButton'), callbacks.privacy.pack({}))],
    ],
  };
}

/** The last look before it is asked. */
export function requestOverview(
  draft: Draft,
  { kind, text, dueOn }: { kind: PrivacyRequestKind; text: string; dueOn: string },
  voice: Voice,
): Screen {
  const { t } = voice;
  return {
    text: lines(
      bold(t('requests:overview', { kind: sayKind(kind, voice) })),
      plain(t('requests:words', { text })),
      '',
      plain(t('requests:overviewDue', { day: dayIn(dueOn, voice) })),
    ),
    keyboard: sendRows(draft, t('requests:sendButton'), voice),
  };
}

/** The last look before a request is answered. */
export function requestStepOverview(
  draft: Draft,
  { step, request, text }: { step: PrivacyRequestStep; request: PrivacyRequest; text: string },
  voice: Voice,
): Screen {
  const { t } = voice;
  const [kind, name] = [sayKind(request.kind, voice), request.person.fullName];
  return {
    text: lines(bold(t(`requests:answering.${step}`, { kind, name })), '', plain(t('requests:words', { text }))),
    keyboard: sendRows(draft, t(`requests:answeringButton.${step}`), voice),
  };
}

function sendRows(draft: Draft, label: string, { t }: Voice): Button[][] {
  const to = pressOf(draft);
  return [
    [button(label, to('send'))],
    [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
  ];
}

/** What reaches a chat by itself names nobody and says nothing of what was asked. */
export const requestReceivedScreen = (request: PrivacyRequest, voice: Voice): Screen | null =>
  request.state !== 'received'
    ? null
    : {
        text: plain(voice.t('requests:push.received', { due: sayDue(request, voice) })),
        keyboard: [[openButton(request, voice.t('requests:push.openButton'))]],
      };

export function requestEndedScreen(request: PrivacyRequest, isOwn: boolean, { t }: Voice): Screen | null {
  if (request.state === 'received' || isOwn === (request.state === 'withdrawn')) return null;
  return {
    text: plain(t(`requests:push.${request.state}`)),
    keyboard: [[openButton(request, t('requests:push.openButton'))]],
  };
}

export function requestReminderScreen({ soon, late }: { soon: number; late: number }, { t }: Voice): Screen | null {
  if (soon + late === 0) return null;
  return {
    text: lines(
      late > 0 && bold(t('requests:reminder.late', { count: late })),
      soon > 0 && plain(t('requests:reminder.soon', { count: soon })),
    ),
    keyboard: [[button(t('requests:reminder.openButton'), callbacks.requestsToAnswer.pack({ page: 0 }))]],
  };
}
