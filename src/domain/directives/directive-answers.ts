import { instant } from '../../lib/clock.ts';
import type { Answers } from '../forms/form.ts';
import { type AckTerms, PLAIN } from './acknowledging.ts';
import type { Attachment, CheckedDraft, Directive, DirectiveDraft } from './directive.ts';
import { GROUP } from './directive-form.ts';
import { documentOf, kindWord } from './document-fields.ts';
import { OWN } from './document-proposal.ts';

/** The directive that complete answers describe. */
export function draftOf(answers: Answers): CheckedDraft {
  const deadline = answers.deadline as string | null | undefined;
  return {
    number: (answers.number as string | null) ?? null,
    title: answers.title as string,
    text: answers.text as string,
    attachments: [answers.original, answers.files].flat().filter(Boolean) as Attachment[],
    document: documentOf(answers),
    unitIds: answers.units as number[],
    knowUnitIds: (answers.knowUnits as number[] | null | undefined) ?? [],
    ...audienceOf(answers),
    deadlineAt: deadline ? instant(deadline) : null,
    issueAt: answers.issueAt ? instant(answers.issueAt as string) : null,
    urgency: answers.urgency as DirectiveDraft['urgency'],
    lateJoiners: answers.newcomers === 'yes',
    replacesId: (answers.replacesId as number | undefined) ?? null,
    terms: termsOf(answers),
  };
}

/** Whoever wants a group and has not said which addresses nobody: 0 is no group's id. */
function audienceOf({ audience, group }: Answers): Pick<CheckedDraft, 'audience' | 'groupId'> {
  if (audience === GROUP) return { audience: 'everyone', groupId: Number(group ?? 0) };
  return { audience: audience as DirectiveDraft['audience'], groupId: null };
}

/** Whoever chose a way and went back before saying what belongs to it has chosen none. */
function termsOf({ ackMode, commitment, question, answers, allPages: all }: Answers): AckTerms {
  const allPages = all === 'yes';
  if (ackMode === 'commitment' && commitment) {
    return { mode: 'commitment', commitment: commitment as string, question: null, allPages };
  }
  if (ackMode === 'question' && question && answers) {
    const asked = { ask: question as string, answers: answers as string[] };
    return { mode: 'question', commitment: null, question: asked, allPages };
  }
  return { ...PLAIN, allPages };
}

/** What is known of a directive besides itself when it goes back to its clerk. */
export interface Written {
  text: string;
  unitIds: number[];
  knowUnitIds: number[];
  attachments: Attachment[];
}

/** The answers that describe a directive: it was taken back or refused, and goes on where its form ended. */
export function answersFor(directive: Directive, { text, unitIds, knowUnitIds, attachments }: Written): Answers {
  const { number, title, deadlineAt, issueAt, urgency, lateJoiners, replacesId, groupId, audience } = directive;
  const original = attachments.find(({ isOriginal }) => isOriginal);
  return {
    ...{ number, title, text, urgency, units: unitIds, knowUnits: knowUnitIds.length > 0 ? knowUnitIds : null },
    files: attachments.filter((one) => one !== original),
    ...(groupId === null ? { audience } : { audience: GROUP, group: String(groupId) }),
    deadline: deadlineAt?.toISOString() ?? null,
    ...(issueAt ? { issueAt: issueAt.toISOString() } : {}),
    newcomers: lateJoiners ? 'yes' : 'no',
    notClassified: 'yes',
    ...(replacesId === null ? {} : { replacesId }),
    ...termAnswers(directive.terms),
    ...documentAnswers(directive, original ?? null),
  };
}

function termAnswers({ mode, commitment, question, allPages }: AckTerms): Answers {
  return {
    ackMode: mode,
    ...(commitment === null ? {} : { commitment }),
    ...(question ? { question: question.ask, answers: question.answers } : {}),
    allPages: allPages ? 'yes' : 'no',
  };
}

function documentAnswers({ document }: Directive, original: Attachment | null): Answers {
  if (!document) return original ? { original } : {};
  const { kind, date, place, issuingBody, signer, legalBases, incoming } = document;
  const said = { documentDate: date, place, issuingBody, signer, bases: legalBases.join('\n') || null };
  return {
    ...said,
    ...(kind ? { kind: kindWord(kind) } : {}),
    ...(original ? { original } : {}),
    found: { ...OWN, fileName: original?.fileName ?? '' },
    confirmed: 'yes',
    incoming: incoming ? 'yes' : 'no',
    ...(incoming
      ? { arrivalNumber: incoming.number, arrivedOn: incoming.date, instruction: incoming.instruction }
      : {}),
  };
}
