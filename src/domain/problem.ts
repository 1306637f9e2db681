/** Everything that the office may have to say no to. Each is worded in `locales/<language>/problems.json`. */
export const problemCodes = [
  'notEnrolled',
  'notFound',
  'notYours',
  'notYourUnit',
  'unitNotSeen',
  'mayNotIssue',
  'mayNotSee',
  'mayNotRemind',
  'mayNotRevoke',
  'classifiedText',
  'numberTaken',
  'titleMissing',
  'titleTooLong',
  'numberTooLong',
  'textMissing',
  'textTooLong',
  'unitsMissing',
  'unitUnknown',
  'unitsNotYours',
  'dayUnreadable',
  'dayTooEarly',
  'absencePast',
  'absenceTooLong',
  'mayNotMarkAway',
  'mayNotAttest',
  'attestedOwn',
  'attestationDisputed',
  'noteTooLong',
  'commitmentMissing',
  'commitmentTooLong',
  'questionMissing',
  'questionTooLong',
  'answersUnfit',
  'acknowledgeFirst',
  'mayNotPassOn',
  'passedOnAlready',
  'nobodyToPassTo',
  'alreadyAcknowledged',
  'deadlinePast',
  'deadlineUnreadable',
  'nobodyOwes',
  'noApprover',
  'approveOwn',
  'alreadyDecided',
  'directiveEnded',
  'directiveHoldsNoMore',
  'amendUnderWay',
  'nothingChanged',
  'reasonMissing',
  'reasonTooLong',
  'replaceEnded',
  'contactNotYours',
  'contactUnknown',
  'contactAmbiguous',
  'inviteNeeded',
  'inviteWrong',
  'inviteExpired',
  'invitePaused',
  'inviteForAnother',
  'accountInUse',
  'accountMissing',
  'personUnknown',
  'fileTooLarge',
  'fileNotText',
  'fileEncoding',
  'fileDamaged',
  'fileProtected',
  'fileUnreachable',
  'formGone',
  'formSent',
  'formMovedOn',
  'answerNotText',
  'answerNotFile',
  'answerFromButtons',
  'tooManyFiles',
  'commandUnknown',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** A refusal that a person is told in words; never a fault of the program. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly params: Record<string, string | number>;

  constructor(code: ProblemCode, params: Record<string, string | number> = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}
