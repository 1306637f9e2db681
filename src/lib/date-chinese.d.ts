/** The package has types, but its export map does not lead to them. */
declare module 'date-chinese' {
  export class CalendarVietnamese {
    constructor(cycle?: number, year?: number, month?: number, leap?: boolean, day?: number);
    fromGregorian(year: number, month: number, day: number): this;
    /** Cycle, year of the cycle, month, whether it is a leap month, day. */
    get(): [number, number, number, boolean, number];
    toGregorian(): { year: number; month: number; day: number };
  }
}
