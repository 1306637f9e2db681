import type { PersonActor } from '../../src/domain/actor.ts';
import { acknowledge } from '../../src/domain/directives/acknowledge-actions.ts';
import { amendDirective } from '../../src/domain/directives/amend-actions.ts';
import { decideAmendment, takeBackAmendment } from '../../src/domain/directives/amendment-request-actions.ts';
import * as approving from '../../src/domain/directives/approval-actions.ts';
import type { DirectiveDraft } from '../../src/domain/directives/directive.ts';
import { directiveForm } from '../../src/domain/directives/directive-form.ts';
import { endDirective } from '../../src/domain/directives/ending-actions.ts';
import * as leaving from '../../src/domain/directives/pending-actions.ts';
import { prepareIssue } from '../../src/domain/directives/prepare-actions.ts';
import { remind } from '../../src/domain/directives/remind-actions.ts';
import { haltSending, resumeSending } from '../../src/domain/directives/sending-actions.ts';
import { startDraft } from '../../src/domain/forms/draft-actions.ts';
import { addMilliseconds, HOUR } from '../../src/lib/clock.ts';
import { dayOf } from '../../src/lib/day.ts';
import { receiptIdOf } from './desk.ts';
import { submit } from './issuing.ts';
import type { TestOffice } from './office.ts';

/** A directive in some state, and those who wrote it and answer for it. */
export interface Case {
  id: number;
  number: string;
  author: PersonActor;
  head: PersonActor;
}

const TEXT = 'Yêu cầu các đơn vị trực 24/24 giờ.';

/**
 * Every state that a directive can stand in, each as the way there, and whatever can be tried with it by somebody who may. Of the
 * department, where nobody signs: `clerk` and `director`. Of the rangers, whose leader signs: `kl-clerk` and `ranger-head`.
 */
