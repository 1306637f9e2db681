import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type AckTerms, PLAIN, type Question } from '../domain/directives/acknowledging.ts';
import type { T } from '../i18n.ts';
import { Refusal, WrongUsage } from './terminal.ts';

export interface TermOptions {
  commitment?: string;
  question?: string;
  allPages?: boolean;
}

/** What `issue` asks for besides a press. Throws Refusal for a file that holds no question. */
export async function readTerms({ commitment, question, allPages = false }: TermOptions, t: T): Promise<AckTerms> {
  if (commitment !== undefined && question !== undefined) throw new WrongUsage(t('cli:issue.oneWay'));
  if (commitment !== undefined) return { mode: 'commitment', commitment, question: null, allPages };
  if (question === undefined) return { ...PLAIN, allPages };
  return { mode: 'question', commitment: null, question: await readQuestion(question, t), allPages };
}

const shape = z.object({ question: z.string(), answers: z.array(z.string()) });

async function readQuestion(file: string, t: T): Promise<Question> {
  const said = shape.safeParse(parsed(await readFile(file, 'utf8')));
  if (!said.success) throw new Refusal('questionUnreadable', t('cli:issue.questionUnreadable', { file }));
  return { ask: said.data.question, answers: said.data.answers };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
}
