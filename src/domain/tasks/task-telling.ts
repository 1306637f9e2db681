import type { PersonActor } from '../actor.ts';
import { listReachableAbove } from '../directives/author-word.ts';
import { ISSUING_ROLES } from '../directives/directive-policy.ts';
import { chainOf, type Reachable, type Responsible } from '../directives/escalation.ts';
import { isReachable } from '../people/reachable.ts';
import type { Stores } from '../stores.ts';
import { idsOf } from '../units/unit.ts';
import type { EntryKind, Task } from './task.ts';
import { standingsOf } from './task-policy.ts';

/** `leads`: who answers for the lead unit and can be told; `holder`: whom it was handed to, else those. */
export type Audience = 'leads' | 'holder' | 'assignee' | 'cooperating' | 'giver' | 'superior' | 'confirmers';

/** Who is told at once of what became of a task. Accepting it asks nothing of anybody; the clock's words have lists of their own. */
const TOLD: Record<EntryKind, readonly Audience[]> = {
  give: ['leads', 'cooperating'],
  accept: [],
  hand: ['assignee'],
  progress: ['holder', 'giver'],
  difficulty: ['giver', 'superior'],
  report: ['confirmers'],
  cannot: ['giver', 'superior'],
  answer: ['leads', 'assignee'],
  confirm: ['leads', 'assignee'],
  sendBack: ['leads', 'assignee'],
  giveAgain: ['leads', 'cooperating'],
  takeBack: ['leads'],
  escalate: [],
  withdraw: ['leads', 'assignee'],
};

/** What does not wait behind a broadcast. */
const URGENT: readonly EntryKind[] = ['difficulty', 'cannot'];

export interface Said {
  task: Task;
  entryId: number;
  kind: EntryKind;
  /** Who did it needs no word about it. */
  byId: number | null;
  /** Others who are told besides. */
  also?: number[];
}

export async function tellOf(
  { task, entryId, kind, byId, also = [] }: Said,
  stores: Stores,
  about: { now: Date; today: string },
) {
  const ids = new Set([...(await listTold(TOLD[kind], task, stores, about.today)), ...also]);
  for (const personId of ids) {
    if (personId === byId) continue;
    const word = {
      personId,
      kind: 'task.word' as const,
      purpose: `task:${task.id}:entry:${entryId}`,
      subjectId: entryId,
    };
    await stores.deliveries.add({ ...word, lane: URGENT.includes(kind) ? 'alert' : 'directive', dueAt: about.now });
  }
}

/** What is asked for many tasks at once: whom of the leaders on their way up Telegram reaches. */
interface Sight {
  stores: Stores;
  today: string;
  reachable: Reachable[];
}

async function sightOf(tasks: Task[], stores: Stores, today: string): Promise<Sight> {
  const ids = tasks.flatMap(({ lead, cooperating }) => [...idsOf(lead.path), ...cooperating.map((unit) => unit.id)]);
  return { stores, today, reachable: await stores.people.listReachableHeads([...new Set(ids)], today) };
}

/** People who can be told today, each once. */
export async function listTold(
  audiences: readonly Audience[],
  task: Task,
  stores: Stores,
  today: string,
): Promise<number[]> {
  return await findAll(audiences, task, await sightOf([task], stores, today));
}

/** Of these tasks those of which this person is told. */
export async function onlyToldTo(
  personId: number,
  tasks: Task[],
  audiences: readonly Audience[],
  stores: Stores,
  today: string,
): Promise<Task[]> {
  const sight = await sightOf(tasks, stores, today);
  const told = await Promise.all(tasks.map((task) => findAll(audiences, task, sight)));
  return tasks.filter((_, index) => told[index]!.includes(personId));
}

/** Of these units those for which this person is told today: as their leader, or in place of one who cannot be told. */
export async function listAnswered(
  personId: number,
  units: readonly { unitId: number; path: string }[],
  { people }: Stores,
  today: string,
): Promise<number[]> {
  const ids = new Set(units.flatMap(({ path }) => idsOf(path)));
  const reachable = await people.listReachableHeads([...ids], today);
  // As far up as the root: which unit issued is looked at task by task.
  const first = (path: string) => chainOf(path, { issuingUnitId: 0, audience: 'everyone' }, reachable)[0];
  return units.filter(({ path }) => first(path)?.personIds.includes(personId)).map(({ unitId }) => unitId);
}

