/** So many things are kept; the oldest goes first. */
const KEPT = 50;

/** What was made once for a key is given again: for what is dear to make and asked for thousands of times. */
export function remembering<Value>(): (key: string, make: () => Value) => Value {
  const known = new Map<string, Value>();
  return (key, make) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make();
    if (known.size >= KEPT) known.delete(known.keys().next().value!);
    known.set(key, made);
    return made;
  };
}
