import { z } from 'zod';
import { cleanName } from '../../lib/text.ts';
import type { Answers, Step } from '../forms/form.ts';
import { kindWord } from './document-fields.ts';
import type { DocumentKind } from './reading-kinds.ts';

/** The kinds that are offered by buttons; a document can be of any other, too. */
const OFFERED: readonly DocumentKind[] = [
  'công văn',
  'kế hoạch',
  'công điện',
  'chỉ thị',
  'thông báo',
  'quyết định',
  'nghị quyết',
  'hướng dẫn',
  'kết luận',
  'chương trình',
  'phương án',
  'quy chế',
  'quy định',
  'giấy mời',
];

const LIMIT = 300;
const MOST_BASES = 10_000;

type When = (answers: Answers) => boolean;

const never: When = () => false;
const isIncoming: When = (answers) => answers.incoming === 'yes';

const words = (name: string, when: When = never): Step => ({
  name,
  kind: 'text',
  schema: z.string().transform(cleanName).pipe(z.string().min(1).max(LIMIT)),
  missing: 'answerNotText',
  refusal: { code: 'answerTooLong', params: { limit: LIMIT } },
  isOptional: true,
  when,
});

const day = (name: string, when: When = never): Step => ({
  name,
  kind: 'day',
  schema: z.iso.date(),
  refusal: { code: 'dayUnreadable' },
  isOptional: true,
  when,
});

const choice = (name: string, choices: readonly string[]): Step => ({
  name,
  kind: 'choice',
  choices,
  schema: z.enum(choices),
  refusal: { code: 'answerFromButtons' },
  when: never,
});

/** What was read in a file, to be looked over: shown once, when there was a file. */
export const foundStep: Step = {
  name: 'confirmed',
  kind: 'proposal',
  schema: z.literal('yes'),
  refusal: { code: 'answerFromButtons' },
  when: (answers) => answers.found !== undefined,
};

/** What a document says of itself: never asked for, but proposed from a file and there to be changed. */
export const documentSteps: readonly Step[] = [
  choice('kind', OFFERED.map(kindWord)),
  day('documentDate'),
  words('place'),
  words('issuingBody'),
  words('signer'),
  {
    name: 'bases',
    kind: 'longText',
    schema: z.string().min(1).max(MOST_BASES),
    missing: 'answerNotText',
    refusal: { code: 'answerTooLong', params: { limit: MOST_BASES } },
    isOptional: true,
    when: never,
  },
  choice('incoming', ['yes', 'no']),
  words('arrivalNumber', isIncoming),
  day('arrivedOn', isIncoming),
  words('instruction', isIncoming),
];
