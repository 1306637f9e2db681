// i18n: requests:kinds.*
// i18n: requests:states.*
// i18n: requests:due.*
// i18n: requests:short.*
import type {
  PrivacyRequest,
  PrivacyRequestKind,
  PrivacyRequestTerms,
} from '../domain/declarations/privacy-request.ts';
import { PRIVACY_REQUEST_STEP_FORMS, type PrivacyRequestStep } from '../domain/declarations/privacy-request-form.ts';
import type { PrivacyRequestView } from '../domain/declarations/privacy-request-views.ts';
import { dayOf, daysBetween } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay, sayInstant } from './dates.ts';
import { type Button, bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';

const todayOf = ({ now, zone }: Voice): string => dayOf(now, zone);
export const dayIn = (on: string, voice: Voice): string => sayDay(on, voice.t, todayOf(voice));
export const sayKind = (kind: PrivacyRequestKind, { t }: Voice): string => t(`requests:kinds.${kind}`);

/** How long there is for an answer: the last day, and how far it is; as a sentence, or short for a list. */
export function sayDue(
  { dueOn }: Pick<PrivacyRequest, 'dueOn'>,
  voice: Voice,
  length: 'due' | 'short' = 'due',
): string {
  const { t } = voice;
  const [day, left] = [dayIn(dueOn, voice), daysBetween(todayOf(voice), dueOn)];
  if (left < 0) return t(`requests:${length}.late`, { day, count: -left });
  return left === 0 ? t(`requests:${length}.today`, { day }) : t(`requests:${length}.ahead`, { day, count: left });
}

function sayStanding(request: PrivacyRequest, voice: Voice): string {
  const { state, endedAt } = request;
  if (state === 'received') return sayDue(request, voice, 'short');
  const day = endedAt ? dayIn(dayOf(endedAt, voice.zone), voice) : '';
  return voice.t(`requests:standing.${state}`, { day });
}

export const openButton = ({ id }: PrivacyRequest, label: string): Button =>
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
  const { request, text, answer, isOwn, mayAnswer, mayExtendBy } = view;
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
      ...extensionLines(view, voice).map(plain),
      endedAt !== null && plain(t(`requests:ended.${state as 'answered'}`, { by: by?.fullName ?? '', when })),
      answer !== null && plain(t('requests:words', { text: answer })),
      ...(isOwn && state === 'refused' ? ['', plain(refusedHint(request, voice))] : []),
    ),
    keyboard: [
      ...(isOwn ? ownRows(request, voice) : mayAnswer ? answerRows(request, mayExtendBy, voice) : []),
      [backButton(isOwn, voice)],
    ],
  };
}

const refusedHint = ({ kind }: PrivacyRequest, { t }: Voice): string =>
  kind === 'complain' ? t('requests:refusedComplaintHint') : t('requests:refusedHint');

const ownRows = ({ id: requestId, state }: PrivacyRequest, { t }: Voice): Button[][] =>
  state === 'received' ? [[button(t('requests:withdrawButton'), callbacks.withdrawRequest.pack({ requestId }))]] : [];

/** That it was given more time, and why. */
function extensionLines(
  { request: { extendedAt }, extension }: Pick<PrivacyRequestView, 'request' | 'extension'>,
  { t, zone }: Voice,
): string[] {
  if (extendedAt === null) return [];
  const said = extension === null ? [] : [t('requests:words', { text: extension })];
  return [t('requests:extendedAt', { when: sayInstant(extendedAt, zone, t) }), ...said];
}

function answerRows({ id: subject }: PrivacyRequest, more: number | null, { t }: Voice): Button[][] {
  const start = (step: PrivacyRequestStep, label: string) =>
    button(label, callbacks.startForm.pack({ form: PRIVACY_REQUEST_STEP_FORMS[step], subject }));
  return [
    [start('answer', t('requests:step.answer'))],
    [start('refuse', t('requests:step.refuse'))],
    ...(more === null ? [] : [[start('extend', t('requests:step.extend', { count: more }))]]),
  ];
}

const backButton = (isOwn: boolean, { t }: Voice): Button =>
  isOwn
    ? button(t('requests:back.own'), callbacks.privacyRequests.pack({ page: 0 }))
    : button(t('requests:back.toAnswer'), callbacks.requestsToAnswer.pack({ page: 0 }));

/** The same as lines of a copy. */
export function requestLines(
  { request, text, answer, extension }: Pick<PrivacyRequestView, 'request' | 'text' | 'answer' | 'extension'>,
  voice: Voice,
): string[] {
  const { t, zone } = voice;
  const { kind, state, receivedAt, endedAt, by } = request;
  const when = endedAt ? sayInstant(endedAt, zone, t) : '';
  return [
    t('requests:heading', { kind: sayKind(kind, voice), state: t(`requests:states.${state}`) }),
    t('requests:receivedAt', { when: sayInstant(receivedAt, zone, t) }),
    text === null ? t('requests:erased') : t('requests:words', { text }),
    ...extensionLines({ request, extension }, voice),
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
        const [kind, standing] = [sayKind(request.kind, voice), sayDue(request, voice, 'short')];
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
