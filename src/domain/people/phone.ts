/** National numbers since 2018: mobiles have nine digits, landlines ten beginning with 2 (01x is gone). */
const VIETNAMESE = /^(?:[35789]\d{8}|2\d{9})$/;
const INTERNATIONAL = /^[1-9]\d{7,14}$/;

/**
 * A phone number in E.164 (`+84912345678`) from any common Vietnamese or international spelling, also one whose leading zero a
 * spreadsheet ate; null when it is none.
 */
export function normalisePhone(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}|^\s*tel:/giu, '')
    .trim();
  if (!/^\(?\+?[\d\s.()/‐-―-]+$/u.test(plain)) return null;
  // "+84 (0) 912…": the zero in brackets is for callers from inside the country.
  const digits = plain.replace(/(?<=\d\s*)\(0\)/, '').replace(/\D/g, '');
  if (/^\(?\+/.test(plain)) return international(digits);
  if (digits.startsWith('00')) return international(digits.slice(2));
  if (digits.startsWith('0')) return vietnamese(digits.slice(1));
  return vietnamese(digits) ?? (digits.startsWith('84') ? international(digits) : null);
}

const vietnamese = (national: string): string | null => (VIETNAMESE.test(national) ? `+84${national}` : null);

function international(digits: string): string | null {
  if (digits.startsWith('84')) return vietnamese(digits.slice(2).replace(/^0/, ''));
  return INTERNATIONAL.test(digits) ? `+${digits}` : null;
}

/** As it is written in Vietnam: `0901 000 018`, `024 3825 1234`; a number of another country stays E.164. */
export function spellPhone(phone: string): string {
  const national = /^\+84(\d{9,10})$/.exec(phone)?.[1];
  if (!national) return phone;
  // Hà Nội and Hồ Chí Minh City have two digits, all other places and the mobile networks three.
  const groups = /^2[48]/.test(national) ? /^(\d{2})(\d{4})(\d{4})$/ : /^(\d{3})(\d{3})(\d{3,4})$/;
  return `0${national.replace(groups, '$1 $2 $3')}`;
}
