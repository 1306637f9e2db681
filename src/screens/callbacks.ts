/**
 * Every button's data: how it is packed, recognised and read. At most 64 bytes; a client can forge any of it, so that each handler
 * asks the domain whether this person may.
 */

/** `name$` is a word, anything else a whole number. */
type Fields<Name extends string> = {
  [Field in Name as Field extends `${infer Word}$` ? Word : Field]: Field extends `${string}$` ? string : number;
};

export interface Callback<Values> {
  /** The word that its data begins with, up to the first colon. */
  name: string;
  pack(values: Values): string;
  /** Null for anything that `pack` does not give. */
  read(data: string): Values | null;
}

function callback<Name extends string>(name: string, ...names: Name[]): Callback<Fields<Name>> {
  const parts = names.map((field) => (field.endsWith('$') ? '([\\w.-]*)' : '(\\d{1,15})'));
  const fields = names.map((field) => ({ field: field.replace('$', ''), isWord: field.endsWith('$') }));
  const pattern = new RegExp(`^${[name, ...parts].join(':')}$`);
  return {
    name,
    pack: (values) => [name, ...fields.map(({ field }) => (values as Record<string, unknown>)[field])].join(':'),
    read: (data) => {
      const found = pattern.exec(data)?.slice(1);
      const values = found?.map((value, index) => [
        fields[index]!.field,
        fields[index]!.isWord ? value : Number(value),
      ]);
      return values ? (Object.fromEntries(values) as Fields<Name>) : null;
    },
  };
}

/** In front of a button's data: what it shows comes as a message of its own, so that the list above it stays. */
export const BELOW = '+';
export const inMessageBelow = (data: string): string => `${BELOW}${data}`;

