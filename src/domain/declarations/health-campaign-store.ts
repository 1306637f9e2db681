import type { HealthCampaign, HealthCampaignWish, HealthOwing } from './health-campaign.ts';

/** Figures of the people who belong to one unit, not below it. */
export interface HealthFigures {
  unitId: number;
  owed: number;
  declared: number;
  /** Of those who have not declared. */
  notEnrolled: number;
  unreachable: number;
}

/** Somebody who owes a declaration and has not made it. */
export interface UndeclaredPerson {
  personId: number;
  fullName: string;
  unitId: number;
  unitName: string;
  /** The account that can be told something; null when nobody can be reached by it. */
  accountId: number | null;
  sign: 'waiting' | 'unreachable' | 'notEnrolled';
  /** A leader or deputy of the unit. */
  isHead: boolean;
}

/** Whose declarations of a day are meant. */
export interface HealthDay {
  owing: HealthOwing;
  day: string;
}

export interface HealthCampaignStore {
  find(id: number): Promise<HealthCampaign | null>;
  findByDraft(draftId: number): Promise<HealthCampaign | null>;
  /** Not ended, and with a last day that has not passed on this one. */
  listOpen(day: string): Promise<HealthCampaign[]>;
  /** The one of this very unit that was not ended. */
  findUnended(unitId: number): Promise<HealthCampaign | null>;
  add(campaign: HealthCampaignWish & { byId: number; at: Date; draftId: number }): Promise<number>;
  /** False when it was ended before. */
  end(id: number, byId: number, at: Date): Promise<boolean>;
  markReminded(id: number, reminded: string): Promise<void>;

  /** Whether this person owes a declaration. */
  isOwedBy(personId: number, about: HealthDay): Promise<boolean>;
  countByUnit(about: HealthDay): Promise<HealthFigures[]>;
  /** Of these people those who owe one, and whether they have made it. */
  listDeclared(about: HealthDay, personIds: number[]): Promise<{ personId: number; hasDeclared: boolean }[]>;
  /** Leaders and deputies first, then unit by unit, each by the given name. */
  listUndeclared(
    about: HealthDay,
    page: { limit: number; offset: number },
  ): Promise<{ people: UndeclaredPerson[]; total: number }>;
  /** Those of them who can be reached, in the order of their ids after one of these. */
  listToRemind(about: HealthDay, afterId: number, limit: number): Promise<Omit<UndeclaredPerson, 'isHead'>[]>;
  skipIds(count: number): Promise<void>;
}
