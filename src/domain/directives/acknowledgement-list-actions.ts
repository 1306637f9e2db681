import { setImmediate } from 'node:timers/promises';
import { type Actor, nameForRecord, wayFor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { viewSealHead } from '../evidence/seal-views.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import { type AcknowledgementList, figuresOf, type ListedPerson, type ListedUnit } from './acknowledgement-list.ts';
import { mayList } from './directive-policy.ts';

/** So many people are read at a time: a millisecond or three, however large the directive is. */
const PAGE = 250;

/**
 * `directive.listAcknowledgements`: the list for the file, of one unit and all below (of the whole office when null, for the
 * command line). Each making of it is recorded: who looked, and at which unit.
 */
export async function listAcknowledgements(
  actor: Actor,
  { directiveId, unitId }: { directiveId: number; unitId: number | null },
  office: Office,
): Promise<AcknowledgementList> {
  const unit = unitId === null ? null : await office.read.units.find(unitId);
  if (unit ? !mayList(actor, unit.path) : unitId !== null || actor.kind !== 'office') throw new Problem('notYourUnit');
  const directive = await office.read.archive.findIssued(directiveId);
  const units = directive ? await gather(directiveId, unit?.path ?? '/', office) : [];
  if (!directive || units.length === 0) throw new Problem('notFound');
  const { textHash } = await office.read.directives.getText(directiveId);
  const { issuingUnitId } = await office.read.directives.get(directiveId);
  const { province } = await office.read.units.get(issuingUnitId);
  const list: AcknowledgementList = {
    directive: { ...directive, textHash, province },
    unit: unit && { code: unit.code, name: unit.name },
    madeAt: office.clock.now(),
    madeBy: actor.kind === 'person' ? actor.person.fullName : actor.name,
    units,
    ...figuresOf(units),
    anchor: await viewSealHead(office),
    unsealed: await office.read.seals.countUnsealedOf(`directive:${directiveId}`),
  };
  await record(actor, list, office);
  return list;
}

async function record(actor: Actor, list: AcknowledgementList, office: Office): Promise<void> {
  const stream = `directive:${list.directive.id}`;
  const way = wayFor(actor);
  const { textHash, version } = list.directive;
  const details = { unit: list.unit?.code ?? null, version, owed: list.owed, acknowledged: list.acknowledged };
  const fact = { stream, action: 'directive.listAcknowledgements', at: list.madeAt, way, textHash };
  const entry = entryOf({ ...fact, actor: nameForRecord(actor), subject: stream, details });
  await office.inTransaction(({ evidence }) => evidence.append(entry));
}

async function gather(directiveId: number, path: string, { read }: Office): Promise<ListedUnit[]> {
  const places = new Map((await read.units.listAll()).map((unit) => [unit.id, unit]));
  const people = new Map<number, ListedPerson[]>();
  for (let after: number | null = 0; after !== null; ) {
    const page = await read.receipts.listOwedBy(directiveId, after, PAGE);
    for (const person of page) {
      if (!places.get(person.unitId)?.path.startsWith(path)) continue;
      const before = people.get(person.unitId);
      if (before) before.push(person);
      else people.set(person.unitId, [person]);
    }
    after = page.length < PAGE ? null : page.at(-1)!.personId;
    // SQLite answers at once: without this nobody else would have a turn before the last page.
    await setImmediate();
  }
  const units = [...people].map(([unitId, found]) => ({ unit: places.get(unitId)!, found }));
  return units.sort((one, other) => byPath(one.unit, other.unit)).map(({ unit, found }) => listed(unit, found));
}

const listed = ({ name }: Unit, people: ListedPerson[]): ListedUnit => ({
  name,
  people: people.sort((one, other) => compare(one.nameSort, other.nameSort) || one.personId - other.personId),
});

const byPath = (one: Unit, other: Unit): number => compare(one.path, other.path);
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