export const callbacks = {
  /** Fixed by the contract: `ack:<receipt id>`. */
  acknowledge: callback('ack', 'receiptId'),
  /** `place` among the shuffled answers; `tries`: how many wrong ones there had been when it was shown. */
  answer: callback('answer', 'receiptId', 'tries', 'place'),
  implement: callback('impl', 'receiptId'),
  card: callback('card', 'receiptId'),
  read: callback('read', 'receiptId', 'page'),
  files: callback('files', 'receiptId'),
  changes: callback('diff', 'receiptId', 'page'),
  openCard: callback('open', 'receiptId'),
  checkCode: callback('code', 'receiptId'),
  inbox: callback('inbox', 'page'),
  directives: callback('dirs', 'page'),
  /** `words` are folded and stand with `_` between them; `year` is 0 for any. */
  archive: callback('arc', 'page', 'inForce', 'year', 'words$'),
  archived: callback('arch', 'directiveId'),
  archivedBack: callback('arcb', 'directiveId'),
  archivedPage: callback('arcp', 'directiveId', 'page'),
  archivedFiles: callback('arcf', 'directiveId'),

  approve: callback('yes', 'directiveId'),
  /** Page 0 is the whole of what has not left, the others are its text. */
  pending: callback('asks', 'directiveId', 'page'),
  pendingFiles: callback('askf', 'directiveId'),
  pendingPreview: callback('askp', 'directiveId'),
  pendingList: callback('asked', 'page'),
  takeBack: callback('undo', 'directiveId'),
  release: callback('now', 'directiveId'),
  approveAmendment: callback('ayes', 'requestId'),
  amendment: callback('aask', 'requestId', 'page'),
  takeBackAmendment: callback('aundo', 'requestId'),

  manage: callback('manage', 'directiveId'),
  resumeSending: callback('go', 'directiveId'),
  retrySending: callback('retry', 'directiveId'),

  unitStatus: callback('st', 'unitId', 'page'),
  unitsStatus: callback('stu', 'unitId', 'page'),
  unitNeeds: callback('stn', 'unitId'),
  unitDay: callback('stday', 'unitId'),
  moreStatus: callback('stmore', 'unitId'),
  owingPeople: callback('stwho', 'unitId', 'page'),
  openSteps: callback('ststep', 'unitId', 'page'),
  owedTasks: callback('sttask', 'unitId', 'page'),
  lostPeople: callback('stlost', 'unitId', 'page'),
  unitRollCall: callback('stroll', 'unitId'),
  directiveStatus: callback('sd', 'directiveId', 'unitId'),
  moreDirective: callback('sdmore', 'directiveId', 'unitId'),
  missing: callback('miss', 'directiveId', 'unitId', 'page'),
  heads: callback('heads', 'directiveId', 'unitId', 'page'),
  remind: callback('remind', 'directiveId', 'unitId'),
  remindOne: callback('nudge', 'receiptId'),
  acknowledgements: callback('list', 'directiveId', 'unitId'),
  /** `place$` is `unit`, `directive`, `trips` or `health`; an id is 0 where there is none. */
  exports: callback('xfrom', 'place$', 'directiveId', 'unitId'),
  makeExport: callback('x', 'kind$', 'format$', 'directiveId', 'unitId'),
  chart: callback('pic', 'kind$', 'directiveId', 'unitId'),
  exportEvidence: callback('proof', 'directiveId'),
  owing: callback('who', 'receiptId'),
  /** The same from a page of a list, to which it leads back. */
  owingIn: callback('whoin', 'receiptId', 'unitId', 'page'),
  disputeAttestation: callback('dispute', 'attestationId'),
  endAway: callback('back', 'absenceId'),

  tasks: callback('tasks', 'page'),
  task: callback('task', 'taskId'),
  acceptTasks: callback('taskall', 'directiveId'),
  taskHistory: callback('taskh', 'taskId', 'page'),
  taskStep: callback('taskdo', 'taskId', 'step$'),
  taskHands: callback('taskto', 'taskId', 'page'),
  handTask: callback('hand', 'taskId', 'personId'),
  taskFile: callback('taskf', 'entryId'),
  directiveTasks: callback('dtasks', 'directiveId', 'unitId', 'page'),
  proposedTasks: callback('ptasks', 'directiveId', 'unitId', 'page'),
  giveProposed: callback('pgive', 'directiveId', 'unitId', 'count'),
  lateTasks: callback('late', 'unitId', 'page'),

  report: callback('rep', 'unitId'),
  /** `reportId` 0: that of the unit as of now. */
  reportFile: callback('repf', 'reportId', 'unitId', 'format$'),

  trip: callback('trip', 'tripId'),
  trips: callback('trips', 'page'),
  ownTrips: callback('mytrips'),
  tripStep: callback('tripdo', 'tripId', 'step$'),
  areaLevels: callback('risk', 'page'),
  areaLevel: callback('level', 'levelId', 'page'),
  askLift: callback('asklift', 'levelId'),
  liftLevel: callback('lift', 'levelId'),
  /** `day$`: the day that the button was shown on; the next day it declares nothing. */
  personCard: callback('pcard', 'personId'),
  healthSame: callback('hsame', 'day$'),
  healthOwn: callback('hown'),
  health: callback('health', 'declarationId'),
  healthLooks: callback('hlooks', 'page'),
  workPass: callback('pass'),
  /** `unitId` is 0 for the highest of one's own. */
  healthUnit: callback('hunit', 'unitId', 'page'),
  healthMissing: callback('hmiss', 'unitId', 'page'),
  healthCare: callback('hcare', 'unitId', 'page'),
  followUps: callback('hfol', 'unitId', 'page'),
  healthRemind: callback('hremind', 'unitId'),
  healthAskEnd: callback('hend', 'campaignId'),
  healthEnd: callback('hendyes', 'campaignId'),

  consent: callback('agree', 'form$'),
  refuseConsent: callback('disagree'),
  privacy: callback('privacy'),
  ownData: callback('mydata'),
  askWithdraw: callback('askwd'),
  withdrawConsent: callback('withdraw'),
  ownDeclarations: callback('mine', 'page'),
  /** `what$`: `trip` or `health`. The first press asks, the second one erases. */
  askErase: callback('askera', 'what$', 'id'),
  eraseOwn: callback('erase', 'what$', 'id'),
  privacyRequests: callback('reqs', 'page'),
  privacyRequest: callback('req', 'requestId'),
  requestsToAnswer: callback('reqall', 'page'),
  withdrawRequest: callback('requndo', 'requestId'),

  /** What was asked of oneself: `answer` is `safe` or `help`. */
  rollCallAnswer: callback('rc', 'listedId', 'answer$'),
  ownRollCall: callback('rco', 'listedId'),
  rollCall: callback('rca', 'rollCallId'),
  /** `unitId` 0 stands for all that somebody may see; `isBelow` 1 shows it below instead of in place. */
  rollCallWanting: callback('rcw', 'rollCallId', 'unitId', 'page', 'isBelow'),
  rollCallUnits: callback('rcu', 'rollCallId', 'unitId', 'page', 'isBelow'),
  rollCallPerson: callback('rcp', 'listedId'),
  rollCallTold: callback('rct', 'listedId', 'answer$'),
  /** The first press asks, the second one ends it. */
  endRollCall: callback('rce', 'rollCallId', 'isSure'),

  /** The place in a list: pressing it leads nowhere. */
  stay: callback('stay'),
  form: callback('form', 'draftId', 'revision', 'verb$', 'value$'),
  /** `subject` is the id of whom or what the form is about; 0 for nothing. */
  startForm: callback('start', 'form$', 'subject'),
  language: callback('lang', 'locale$'),
} as const;
