import type { Connection } from '../connection.ts';

type Part = (connection: Connection) => object;
type Together<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** What is left of a store when other parts have theirs. */
export type Rest<Store, Others extends readonly Part[]> = Omit<Store, keyof Together<ReturnType<Others[number]>>>;

/**
 * A store of several parts, each made when one of its methods is first asked for: an action begins with new stores and needs a few
 * methods of a hundred. Put into one object at each press they were a quarter of all memory that it took.
 */
export function inParts<Parts extends readonly Part[]>(
  ...parts: Parts
): (connection: Connection) => Together<ReturnType<Parts[number]>> {
  let Made: ReturnType<typeof classOf> | undefined;
  return (connection) => {
    Made ??= classOf(parts, connection);
    return new Made(connection) as Together<ReturnType<Parts[number]>>;
  };
}

/** The names of the methods are known when each part was made once. */
function classOf(parts: readonly Part[], connection: Connection) {
  class InParts {
    readonly connection: Connection;
    readonly made: Record<string, unknown>[] = [];
    constructor(connection: Connection) {
      this.connection = connection;
    }
  }
  for (const [index, make] of parts.entries()) {
    for (const name of Object.keys(make(connection))) {
      if (name in InParts.prototype) throw new Error(`two parts of a store have ${name}`);
      Object.defineProperty(InParts.prototype, name, {
        get(this: InParts) {
          this.made[index] ??= make(this.connection) as Record<string, unknown>;
          return this.made[index][name];
        },
      });
    }
  }
  return InParts;
}
