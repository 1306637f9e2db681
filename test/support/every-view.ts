import { type Role, roles } from '../../src/domain/people/post.ts';
import type { AtPlace } from './every-place.ts';

/** Who may press, begin or say something, and where; `fields`: of which thing at a place. */
export interface Row {
  title: string;
  name: string;
  who: readonly string[];
  where: string;
  fields: (at: AtPlace) => Record<string, unknown>;
}

export const ALL_ROLES: readonly string[] = [...roles, 'nobody'];
const SEEING: readonly Role[] = ['leader', 'deputy', 'clerk', 'focal', 'inspector', 'admin'];

/** Everybody with a part in something, by what they do in it. */
const GROUPS: Record<string, readonly string[]> = {
  everybody: ALL_ROLES,
  'with a post': roles,
  'with a role': SEEING,
  reminding: SEEING.filter((role) => role !== 'inspector'),
  reporting: SEEING.filter((role) => role !== 'admin'),
  issuing: ['leader', 'deputy', 'clerk'],
  listing: ['leader', 'deputy', 'clerk', 'inspector'],
  'answering for people': ['leader', 'deputy', 'focal'],
  leading: ['leader', 'deputy'],
  administrators: ['admin'],
  nobody: [],
};
const WHERE: Record<string, string> = {
  'own below': 'own below',
  own: 'own',
  // What was asked above is seen as far as it was asked of one's own people.
  'own below above': 'own below above',
  anywhere: 'own below beside above',
  '–': '–',
};

/** One line: what, and who where; `of`: what of it is tried, where its name does not say so. */
function tableOf(text: string, of: Record<string, Row['fields']> = {}, shared?: string): Row[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [title, group, where] = line.split('|').map((cell) => cell.trim()) as [string, string, string];
      const [who, placed] = [GROUPS[group], WHERE[where]];
      if (!who || placed === undefined) throw new Error(`a line that nobody understands: ${line}`);
      return { title, name: shared ?? title.split(' ')[0]!, who, where: placed, fields: of[title] ?? (() => ({})) };
    });
}

/**
 * Pressed, and answered above the chat. One's own is nobody else's: whatever the role, and wherever they are. What takes one's own alone
 * whatever is sent (`acceptTasks`: those of one's own tasks that a directive has) is open to everybody.
 */