export function directiveStates(office: TestOffice, actors: Record<string, PersonActor>) {
  const domain = office.app.office;
  let numbers = 0;
  const nextHour = () => ({ issueAt: addMilliseconds(domain.clock.now(), HOUR) });

  async function write(of: 'department' | 'rangers', fields: Partial<DirectiveDraft> = {}): Promise<Case> {
    const [author, head] = of === 'rangers' ? ['kl-clerk', 'ranger-head'] : ['clerk', 'director'];
    const number = `${++numbers}/CĐ-SNNMT`;
    const { id } = await submit(office, ['H1'], { number, text: TEXT, ...fields }, actors[author!]!);
    return { id, number, author: actors[author!]!, head: actors[head!]! };
  }

  async function issued(it: Promise<Case>): Promise<Case> {
    const found = await it;
    await prepareIssue(found.id, domain);
    // Lets "resume" have something to do wherever there is something to send.
    await haltSending(found.id, 'Bad Request: something', domain);
    return found;
  }

  async function decided(it: Promise<Case>, as: 'approve' | 'refuse'): Promise<Case> {
    const found = await it;
    const decision = as === 'approve' ? ({ as } as const) : ({ as, reason: null } as const);
    await approving.decideDirective(found.head, found.id, decision, domain);
    return found;
  }

  async function amend(it: Case): Promise<Case> {
    const version = (await domain.read.directives.find(it.id))?.version;
    const change = { title: 'Về việc ứng phó bão số 9', text: `${TEXT} Sửa bản ${version}.`, deadlineAt: null };
    const wish = { ...change, reason: 'Bão đổi hướng', keepsAcknowledged: false };
    await amendDirective(it.author, it.id, wish, domain);
    return it;
  }

  async function press(it: Case, who: 'an' | 'binh') {
    const receiptId = await receiptIdOf(office, it.id, actors[who]!.person.id);
    await acknowledge(actors[who]!, { receiptId, messageId: null }, domain);
  }

  /** What binh has acknowledged is a slip no more: it takes a new version. */
  async function amended(it: Promise<Case>): Promise<Case> {
    const found = await issued(it);
    await press(found, 'binh');
    return await amend(found);
  }

  async function end(it: Promise<Case>, as: 'closed' | 'withdrawn'): Promise<Case> {
    const found = await issued(it);
    await endDirective(actors.clerk!, found.id, { as, reason: 'Ban hành nhầm' }, domain);
    return found;
  }

  async function replace(it: Case): Promise<Case> {
    const { id } = await write('department', { replacesId: it.id });
    await prepareIssue(id, domain);
    return it;
  }

  const states: Record<string, () => Promise<Case>> = {
    async 'half written'() {
      const number = `${++numbers}/CĐ-SNNMT`;
      const draft = await startDraft(actors.clerk!, directiveForm, { number }, domain);
      return { id: draft.id + 1_000_000, number, author: actors.clerk!, head: actors.director! };
    },
    'awaiting a signature': () => write('rangers', nextHour()),
    'awaiting a second person': () => write('department', { urgency: 'immediate' }),
    'signed for an hour': () => decided(write('rangers', nextHour()), 'approve'),
    scheduled: () => write('department', nextHour()),
    async preparing() {
      const it = await write('department');
      const [now, { zone }] = [domain.clock.now(), domain];
      await domain.inTransaction(({ receipts }) => receipts.prepareChunk(it.id, 0, 2, now, dayOf(now, zone)));
      return it;
    },
    issued: () => issued(write('department')),
    'issued, signed': () => issued(decided(write('rangers'), 'approve')),
    'being amended': () => amended(write('department')),
    'amendment to be signed': () => amended(decided(write('rangers'), 'approve')),
    async amended() {
      const it = await amended(write('department'));
      await prepareIssue(it.id, domain);
      return it;
    },
    closed: () => end(write('department'), 'closed'),
    withdrawn: () => end(write('department'), 'withdrawn'),
    replaced: async () => await replace(await issued(write('department'))),
    refused: () => decided(write('rangers'), 'refuse'),
    async 'taken back'() {
      const it = await write('rangers');
      await leaving.takeBackDirective(it.author, it.id, domain);
      return it;
    },
  };

  const requestOf = async ({ id }: Case) => (await domain.read.amendmentRequests.findAwaiting(id))?.id ?? null;

  async function decide(it: Case, decision: approving.Decision) {
    const request = await requestOf(it);
    if (request !== null) await decideAmendment(it.head, request, decision, domain);
    else await approving.decideDirective(it.head, it.id, decision, domain);
  }

  const steps: Record<string, (it: Case) => Promise<unknown>> = {
    approve: (it) => decide(it, { as: 'approve' }),
    refuse: (it) => decide(it, { as: 'refuse', reason: 'Chưa rõ' }),
    async 'take back'(it) {
      const request = await requestOf(it);
      if (request !== null) await takeBackAmendment(it.author, request, domain);
      else await leaving.takeBackDirective(it.author, it.id, domain);
    },
    release: (it) => leaving.releaseDirective(it.author, it.id, domain),
    async 'its hour'(it) {
      await leaving.keepHours(domain);
      await prepareIssue(it.id, domain);
    },
    async 'same number'(it) {
      await submit(office, ['H1'], { number: it.number }, it.author);
      return 'free';
    },
    acknowledge: (it) => press(it, 'an'),
    async remind(it) {
      await remind(it.head, { directiveId: it.id, unitId: await office.unitId('H1') }, domain);
    },
    amend,
    correct: amend,
    replace,
    withdraw: (it) => endDirective(it.head, it.id, { as: 'withdrawn', reason: 'Ban hành nhầm' }, domain),
    close: (it) => endDirective(it.head, it.id, { as: 'closed', reason: null }, domain),
    resume: (it) => resumeSending(it.head, it.id, domain),
  };
  /** Which of the table's states it is in, as far as that can be seen from outside. */
  async function standing(it: Case): Promise<string> {
    const found = await domain.read.directives.find(it.id);
    if (!found) return 'half written';
    const { state, endedAs, nextVersion, version } = found;
    if (state === 'awaiting') return found.approval === 'second' ? 'awaiting a second person' : 'awaiting a signature';
    if (state === 'cancelled') return 'taken back';
    if (state === 'scheduled' && found.approval !== null) return 'signed for an hour';
    if (state === 'closed') return endedAs!;
    if (state !== 'issued') return state;
    if (nextVersion !== null) return 'being amended';
    if ((await requestOf(it)) !== null) return 'amendment to be signed';
    return version > 1 ? 'amended' : 'issued';
  }

  return { states, steps, standing, write, amend, replace };
}
