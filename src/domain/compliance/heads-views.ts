import type { PersonActor } from '../actor.ts';
import type { Directive } from '../directives/directive.ts';
import { mayRemind, maySee } from '../directives/directive-policy.ts';
import type { HeadCount, HeadStep } from '../directives/head.ts';
import { recordLook } from '../directives/look-actions.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { Unit } from '../units/unit.ts';

/** The heads at and below a unit with their second step. */
export interface HeadsInUnit {
  unit: Unit;
  directive: Directive;
  steps: HeadStep[];
  total: number;
  count: HeadCount;
  mayOpen: boolean;
}

/** What is not theirs to see is refused like what never was. */
export async function viewHeads(
  actor: PersonActor,
  { directiveId, unitId }: { directiveId: number; unitId: number },
  page: { limit: number; offset: number },
  office: Office,
): Promise<HeadsInUnit> {
  const { read } = office;
  const unit = await read.units.find(unitId);
  if (!unit || !maySee(actor, unit.path)) throw new Problem('notYourUnit');
  const found = await read.heads.listSteps(directiveId, unit.path, page);
  if (found.total === 0) throw new Problem('notFound');
  const count = await read.heads.countSteps(directiveId, unit.path);
  await recordLook(actor, { what: 'heads', unit, directiveId, about: { from: page.offset + 1 } }, office);
  return {
    unit,
    directive: await read.directives.get(directiveId),
    ...found,
    count,
    mayOpen: mayRemind(actor, unit.path),
  };
}
