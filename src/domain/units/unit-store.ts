import type { Unit } from './unit.ts';

export interface UnitFields extends Omit<Unit, 'id' | 'parentId' | 'path' | 'signsOff'> {
  parentCode: string | null;
  /** As the unit above has it when left out. */
  signsOff?: boolean | null;
}

export interface UnitStore {
  get(id: number): Promise<Unit>;
  find(id: number): Promise<Unit | null>;
  findByCode(code: string): Promise<Unit | null>;
  listRoots(): Promise<Unit[]>;
  listChildren(unitId: number): Promise<Unit[]>;
  listAll(): Promise<Unit[]>;
  listByIds(ids: number[]): Promise<Unit[]>;
  /** Units below (and with) one of these paths whose name, code or alias holds the words, without case and accents. */
  search(underPaths: string[], words: string, limit: number): Promise<Unit[]>;
  /** Adds or rewrites a unit by its code and places it under its parent, with everything below it. */
  save(fields: UnitFields): Promise<number>;
}
