/** What a person can be at a unit; all but staff reach everything below it. */
export const roles = ['staff', 'leader', 'deputy', 'clerk', 'focal', 'inspector', 'admin'] as const;
export type Role = (typeof roles)[number];

/** A role held at a unit, from a day on and until (not including) another. */
export interface Post {
  id: number;
  personId: number;
  unitId: number;
  role: Role;
  fromOn: string;
  toOn: string | null;
}
