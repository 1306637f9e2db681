import type { HeadCount, HeadStep } from '../domain/directives/head.ts';
import { callbacks } from './callbacks.ts';
import { shortName } from './directive-head.ts';
import { bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';

/** The second figure of a directive for heads. */
export const headCountLine = ({ implemented, due }: HeadCount, { t }: Voice): string =>
  plain(t('compliance:heads.count', { done: implemented, due }));

export interface HeadsView {
  directive: { id: number; number: string | null; title: string };
  unit: { id: number; name: string };
  steps: HeadStep[];
  total: number;
  count: HeadCount;
  page: number;
  /** Each opens by a button with its number. */
  mayOpen: boolean;
}

/** Every head with their second step, those who have not taken it first; of what was passed on how far its people are. */
export function headsScreen(view: HeadsView, voice: Voice): Screen {
  const { t } = voice;
  const { directive, unit, steps, total, page } = view;
  const ids = { directiveId: directive.id, unitId: unit.id };
  const first = page * PAGE + 1;
  const numbers = steps.map(({ receiptId }, index) =>
    button(String(first + index), callbacks.owing.pack({ receiptId })),
  );
  const name = shortName(directive, voice);
  return {
    text: lines(
      bold(t('compliance:heads.heading')),
      plain(t('compliance:missing.in', { name, unit: unit.name })),
      headCountLine(view.count, voice),
      '',
      ...steps.map((step, index) => stepLine(step, String(first + index), voice)),
    ),
    keyboard: [
      ...(view.mayOpen ? rows(numbers, PAGE) : []),
      ...pageRow(page, Math.ceil(total / PAGE), (target) => callbacks.heads.pack({ ...ids, page: target })),
      [button(t('compliance:overview.allButton', { unit: name }), callbacks.directiveStatus.pack(ids))],
    ],
  };
}

function stepLine(step: HeadStep, place: string, { t }: Voice): string {
  const { fullName: name, unitName: unit, people } = step;
  if (people) {
    const { acknowledged: done, due } = people;
    return plain(t('compliance:heads.passedOn', { place, name, unit, done, due }));
  }
  if (step.implementedAt) return plain(t('compliance:heads.implemented', { place, name, unit }));
  return plain(t('compliance:heads.open', { place, name, unit }));
}
