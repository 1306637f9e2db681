// i18n: directives:pending.*
import type { AmendmentRequest } from '../domain/directives/amendment-request.ts';
import type { Directive } from '../domain/directives/directive.ts';
import { callbacks } from './callbacks.ts';
import { sayMoment } from './dates.ts';
import { shortName } from './directive-head.ts';
import { cut } from './directive-lists.ts';
import { bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';

export interface PendingList {
  directives: Directive[];
  amendments: { request: AmendmentRequest; directive: Directive }[];
  page: number;
}

const archiveStart = callbacks.archive.pack({ page: 0, inForce: 0, year: 0, words: '' });

/** All that has not left and is the reader's to sign, to release or to take back. */
export function pendingListScreen({ directives, amendments, page }: PendingList, voice: Voice): Screen {
  const { t } = voice;
  const all = [
    ...amendments.map(({ request, directive }) => ({
      line: t('directives:pending.line.amendment', { name: shortName(directive, voice) }),
      data: callbacks.amendment.pack({ requestId: request.id, page: 0 }),
    })),
    ...directives.map((directive) => ({
      line: lineOf(directive, voice),
      data: callbacks.pending.pack({ directiveId: directive.id, page: 0 }),
    })),
  ];
  const shown = all.slice(page * PAGE, (page + 1) * PAGE);
  const place = (index: number) => String(page * PAGE + index + 1);
  const numbers = shown.map(({ data }, index) => button(place(index), data));
  const back = [button(t('directives:pending.listBackButton'), archiveStart)];
  if (all.length === 0) return { text: plain(t('directives:pending.none')), keyboard: [back] };
  return {
    text: lines(
      bold(t('directives:pending.heading', { count: all.length })),
      '',
      ...shown.map(({ line }, index) => plain(t('directives:pending.numbered', { place: place(index), line }))),
    ),
    keyboard: [
      ...rows(numbers, PAGE),
      ...pageRow(page, Math.ceil(all.length / PAGE), (target) => callbacks.pendingList.pack({ page: target })),
      back,
    ],
  };
}

function lineOf(directive: Directive, voice: Voice): string {
  const { t, now, zone } = voice;
  const { state, approval, issueAt, number, title } = directive;
  const name = cut(number ? `${shortName(directive, voice)}: ${title}` : title);
  if (state === 'awaiting') return t(`directives:pending.line.${approval ?? 'second'}`, { name });
  return t('directives:pending.line.scheduled', { name, when: issueAt ? sayMoment(issueAt, now, zone, t) : '' });
}
