import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor, HeldPost } from '../../../src/domain/actor.ts';
import { type Role, roles } from '../../../src/domain/people/post.ts';
import { STEPS, standings, type TaskState, taskStates, taskSteps } from '../../../src/domain/tasks/task.ts';
import { mayTake, openSteps, standingsOf, type TaskPlaces } from '../../../src/domain/tasks/task-policy.ts';

/** SO over KL over H1; TL and VP beside KL. */
const paths = { SO: '/1/', KL: '/1/2/', H1: '/1/2/3/', TL: '/1/4/', VP: '/1/5/' } as const;
type Code = keyof typeof paths;
const idOf = (code: Code): number => Number(paths[code].split('/').at(-2));

const somebody = (...posts: [Code, Role][]): Actor => ({
  kind: 'person',
  person: { id: 7, staffNo: 'x', fullName: 'X', phone: null, locale: null, leftOn: null },
  accountId: 1,
  posts: posts.map(([code, role]): HeldPost => ({ unitId: idOf(code), unitPath: paths[code], role })),
});
const place = (code: Code) => ({ id: idOf(code), name: code, path: paths[code] });

const task: TaskPlaces = {
  lead: place('H1'),
  answeringId: idOf('H1'),
  cooperating: [place('TL')],
  assignee: { id: 8, fullName: 'Y' },
  issuing: place('SO'),
  isRequest: false,
};
const toMe = { ...task, assignee: { id: 7, fullName: 'X' } };

describe('as what somebody stands before a task of H1, in which TL cooperates, issued by SO', () => {
  test.each<[string, Actor, TaskPlaces, string]>([
    ['the leader of the lead unit', somebody(['H1', 'leader']), task, 'lead reader'],
    ['its deputy', somebody(['H1', 'deputy']), task, 'lead reader'],
    ['its own clerk, who does not confirm it', somebody(['H1', 'clerk']), task, 'reader'],
    ['its staff', somebody(['H1', 'staff']), task, ''],
    ['whom it was handed to', somebody(['H1', 'staff']), toMe, 'assignee'],
    ['whom it was handed to and who has left the unit', somebody(['TL', 'staff']), toMe, ''],
    ['the leader of the cooperating unit', somebody(['TL', 'leader']), task, 'cooperating'],
    ['its staff', somebody(['TL', 'staff']), task, ''],
    ['the leader above', somebody(['KL', 'leader']), task, 'above reader'],
    ['the deputy above', somebody(['KL', 'deputy']), task, 'above reader'],
    ['the clerk above', somebody(['SO', 'clerk']), task, 'above reader'],
    ['a focal point above', somebody(['SO', 'focal']), task, 'reader'],
    ['an inspector', somebody(['SO', 'inspector']), task, 'reader'],
    ['an admin', somebody(['SO', 'admin']), task, 'reader'],
    ['a leader elsewhere', somebody(['VP', 'leader']), task, ''],
    [
      'somebody who leads the unit and is a clerk above',
      somebody(['H1', 'leader'], ['SO', 'clerk']),
      task,
      'lead reader',
    ],
    ['the office’s own hand', { kind: 'office', name: 'x' }, task, 'above reader'],
    ['where H1 has no leader: the one above', somebody(['KL', 'leader']), { ...task, answeringId: 2 }, 'lead reader'],
    ['where H1 has no leader: the clerk above', somebody(['KL', 'clerk']), { ...task, answeringId: 2 }, 'above reader'],
    ['where the office itself leads: its leader', somebody(['SO', 'leader']), ofTop(), 'lead reader'],
    ['where the office itself leads: its clerk', somebody(['SO', 'clerk']), ofTop(), 'above reader'],
    ['a request of KL to TL: who asked', somebody(['KL', 'clerk']), request(), 'above reader'],
    ['a request of KL to TL: who was asked', somebody(['TL', 'leader']), request(), 'lead reader'],
    ['a request of KL to TL: who is over both', somebody(['SO', 'leader']), request(), 'above reader'],
  ])('%s', (_, actor, places, expected) => expect(standingsOf(actor, places).join(' ')).toBe(expected));
});

function ofTop(): TaskPlaces {
  return { ...task, lead: place('SO'), answeringId: idOf('SO') };
}

function request(): TaskPlaces {
  return {
    ...task,
    lead: place('TL'),
    answeringId: idOf('TL'),
    cooperating: [],
    issuing: place('KL'),
    isRequest: true,
  };
}

/** Every step × every state × every standing, written out: what is not here is refused. */
const ALLOWED: Record<string, [from: string, to: string, by: string]> = {
  accept: ['given', 'accepted', 'lead assignee'],
  hand: ['given accepted', 'accepted', 'lead'],
  progress: ['given accepted reported', '=', 'lead assignee cooperating'],
  difficulty: ['given accepted', '=', 'lead assignee'],
  report: ['accepted', 'reported', 'lead assignee'],
  cannot: ['given accepted', 'cannot', 'lead assignee'],
  answer: ['given accepted', '=', 'above'],
  confirm: ['reported', 'done', 'above'],
  sendBack: ['reported', 'accepted', 'above'],
  giveAgain: ['cannot', 'given', 'above'],
};

describe.each(taskSteps)('%s', (step) => {
  const [from, to, by] = ALLOWED[step]!.map((words) => words.split(' ')) as [string[], string[], string[]];
  test.each(taskStates)('from %s', (state) => {
    for (const standing of standings) {
      const isOpen = openSteps([standing], state).includes(step);
      expect(isOpen, standing).toBe(from.includes(state) && by.includes(standing));
    }
    expect(STEPS[step].to ?? '=').toBe(to[0]);
  });
});

const nodes = fc.constantFrom(...(Object.keys(paths) as Code[]));
const held = fc.array(fc.tuple(nodes, fc.constantFrom(...roles)), { maxLength: 3 });

test('nobody confirms what is their own to do, and staff alone do nothing to what was not handed to them', () => {
  const places = fc.record({
    lead: nodes,
    cooperating: nodes,
    issuing: nodes,
    isRequest: fc.boolean(),
    mine: fc.boolean(),
  });
  fc.assert(
    fc.property(held, places, (posts, { lead, cooperating, issuing, isRequest, mine }) => {
      const own = standingsOf(somebody(...posts), {
        lead: place(lead),
        answeringId: idOf(lead),
        cooperating: [place(cooperating)],
        assignee: mine ? { id: 7, fullName: 'X' } : null,
        issuing: place(issuing),
        isRequest,
      });
      expect(own.includes('above') && (own.includes('lead') || own.includes('assignee'))).toBe(false);
      const isOnlyStaff = posts.every(([, role]) => role === 'staff');
      if (isOnlyStaff && !mine) expect(own).toEqual([]);
    }),
  );
});

test('whatever happens in whatever order, done and withdrawn stay, and only what was reported becomes done', () => {
  const happenings = fc.array(fc.tuple(fc.constantFrom(...taskSteps), fc.constantFrom(...standings)), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(happenings, (all) => {
      let state: TaskState = 'given';
      for (const [step, standing] of all) {
        const before: TaskState = state;
        if (!mayTake(step, [standing]) || !STEPS[step].from.includes(before)) continue;
        state = STEPS[step].to ?? before;
        expect(before).not.toBe('done');
        if (state === 'done') expect([before, standing]).toEqual(['reported', 'above']);
        if (state === 'reported' && before !== 'reported') expect(['lead', 'assignee']).toContain(standing);
      }
    }),
  );
});
