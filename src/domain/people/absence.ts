/** Leave of a person on given days (nghỉ, vắng mặt): reminders pause, escalation leaves them out, figures show them beside. */
export interface Absence {
  id: number;
  personId: number;
  /** First and last day, `YYYY-MM-DD`. */
  fromOn: string;
  toOn: string;
  /** Who marked it; the person themselves or one of their leaders. */
  markedById: number | null;
}

/** So many days at most; whoever is away longer leaves the office's roster. */
export const LONGEST_ABSENCE = 366;

/** Whether two spells of leave have a day in common. */
export const overlap = (one: Spell, other: Spell): boolean => one.fromOn <= other.toOn && other.fromOn <= one.toOn;

type Spell = Pick<Absence, 'fromOn' | 'toOn'>;

/** A new spell with those that it overlaps, as one; one that began on the same day ends as the new one says. */
export function joined(spell: Spell, near: readonly Spell[]): Spell {
  const all = [spell, ...near.filter((one) => one.fromOn !== spell.fromOn)];
  const [first] = all.map((one) => one.fromOn).sort();
  const last = all
    .map((one) => one.toOn)
    .sort()
    .at(-1);
  return { fromOn: first!, toOn: last! };
}
