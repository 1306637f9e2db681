import type { Group, RosterGroup } from './group.ts';

export interface GroupStore {
  find(id: number): Promise<Group | null>;
  findByCode(code: string): Promise<Group | null>;
  /** By name. */
  listAll(): Promise<Group[]>;
  /** All of them with their members, by code. */
  listWithMembers(): Promise<RosterGroup[]>;
  /** Adds or renames a group by its code; gives the id. */
  save(code: string, name: string): Promise<number>;
  addMembers(groupId: number, personIds: number[]): Promise<void>;
  removeMembers(groupId: number, personIds: number[]): Promise<void>;
  /** Somebody has left the office, and every group with it. */
  removeFromAll(personId: number): Promise<void>;
}
