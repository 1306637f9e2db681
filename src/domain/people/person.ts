import type { Locale } from '../../lib/locale.ts';

/** Somebody on the roster, enrolled in Telegram or not. */
export interface Person {
  id: number;
  staffNo: string;
  fullName: string;
  /** E.164, such as `+84912345678`. */
  phone: string | null;
  locale: Locale | null;
  /** The day (`YYYY-MM-DD`) on which the person left the office. */
  leftOn: string | null;
}
