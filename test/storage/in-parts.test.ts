import { expect, test } from 'vitest';
import type { Connection } from '../../src/storage/connection.ts';
import { inParts } from '../../src/storage/stores/in-parts.ts';

const connection = (name: string) => ({ name }) as unknown as Connection & { name: string };
const nameOf = (one: Connection) => (one as Connection & { name: string }).name;

test('a store has the methods of all its parts, each on the store’s own connection', () => {
  const made: string[] = [];
  const store = inParts(
    (one) => {
      made.push(`people on ${nameOf(one)}`);
      return { person: () => `person on ${nameOf(one)}` };
    },
    (one) => {
      made.push(`units on ${nameOf(one)}`);
      return { unit: () => `unit on ${nameOf(one)}` };
    },
  );
  const first = store(connection('first'));
  const second = store(connection('second'));
  made.length = 0;
  expect(second.unit()).toBe('unit on second');
  expect(second.unit()).toBe('unit on second');
  expect(first.unit()).toBe('unit on first');
  expect(made).toEqual(['units on second', 'units on first']);
  expect(first.person()).toBe('person on first');
});

test('two parts of a store cannot have the same method', () => {
  const part = () => ({ find: () => 1 });
  expect(() => inParts(part, part)(connection('first'))).toThrow('two parts of a store have find');
});
