import { sha256 } from '../../lib/ids.ts';
import { cleanName, foldText } from '../../lib/text.ts';
import { Problem } from '../problem.ts';

/** `plain`: one press; `commitment`: the press stands under a wording; `question`: one question has to be answered right first. */
export const ackModes = ['plain', 'commitment', 'question'] as const;
export type AckMode = (typeof ackModes)[number];

export interface Question {
  ask: string;
  /** Two to four; the first is the right one. */
  answers: string[];
}

/** What a directive asks for before it counts as acknowledged. */
export interface AckTerms {
  mode: AckMode;
  /** The wording of a `commitment`; null otherwise. */
  commitment: string | null;
  question: Question | null;
  /** Every page has to be opened first. */
  allPages: boolean;
}

export const PLAIN: AckTerms = { mode: 'plain', commitment: null, question: null, allPages: false };

/** In characters; a commitment stands below the last page of a text, an answer on a button. */
export const TERM_LIMITS = { commitment: 400, ask: 300, answer: 100 } as const;
export const ANSWERS = { least: 2, most: 4 } as const;

/** Whoever needed so many wrong answers is counted beside the figures. */
export const MANY_TRIES = 3;

/** The answers of a text with one on each line, the right one first. */
export const answersIn = (text: string): string[] => text.split('\n').map(cleanName).filter(Boolean);

export function areAnswersFit(answers: readonly string[]): boolean {
  const areDifferent = new Set(answers.map(foldText)).size === answers.length;
  const areShort = answers.every((answer) => answer !== '' && answer.length <= TERM_LIMITS.answer);
  return areDifferent && areShort && answers.length >= ANSWERS.least && answers.length <= ANSWERS.most;
}

/** Every text in the terms, to be looked through for what must not be in it. */
export const textsOf = ({ commitment, question }: AckTerms): string[] => [
  commitment ?? '',
  question?.ask ?? '',
  ...(question?.answers ?? []),
];

/** Holds the terms against the rules. Throws the first Problem; gives them cleaned, without what their mode does not use. */
export function checkTerms({ mode, commitment, question, allPages }: AckTerms): AckTerms {
  if (mode === 'plain') return { ...PLAIN, allPages };
  if (mode === 'commitment') {
    const wording = cleanName(commitment ?? '');
    if (!wording) throw new Problem('commitmentMissing');
    if (wording.length > TERM_LIMITS.commitment) {
      throw new Problem('commitmentTooLong', { limit: TERM_LIMITS.commitment });
    }
    return { mode, commitment: wording, question: null, allPages };
  }
  const ask = cleanName(question?.ask ?? '');
  const answers = (question?.answers ?? []).map(cleanName);
  if (!ask) throw new Problem('questionMissing');
  if (ask.length > TERM_LIMITS.ask) throw new Problem('questionTooLong', { limit: TERM_LIMITS.ask });
  if (!areAnswersFit(answers)) throw new Problem('answersUnfit', { ...ANSWERS, limit: TERM_LIMITS.answer });
  return { mode, commitment: null, question: { ask, answers }, allPages };
}

/** The answers in the order of their buttons: another for each receipt, and always the same for one. */
export function answerOrder(receiptId: number, { ask, answers }: Question): string[] {
  const key = new Map(answers.map((answer) => [answer, sha256(`${receiptId}\n${ask}\n${answer}`)]));
  return [...answers].sort((left, right) => (key.get(left)! < key.get(right)! ? -1 : 1));
}

/** The page (from 0) that says most of what a question and its right answer say: where somebody who was wrong reads again. */
export function pageAbout({ ask, answers }: Question, pages: readonly string[]): number {
  const [wanted, asked] = [wordsOf(answers[0] ?? ''), wordsOf(ask)];
  const scores = pages.map((page) => {
    const words = new Set(wordsOf(page));
    const count = (list: string[]) => list.filter((word) => words.has(word)).length;
    return 2 * count(wanted) + count(asked);
  });
  return scores.indexOf(Math.max(...scores));
}

const wordsOf = (text: string): string[] => [...new Set(foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [])];
