// i18n: forms:privacyRequest.*
// i18n: forms:privacyAnswer.*
// i18n: forms:privacyRefuse.*
// i18n: forms:privacyExtend.*
import type { PrivacyRequest, PrivacyRequestKind } from '../domain/declarations/privacy-request.ts';
import type { PrivacyRequestStep } from '../domain/declarations/privacy-request-form.ts';
import type { Draft } from '../domain/forms/form.ts';
import { pressOf } from './forms.ts';
import { dayIn, sayKind } from './privacy-requests.ts';
import { type Button, bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

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
