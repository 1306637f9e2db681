/** One work after another, in the order in which they were asked for; what one throws is told to whoever asked for it alone. */
export function takingTurns(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let before: Promise<unknown> = Promise.resolve();
  return (work) => {
    const own = before.then(work);
    before = own.catch(() => {});
    return own;
  };
}
