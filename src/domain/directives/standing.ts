import type { DirectiveState } from './directive.ts';

/** How a directive can end; a closed one whose end was never written down was closed. */
export type EndedAs = 'closed' | 'withdrawn' | 'replaced';

/** What holds: the text that was asked about, a later wording of it, another directive, or nothing any more. */
export type Standing = 'inForce' | 'amended' | 'replaced' | 'withdrawn' | 'closed';

export interface Ending {
  state: DirectiveState;
  /** The version in force. */
  version: number;
  endedAs: EndedAs | null;
}

/** How a directive stands, for somebody who holds this version of it (the one in force unless told). */
export function standingOf({ state, version, endedAs }: Ending, held = version): Standing {
  if (state !== 'closed') return held < version ? 'amended' : 'inForce';
  return endedAs === 'replaced' || endedAs === 'withdrawn' ? endedAs : 'closed';
}
