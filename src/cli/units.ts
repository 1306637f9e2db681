import type { Group } from '../domain/people/group.ts';
import { Problem } from '../domain/problem.ts';
import type { Office } from '../domain/stores.ts';
import type { Unit } from '../domain/units/unit.ts';
import type { T } from '../i18n.ts';
import { Refusal } from './terminal.ts';

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

export async function groupByCode(code: string, { read: { groups } }: Office): Promise<Group> {
  const group = (await groups.findByCode(code)) ?? (await groups.findByCode(code.toUpperCase()));
  if (!group) throw new Problem('groupUnknown', { code });
  return group;
}

/** Without a code it is the whole office, by the name of its root; where there are several roots, by all their names. */
export async function unitShown(code: string | undefined, office: Office, t: T) {
  if (code !== undefined) {
    const { code: own, name, path } = await unitByCode(code, office);
    return { unit: { code: own, name }, path };
  }
  const roots = await office.read.units.listRoots();
  if (roots.length === 0) throw new Refusal('officeEmpty', t('cli:status.officeEmpty'));
  const [codes, names] = [roots.map((root) => root.code), roots.map((root) => root.name)];
  return { unit: { code: codes.join(','), name: names.join('; ') }, path: null };
}