export const BUTTONS = tableOf(
  `
  acknowledge         | nobody               | –
  answer              | nobody               | –
  implement           | nobody               | –
  card                | nobody               | –
  read                | nobody               | –
  files               | nobody               | –
  changes             | nobody               | –
  openCard            | nobody               | –
  checkCode           | nobody               | –
  disputeAttestation  | nobody               | –
  askErase trip       | nobody               | –
  askErase health     | nobody               | –
  eraseOwn trip       | nobody               | –
  eraseOwn health     | nobody               | –
  withdrawRequest     | nobody               | –
  rollCallAnswer      | nobody               | –
  ownRollCall         | nobody               | –
  form                | nobody               | –
  healthSame          | nobody               | –
  inbox               | everybody            | anywhere
  directives          | everybody            | anywhere
  archive             | everybody            | anywhere
  pendingList         | everybody            | anywhere
  tasks               | everybody            | anywhere
  acceptTasks         | everybody            | anywhere
  ownTrips            | everybody            | anywhere
  areaLevels          | everybody            | anywhere
  areaLevel           | everybody            | anywhere
  healthOwn           | everybody            | anywhere
  healthLooks         | everybody            | anywhere
  privacy             | everybody            | anywhere
  ownData             | everybody            | anywhere
  askWithdraw         | everybody            | anywhere
  ownDeclarations     | everybody            | anywhere
  privacyRequests     | everybody            | anywhere
  refuseConsent       | everybody            | anywhere
  stay                | everybody            | anywhere
  language            | everybody            | anywhere
  workPass            | with a post          | anywhere
  archived            | with a role          | own below
  archivedBack        | with a role          | own below
  archivedPage        | with a role          | own below
  archivedFiles       | with a role          | own below
  unitStatus          | with a role          | own below
  unitsStatus         | with a role          | own below
  unitNeeds           | with a role          | own below
  unitDay             | with a role          | own below
  moreStatus          | with a role          | own below
  owingPeople         | with a role          | own below
  openSteps           | with a role          | own below
  owedTasks           | with a role          | own below
  lostPeople          | with a role          | own below
  directiveStatus     | with a role          | own below
  directiveLife       | with a role          | own below
  foundPeople         | with a role          | anywhere
  missing             | with a role          | own below
  moreDirective       | with a role          | own below
  heads               | with a role          | own below
  personCard          | with a role          | own below
  task                | with a role          | own below
  taskHistory         | with a role          | own below
  directiveTasks      | with a role          | own below
  lateTasks           | with a role          | own below
  exports unit        | with a role          | own below
  exports directive   | with a role          | own below
  exports trips       | answering for people | anywhere
  exports health      | answering for people | own below
  owing               | reminding            | own below
  owingIn             | reminding            | own below
  remind              | reminding            | own below
  remindOne           | reminding            | own below
  proposedTasks       | issuing              | own below
  trips               | answering for people | anywhere
  trip                | answering for people | own below
  tripStep            | leading              | own below
  askLift             | nobody               | –
  liftLevel           | nobody               | –
  health              | answering for people | own below
  healthUnit          | answering for people | own below
  healthMissing       | answering for people | own below
  healthCare          | answering for people | own below
  followUps           | answering for people | own below
  healthRemind        | answering for people | own below
  healthAskEnd        | answering for people | own below
  unitRollCall        | answering for people | own below
  rollCall            | answering for people | own below above
  rollCallWanting     | answering for people | own below
  rollCallUnits       | answering for people | own below
  rollCallPerson      | answering for people | own below
  rollCallTold        | answering for people | own below
  endRollCall         | answering for people | own below above
  healthEnd           | answering for people | own below
  privacyRequest      | administrators       | own below
  requestsToAnswer    | administrators       | anywhere
  endAway             | leading              | own below
`,
  {
    'askErase trip': ({ tripId }) => ({ what: 'trip', id: tripId }),
    'askErase health': ({ declarationId }) => ({ what: 'health', id: declarationId }),
    'eraseOwn trip': ({ tripId }) => ({ what: 'trip', id: tripId }),
    'eraseOwn health': ({ declarationId }) => ({ what: 'health', id: declarationId }),
    'exports unit': () => ({ place: 'unit' }),
    'exports directive': () => ({ place: 'directive' }),
    'exports trips': () => ({ place: 'trips' }),
    'exports health': () => ({ place: 'health' }),
    answer: () => ({ place: 0 }),
    foundPeople: () => ({ words: 'le' }),
    heads: ({ forHeadsId }) => ({ directiveId: forHeadsId }),
    // Asked whether they are sure: whoever may not end it is shown how it stands.
    endRollCall: () => ({ isSure: 0 }),
  },
);

/** Begun by a button, of something that is somebody's. */
export const FORMS = tableOf(
  `
  trip                | nobody               | –
  tripExtend          | nobody               | –
  tripAnswer          | nobody               | –
  health              | nobody               | –
  passOn              | nobody               | –
  tripRefuse          | leading              | own below
  tripAsk             | leading              | own below
  phone               | leading              | own below
  paper               | leading              | own below
  away                | leading              | own below
  healthCampaign      | answering for people | own below
  help                | answering for people | own below
  rollCall            | answering for people | anywhere
  task                | issuing              | own below
  privacyAnswer       | administrators       | own below
  privacyRefuse       | administrators       | own below
  privacyExtend       | administrators       | own below
  privacyRequest      | everybody            | anywhere
  verify              | everybody            | anywhere
  areaLevel           | nobody               | –
`,
  {},
  'startForm',
).map((row) => ({ ...row, fields: (at: AtPlace) => ({ form: row.title, subject: subjectOf(row.title, at) }) }));

