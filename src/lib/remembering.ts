/**
 * What was made once for a key is given again: for what is dear to make and asked for thousands of times. So many things are kept at
 * most; the oldest goes first.
 */
export function remembering<Value>(most = 50): (key: string, make: () => Value) => Value {
  const known = new Map<string, Value>();
  return (key, make) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make();
    if (known.size >= most) known.delete(known.keys().next().value!);
    known.set(key, made);
    return made;
  };
}
