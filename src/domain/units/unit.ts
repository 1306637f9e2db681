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
}

/** Whether it exists on this day (`YYYY-MM-DD`). */
export const isOpenOn = ({ validFrom, validTo }: Pick<Unit, 'validFrom' | 'validTo'>, day: string): boolean =>
  (validFrom === null || validFrom <= day) && (validTo === null || validTo >= day);
