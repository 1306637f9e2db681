// i18n: status:kind.*
import type { Cell, UnitKind } from '../domain/compliance/unit-kinds.ts';
import { callbacks } from './callbacks.ts';
import { type Button, button, type Voice } from './screen.ts';

/** Of each kind what its button opens for a unit and all below: names, or what stands for them. */
const opened: Record<UnitKind, (unitId: number) => string> = {
  directive: (unitId) => callbacks.owingPeople.pack({ unitId, page: 0 }),
  implement: (unitId) => callbacks.openSteps.pack({ unitId, page: 0 }),
  task: (unitId) => callbacks.owedTasks.pack({ unitId, page: 0 }),
  health: (unitId) => callbacks.healthMissing.pack({ unitId, page: 0 }),
  rollCall: (unitId) => callbacks.unitRollCall.pack({ unitId }),
};

export const leftOf = ({ due, done }: Cell): number => due - done;

/** Opens who or what is left of a kind, with how many that are. */
export function kindButton(kind: UnitKind, left: number, unitId: number, { t }: Voice): Button {
  const words = t(`status:kind.button.${kind}`);
  return button(t('status:overview.kindButton', { kind: words, count: left }), opened[kind](unitId));
}
