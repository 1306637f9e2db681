import { isSameMark, markOf } from '../../lib/sealing.ts';
import type { HealthResult } from './health.ts';

/**
 * A work pass (thẻ đi làm): whose it is, and the day of the office on which it is good. Nothing of it is stored. It travels as a code
 * in the link of a QR picture and says nothing by itself: whoever may see this person's health learns their state of the moment.
 */
export interface WorkPass {
  personId: number;
  /** `YYYY-MM-DD` */
  day: string;
}

/** What the office's key for passes is derived for. */
export const PASS_KEY = 'work pass';

/** Another shape of the code gets another number. */
const VERSION = 1;
/** Version, person and day, in bytes, and the mark that only the office's key gives: 128 bits. */
const [PERSON, DAY, BODY] = [1, 7, 11];
const PERSON_BYTES = 6;
const MARK_BYTES = 16;

/**
 * The code of a pass, the same whenever it is asked for. 27 bytes are 36 letters without a bit to spare, so that no two codes are one
 * pass; with the letter before them they are neither an invite (32 letters) nor the code of a card (begins with v).
 */
export function makePass({ personId, day }: WorkPass, key: Uint8Array): string {
  const body = Buffer.alloc(BODY);
  body.writeUInt8(VERSION);
  body.writeUIntBE(personId, PERSON, PERSON_BYTES);
  body.writeUInt32BE(Number(day.replaceAll('-', '')), DAY);
  return `p${Buffer.concat([body, markOf(key, body, MARK_BYTES)]).toString('base64url')}`;
}

/** Whether this looks like a pass; whether it is one only the key tells. */
export const isPassCode = (code: string): boolean => /^p[\w-]{36}$/.test(code);

/** The pass that a code stands for; null when this office never made it, whatever is wrong with it. */
export function readPass(code: string, key: Uint8Array): WorkPass | null {
  if (!isPassCode(code)) return null;
  const bytes = Buffer.from(code.slice(1), 'base64url');
  const [body, mark] = [bytes.subarray(0, BODY), bytes.subarray(BODY)];
  if (!isSameMark(mark, markOf(key, body, MARK_BYTES)) || body.readUInt8() !== VERSION) return null;
  const day = String(body.readUInt32BE(DAY)).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  return { personId: body.readUIntBE(PERSON, PERSON_BYTES), day };
}

/** The one word that a pass gives: may work, is to stay at home, has not declared, or need not today. */
export const passWords = ['fit', 'home', 'undeclared', 'notAsked'] as const;
export type PassWord = (typeof passWords)[number];

/** Whoever is to be watched comes to work, so that "be watched" is nobody's business at the door. */
export function passWord(result: HealthResult | null, owesDeclaration: boolean): PassWord {
  if (result === null) return owesDeclaration ? 'undeclared' : 'notAsked';
  return result === 'home' ? 'home' : 'fit';
}
