import { type Actor, nameForRecord } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Office } from '../stores.ts';
import { looksIn } from './directive-policy.ts';

/** What somebody opened of others. */
export type Looked = 'figures' | 'missing' | 'heads' | 'text' | 'tasks' | 'lateTasks' | 'task' | 'person' | 'people';

/** What it was about: a directive, or what has none. */
export interface Look {
  what: Looked;
  /** The unit by whose post it was opened, with its path. */
  unit: { code: string; path: string };
  directiveId?: number;
  /** More closely: a page, a person, a task. */
  about?: Record<string, string | number>;
}

/**
 * `directive.look`, or `office.look` where it is about none: what an inspector opens is written down before it is shown, where the
 * record of the directive holds it. Of those who look by another post nothing is written.
 */
export async function recordLook(
  actor: Actor,
  { what, unit, directiveId, about }: Look,
  office: Office,
): Promise<void> {
  if (!looksIn(actor, unit.path)) return;
  const at = office.clock.now();
  const stream = directiveId === undefined ? 'office' : `directive:${directiveId}`;
  const action = directiveId === undefined ? 'office.look' : 'directive.look';
  const fact = { stream, action, at, way: 'button' as const, actor: nameForRecord(actor), subject: stream };
  const details = { what, unit: unit.code, ...about };
  await office.inTransaction(({ evidence }) => evidence.append(entryOf({ ...fact, details })));
}
