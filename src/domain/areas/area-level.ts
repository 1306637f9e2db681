/** A province stands at a level of a hazard, from a day, until a day where one is known, until another takes its place or it is lifted. */
export interface AreaLevel {
  id: number;
  hazard: string;
  /** Code of one of today's provinces. */
  province: string;
  /** From 1, in the hazard's own scale. */
  level: number;
  fromOn: string;
  toOn: string | null;
  /** The directive that it rests on. */
  directiveId: number | null;
  setByName: string;
  setAt: Date;
  /** Another level took its place, or it was lifted. */
  endedAt: Date | null;
}

export type NewAreaLevel = Omit<AreaLevel, 'id' | 'endedAt'>;

/** Whether it holds on a day (`YYYY-MM-DD`). */
export const holdsOn = ({ fromOn, toOn, endedAt }: AreaLevel, day: string): boolean =>
  endedAt === null && fromOn <= day && (toOn === null || day <= toOn);