function subjectOf(form: string, at: AtPlace): number {
  if (form.startsWith('trip')) return at.tripId;
  const subjects: Record<string, number> = {
    ...{ health: at.declarationId, passOn: at.receiptId, phone: at.receiptId, paper: at.receiptId, away: at.personId },
    ...{ healthCampaign: at.unitId, help: at.listedId, task: at.directiveId },
    ...{ privacyAnswer: at.requestId, privacyRefuse: at.requestId, privacyExtend: at.requestId },
  };
  return subjects[form] ?? 0;
}

/** Made behind the handler. */
export const BEHIND = tableOf(`
  acknowledgements    | listing              | own below
  exportEvidence      | listing              | own below
  report              | reporting            | own below
  reportFile          | reporting            | own below
  unitWeeks           | leading              | own below
  chart units         | with a role          | own below
  chart curve         | with a role          | own below
  chart acknowledged  | with a role          | own below
  chart declared      | answering for people | own below
  makeExport people   | listing              | own below
  makeExport missing  | with a role          | own below
  makeExport figures  | with a role          | own below
  makeExport tasks    | with a role          | own below
  makeExport trips    | answering for people | anywhere
  makeExport health   | answering for people | own below
  makeExport undeclared | answering for people | own below
`);

/** Said; who is not refused. */
export const COMMANDS = tableOf(`
  inbox               | everybody            | anywhere
  directives          | everybody            | anywhere
  verify              | everybody            | anywhere
  tasks               | everybody            | anywhere
  trip                | everybody            | anywhere
  trips               | answering for people | anywhere
  risk                | everybody            | anywhere
  health              | everybody            | anywhere
  healthtoday         | answering for people | anywhere
  pass                | with a post          | anywhere
  rollcall            | with a post          | anywhere
  report              | reporting            | anywhere
  status              | with a role          | anywhere
  new                 | issuing              | anywhere
  away                | everybody            | anywhere
  me                  | everybody            | anywhere
  language            | everybody            | anywhere
  privacy             | everybody            | anywhere
  cancel              | everybody            | anywhere
  help                | everybody            | anywhere
  start               | everybody            | anywhere
`);

/** Tried by everybody in a table of its own. */
export const ELSEWHERE: Record<string, string> = {
  ...{ approve: 'flows/rights.test.ts', pending: 'flows/rights.test.ts', pendingFiles: 'flows/rights.test.ts' },
  ...{ pendingPreview: 'flows/rights.test.ts', takeBack: 'flows/rights.test.ts', release: 'flows/rights.test.ts' },
  ...{ approveAmendment: 'flows/rights.test.ts', amendment: 'flows/rights.test.ts' },
  ...{ takeBackAmendment: 'flows/rights.test.ts', manage: 'flows/rights.test.ts' },
  ...{ resumeSending: 'flows/rights.test.ts', retrySending: 'flows/rights.test.ts' },
  ...{ directive: 'flows/rights.test.ts', amend: 'flows/rights.test.ts', withdraw: 'flows/rights.test.ts' },
  ...{ close: 'flows/rights.test.ts', refuse: 'flows/rights.test.ts', refuseAmendment: 'flows/rights.test.ts' },
  ...{ taskStep: 'domain/tasks/task-policy.test.ts', taskHands: 'domain/tasks/task-policy.test.ts' },
  ...{ handTask: 'domain/tasks/task-policy.test.ts', taskFile: 'domain/tasks/task-policy.test.ts' },
  ...{ giveProposed: 'domain/tasks/task-policy.test.ts', taskProgress: 'domain/tasks/task-policy.test.ts' },
  ...{ taskDifficulty: 'domain/tasks/task-policy.test.ts', taskDone: 'domain/tasks/task-policy.test.ts' },
  ...{ taskCannot: 'domain/tasks/task-policy.test.ts', taskBack: 'domain/tasks/task-policy.test.ts' },
  ...{ taskAgain: 'domain/tasks/task-policy.test.ts', taskAnswer: 'domain/tasks/task-policy.test.ts' },
  // Everybody's own, and nothing is asked but whether they are sure.
  ...{ consent: 'flows/trips-seen.test.ts', withdrawConsent: 'flows/own-declarations.test.ts' },
  // Which form somebody begins stands in a table of its own above.
  startForm: 'flows/every-view.test.ts',
};
