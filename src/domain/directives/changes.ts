import { diffArrays } from 'diff';
import { systemClock } from '../../lib/clock.ts';

export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** One passage that differs, as its words were and are. */
export type Change = Piece[];

/** Milliseconds for all comparisons of two texts: what is left then counts passage by passage as removed whole and added whole. */
const TIME = 200;
/** Words that stand around a change, to be found again. */
const AROUND = 6;

interface Difference {
  added?: boolean;
  removed?: boolean;
  value: string[];
}

/** What was added to a text and removed from it, passage by passage. The same text twice gives nothing. */
export function changesBetween(before: string, after: string): Change[] {
  const until = systemClock.monotonic() + TIME;
  const lines = compare(before.split('\n'), after.split('\n'), until);
  const changes: Change[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.removed) {
      const next = lines[index + 1];
      changes.push(...passages(line.value, next?.added ? next.value : [], until));
    } else if (line.added && !lines[index - 1]?.removed) changes.push(passage('', line.value.join('\n'), until));
  }
  return changes.filter((change) => change.some(({ kind, text }) => kind !== 'same' && text.trim() !== ''));
}

/** Line by line where as many came as went; else all of them at once. */
function passages(before: string[], after: string[], until: number): Change[] {
  if (before.length !== after.length) return [passage(before.join('\n'), after.join('\n'), until)];
  return before.map((line, index) => passage(line, after[index]!, until));
}

function compare(before: string[], after: string[], until: number): Difference[] {
  const timeout = until - systemClock.monotonic();
  const found = timeout > 0 ? (diffArrays(before, after, { timeout }) as Difference[] | undefined) : undefined;
  return (
    found ?? [
      { removed: true, value: before },
      { added: true, value: after },
    ]
  );
}

function passage(before: string, after: string, until: number): Change {
  if (before === '' || after === '') {
    return [{ kind: before === '' ? 'added' : 'removed', text: before || after }];
  }
  const words = compare(before.split(/(\s+)/), after.split(/(\s+)/), until);
  const pieces = words.map(({ added, removed, value }): Piece => {
    return { kind: added ? 'added' : removed ? 'removed' : 'same', text: value.join('') };
  });
  return pieces.map((piece, index) => (piece.kind === 'same' ? shortened(piece, index, pieces.length) : piece));
}

/** Of what stayed the same only the words next to a change. */
function shortened({ text }: Piece, index: number, count: number): Piece {
  const words = text.split(/(\s+)/);
  const around = AROUND * 2;
  const [isFirst, isLast] = [index === 0, index === count - 1];
  const kept = (isFirst || isLast ? 1 : 2) * around;
  if (words.length <= kept + 2) return { kind: 'same', text };
  const head = isFirst ? '' : `${words.slice(0, around).join('').trimEnd()} `;
  const tail = isLast ? '' : ` ${words.slice(-around).join('').trimStart()}`;
  return { kind: 'same', text: `${head}…${tail}` };
}
