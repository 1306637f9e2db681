import { Problem } from '../domain/problem.ts';
import type { Office } from '../domain/stores.ts';
import type { Unit } from '../domain/units/unit.ts';

/** Codes are taken as they are written, or in capitals. */
export async function findUnit(code: string, { read }: Office): Promise<Unit | null> {
  return (await read.units.findByCode(code)) ?? (await read.units.findByCode(code.toUpperCase()));
}

export async function unitByCode(code: string, office: Office): Promise<Unit> {
  const unit = await findUnit(code, office);
  if (!unit) throw new Problem('unitUnknown', { code });
  return unit;
}

/** The units with these codes; all that are unknown are named at once. */
export async function unitsByCodes(codes: readonly string[], office: Office): Promise<Unit[]> {
  const found = await Promise.all(codes.map((code) => findUnit(code, office)));
  const unknown = codes.filter((_, index) => !found[index]);
  if (unknown.length > 0) throw new Problem('unitUnknown', { code: unknown.join(', ') });
  return found.filter((unit) => unit !== null);
}
