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
export const overlap = (one: Pick<Absence, 'fromOn' | 'toOn'>, other: Pick<Absence, 'fromOn' | 'toOn'>): boolean =>
  one.fromOn <= other.toOn && other.fromOn <= one.toOn;