async function findAll(audiences: readonly Audience[], task: Task, sight: Sight): Promise<number[]> {
  const found = await Promise.all(audiences.map((audience) => finders[audience](task, sight)));
  return [...new Set(found.flat())];
}

type Finder = (task: Task, sight: Sight) => Promise<number[]>;

const finders: Record<Audience, Finder> = {
  leads: async (task, { reachable }) => {
    const chain = chainFor(task, reachable);
    const [first] = task.isRequest ? chain.filter(({ unitId }) => unitId === task.answeringId) : chain;
    return first?.personIds ?? [];
  },
  assignee: async (task, { stores, today }) => {
    const id = task.assignee?.id;
    return id !== undefined && (await isStillThere(id, task, stores, today)) ? [id] : [];
  },
  holder: async (task, sight) => {
    const [id] = await finders.assignee(task, sight);
    const isPresent = id !== undefined && !(await isAway(id, sight.stores, sight.today));
    return isPresent ? [id] : await finders.leads(task, sight);
  },
  cooperating: async ({ cooperating }, { reachable }) =>
    cooperating.flatMap(({ id }) => {
      const there = reachable.filter((one) => one.unitId === id);
      const leaders = there.filter(({ role }) => role === 'leader');
      return (leaders.length > 0 ? leaders : there).map(({ personId }) => personId);
    }),
  giver: async ({ givenById }, { stores }) =>
    givenById !== null && (await isReachable(givenById, stores)) ? [givenById] : [],
  superior: async (task, { reachable }) => (task.isRequest ? [] : (aboveIn(task, reachable)?.personIds ?? [])),
  confirmers: async (task, sight) => {
    const [giver] = await finders.giver(task, sight);
    if (giver !== undefined && (await mayConfirm(giver, task, sight.stores, sight.today))) return [giver];
    const superior = await finders.superior(task, sight);
    return superior.length > 0 ? superior : await anyConfirmer(task, sight.stores, sight.today);
  },
};

const chainFor = ({ lead, issuing }: Task, reachable: Reachable[]) =>
  chainOf(lead.path, { issuingUnitId: issuing.id, audience: 'everyone' }, reachable);

function aboveIn(task: Task, reachable: Reachable[]) {
  const own = [task.lead.id, task.answeringId];
  return chainFor(task, reachable).find(({ unitId }) => !own.includes(unitId)) ?? null;
}

/** The nearest above the unit that answers, with a leader or deputy who can be told; as far up as the unit that issued. */
export async function superiorOf(task: Task, stores: Stores, today: string): Promise<Responsible | null> {
  return aboveIn(task, (await sightOf([task], stores, today)).reachable);
}

async function anyConfirmer(task: Task, stores: Stores, today: string): Promise<number[]> {
  const from = await stores.units.listByIds([task.isRequest ? task.issuing.id : task.lead.id]);
  const able = await listReachableAbove(from, ISSUING_ROLES, today, stores);
  const may = await Promise.all(able.map(({ id }) => mayConfirm(id, task, stores, today)));
  return able.filter((_, index) => may[index]).map(({ id }) => id);
}

const mayConfirm = async (personId: number, task: Task, stores: Stores, today: string): Promise<boolean> =>
  standingsOf(await actorOf(personId, stores, today), task).includes('above');

/** Somebody as those see them who ask what they may; whether they have an account is another matter. */
export async function actorOf(personId: number, { people }: Stores, today: string): Promise<PersonActor> {
  const posts = await people.listHeldPosts(personId, today);
  return { kind: 'person', person: await people.get(personId), accountId: null, posts };
}

async function isStillThere(personId: number, { lead }: Task, stores: Stores, today: string): Promise<boolean> {
  const posts = await stores.people.listHeldPosts(personId, today);
  return posts.some((post) => post.unitPath.startsWith(lead.path)) && (await isReachable(personId, stores));
}

async function isAway(personId: number, { absences }: Stores, today: string): Promise<boolean> {
  return (await absences.listFrom(personId, today)).some((one) => one.fromOn <= today);
}
