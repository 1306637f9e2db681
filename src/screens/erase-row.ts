import type { DeclaredKind } from '../domain/declarations/own-declarations-views.ts';
import { callbacks } from './callbacks.ts';
import { type Button, button, type Voice } from './screen.ts';

/** Below a declaration of one's own. */
export const eraseRow = (what: DeclaredKind, id: number, { t }: Voice): Button[] => [
  button(t('privacy:erasing.button'), callbacks.askErase.pack({ what, id })),
];
