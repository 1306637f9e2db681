/** The languages in which the office speaks, the first one first; each has its folder in `locales/`. */
export const locales = ['vi', 'en'] as const;
export type Locale = (typeof locales)[number];
