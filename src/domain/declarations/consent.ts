/** What somebody has agreed to before their first declaration (Law 91/2025/QH15): the notice of purpose in this version. */
export interface Consent {
  personId: number;
  notice: number;
  givenAt: Date;
  withdrawnAt: Date | null;
}

/** The version of the notice that is shown today; raised when its meaning changes, and then asked for anew. */
export const NOTICE_VERSION = 3;

export const holds = (consent: Consent | null): boolean =>
  consent !== null && consent.withdrawnAt === null && consent.notice === NOTICE_VERSION;
