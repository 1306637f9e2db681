/** A node of the organisation's tree. */
export interface Unit {
  id: number;
  code: string;
  name: string;
  parentId: number | null;
  /** The ids from the root down to this unit, such as `/1/4/9/`: a unit is below another when its path begins with the other's. */
  path: string;
  province: string | null;
  aliases: string[];
  /** First and last day (`YYYY-MM-DD`), where known. */
  validFrom: string | null;
  validTo: string | null;
  /** Codes of the units that it came from: offices merge and split. */
  predecessors: string[];
  /** Whether a leader signs what is issued from here before it leaves; null: as the unit above has it. */
  signsOff: boolean | null;
}

/** Whether it exists on this day (`YYYY-MM-DD`). */
export const isOpenOn = ({ validFrom, validTo }: Pick<Unit, 'validFrom' | 'validTo'>, day: string): boolean =>
  (validFrom === null || validFrom <= day) && (validTo === null || validTo >= day);

/** Whether a leader signs what a unit issues, given the units from the root down to it: the nearest that says so decides. */
export const signsOff = (chain: readonly Pick<Unit, 'signsOff'>[]): boolean =>
  chain.findLast((unit) => unit.signsOff !== null)?.signsOff ?? false;

/** The ids from the root down to the unit with this path. */
export const idsOf = (path: string): number[] => path.split('/').filter(Boolean).map(Number);

/** In the order of the tree: those below a unit right after it, those beside each other as they came. */
export function inTreeOrder<Placed extends Pick<Unit, 'path'>>(units: readonly Placed[]): Placed[] {
  const placed = units.map((unit) => ({ unit, ids: idsOf(unit.path) }));
  const compare = (one: number[], other: number[]): number => {
    const at = one.findIndex((id, place) => id !== other[place]);
    return at < 0 ? one.length - other.length : one[at]! - (other[at] ?? 0);
  };
  return placed.sort((one, other) => compare(one.ids, other.ids)).map(({ unit }) => unit);
}
