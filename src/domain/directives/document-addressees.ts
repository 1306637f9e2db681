import { foldText } from '../../lib/text.ts';
import type { Unit } from '../units/unit.ts';
import type { Addressee, Addressees } from './reading-addressees.ts';
import type { Section } from './reading-sections.ts';
import { afterPress } from './unit-choice.ts';
import { matchUnits, type UnitMatch } from './unit-matching.ts';

export interface ProposedAddressees {
  act: Unit[];
  know: Unit[];
  /** As the document names them: nobody of this office, or nobody whom this clerk may issue to. */
  unmatched: string[];
  /** The document says itself who is to act, and all of them were found. */
  isSure: boolean;
}

/**
 * Who is to act and who is to know, of the units that may be issued to. "Kính gửi" and "để thực hiện" act; reports, copies and
 * those who work along know of it. Without "Kính gửi" whoever bears no mark acts; where the end names nobody, those whom the text
 * orders do.
 */
export function proposeAddressees(
  { kinhGui, noiNhan, ordered }: Addressees,
  units: readonly Unit[],
  issuing: Unit | null,
): ProposedAddressees {
  const listed = noiNhan.map(({ value }) => value).filter(({ purpose }) => purpose !== 'keep');
  const acts = ({ purpose }: Addressee) => purpose === 'act' || (purpose === null && kinhGui.length === 0);
  const direct = kinhGui.map(({ value }) => value);
  const toAct = [...direct, ...listed.filter(acts).flatMap(named)];
  // "Như trên" stands for whoever acts already.
  const toKnow = listed.filter((one) => !acts(one) && one.standsFor.length === 0).flatMap(named);
  const match = (phrases: string[]) =>
    matchUnits([...new Set(phrases)], units, issuing).map((one) => narrowed(one, issuing));
  const said = match(toAct);
  const inText = toAct.length === 0 && ordered ? match([ordered.value]) : [];
  const known = match(toKnow);
  const act = unitsOf([...said, ...inText], units);
  const know = unitsOf(known, units).filter((unit) => !act.some(({ id }) => id === unit.id));
  const isMarked = kinhGui.length > 0 || listed.some(({ purpose }) => purpose === 'act');
  const unmatched = [...said, ...inText, ...known].filter(isUnknown).map(({ phrase }) => phrase);
  return { act, know, unmatched: [...new Set(unmatched)], isSure: isMarked && !said.some(isUnknown) };
}

/** The units that numbered parts of a text order, or ask. */
export type FindLeads = (
  sections: readonly Section[],
  units: readonly Unit[],
) => readonly { lead: { id: number }; isRequest: boolean }[];

/** Where a plan names nobody in its head or at its end: the units under whose names it puts orders. */
export function withLeads(
  proposed: ProposedAddressees,
  sections: readonly Section[],
  units: readonly Unit[],
  findLeads: FindLeads,
): ProposedAddressees {
  if (proposed.act.length > 0) return proposed;
  const leads = findLeads(sections, units).filter(({ isRequest }) => !isRequest);
  const act = uncovered(leads.flatMap(({ lead }) => units.find(({ id }) => id === lead.id) ?? []));
  return { ...proposed, act, know: proposed.know.filter((unit) => !act.includes(unit)), isSure: false };
}

const named = ({ text, standsFor }: Addressee): string[] => (standsFor.length > 0 ? standsFor : [text]);

/** "Lãnh đạo Sở" is some people and no unit: all of the issuing body and everybody below it would be too many. */
const narrowed = (match: UnitMatch, issuing: Unit | null): UnitMatch => {
  const isOwn = match.units.some((unit) => issuing?.path.startsWith(unit.path));
  return match.isHeads && match.scope === 'each' && isOwn ? { ...match, units: [], scope: null } : match;
};

const isUnknown = ({ scope, phrase }: UnitMatch): boolean => scope === null && !POINTS_BACK.test(foldText(phrase));

/** Nobody of its own: whoever stands above, be it that nobody does. */
const POINTS_BACK = /^nhu (?:tren|kinh gui)\b/;

/** A unit takes in those below it, as in the picker. */
function unitsOf(matches: UnitMatch[], units: readonly Unit[]): Unit[] {
  const meant = matches.flatMap(({ units: found, scope }) =>
    scope === 'allBelow'
      ? units.filter((unit) => found.some((above) => unit.parentId === above.id))
      : found.filter((unit) => units.includes(unit)),
  );
  return uncovered(meant);
}

const uncovered = (units: readonly Unit[]): Unit[] =>
  [...new Set(units)].reduce<Unit[]>((chosen, unit) => {
    const after = afterPress(chosen, unit);
    return after.coveredBy ? chosen : after.chosen;
  }, []);
