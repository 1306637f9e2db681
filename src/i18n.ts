/**
 * Words on screen: loads `locales/<language>/<noun>.json` and gives a typed `t` for a person's language. `tsc` refuses unknown
 * keys; `test/locales.test.ts` sees to missing parameters. Nothing is escaped here: screens escape once themselves.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInstance, type FormatterModule, type i18n as Instance, type Resource } from 'i18next';
import type absence from '../locales/vi/absence.json';
import type acknowledgements from '../locales/vi/acknowledgements.json';
import type alarms from '../locales/vi/alarms.json';
import type archive from '../locales/vi/archive.json';
import type areas from '../locales/vi/areas.json';
import type charts from '../locales/vi/charts.json';
import type cli from '../locales/vi/cli.json';
import type common from '../locales/vi/common.json';
import type compliance from '../locales/vi/compliance.json';
import type consent from '../locales/vi/consent.json';
import type demo from '../locales/vi/demo.json';
import type digest from '../locales/vi/digest.json';
import type directives from '../locales/vi/directives.json';
import type documents from '../locales/vi/documents.json';
import type enrolment from '../locales/vi/enrolment.json';
import type evidence from '../locales/vi/evidence.json';
import type exports from '../locales/vi/exports.json';
import type followup from '../locales/vi/followup.json';
import type forms from '../locales/vi/forms.json';
import type health from '../locales/vi/health.json';
import type help from '../locales/vi/help.json';
import type obligations from '../locales/vi/obligations.json';
import type people from '../locales/vi/people.json';
import type privacy from '../locales/vi/privacy.json';
import type problems from '../locales/vi/problems.json';
import type report from '../locales/vi/report.json';
import type requests from '../locales/vi/requests.json';
import type rollcall from '../locales/vi/rollcall.json';
import type status from '../locales/vi/status.json';
import type tasks from '../locales/vi/tasks.json';
import type trips from '../locales/vi/trips.json';
import type verification from '../locales/vi/verification.json';
import type workpass from '../locales/vi/workpass.json';

import { type Locale, locales } from './lib/locale.ts';
import { remembering } from './lib/remembering.ts';

/** One namespace per file; a new file gets its line here. */
interface Namespaces {
  absence: typeof absence;
  acknowledgements: typeof acknowledgements;
  alarms: typeof alarms;
  archive: typeof archive;
  charts: typeof charts;
  cli: typeof cli;
  common: typeof common;
  compliance: typeof compliance;
  demo: typeof demo;
  digest: typeof digest;
  directives: typeof directives;
  documents: typeof documents;
  enrolment: typeof enrolment;
  exports: typeof exports;
  followup: typeof followup;
  evidence: typeof evidence;
  forms: typeof forms;
  help: typeof help;
  obligations: typeof obligations;
  people: typeof people;
  problems: typeof problems;
  verification: typeof verification;
  status: typeof status;
  tasks: typeof tasks;
  trips: typeof trips;
  health: typeof health;
  consent: typeof consent;
  areas: typeof areas;
  privacy: typeof privacy;
  requests: typeof requests;
  report: typeof report;
  rollcall: typeof rollcall;
  workpass: typeof workpass;
}

type WithoutPlural<Name extends string> = Name extends `${infer Base}_other` ? Base : Name;

type Leaf<Texts, Place extends string = ''> = {
  [Name in keyof Texts & string]: Texts[Name] extends string
    ? `${Place}${WithoutPlural<Name>}`
    : Leaf<Texts[Name], `${Place}${Name}.`>;
}[keyof Texts & string];

/** The place of a text, such as `directives:card.acknowledgeButton`. */
export type Key = { [Noun in keyof Namespaces]: `${Noun}:${Leaf<Namespaces[Noun]>}` }[keyof Namespaces];

/** Numbers are written as the language writes them (`1.240`): give years and document numbers as text. `count` chooses the plural. */
export type Params = Record<string, string | number>;

/** Says a text in one language. */
export interface T {
  (key: Key, params?: Params): string;
  readonly locale: Locale;
}

export interface I18n {
  /** The given language, or the default one for a person who has not chosen. */
  t(locale?: Locale | null): T;
  readonly locales: readonly Locale[];
}

/** The folder of `package.json`, the same from `src` and from the compiled `dist/src`. */
export const packageRoot = findPackageRoot(import.meta.dirname);

function findPackageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (dirname(folder) === folder) throw new Error(`no package.json above ${import.meta.dirname}`);
  return findPackageRoot(dirname(folder));
}

function loadTexts(locale: Locale): Resource[string] {
  const folder = join(packageRoot, 'locales', locale);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    files.map((name) => [basename(name, '.json'), JSON.parse(readFileSync(join(folder, name), 'utf8'))]),
  );
}

const numberFormats = new Map(locales.map((locale) => [locale, new Intl.NumberFormat(locale)]));

/** A number as the language writes it. */
export const sayNumber = (value: number, locale: Locale): string => numberFormats.get(locale)!.format(value);

const formatter: FormatterModule = {
  type: 'formatter',
  init() {},
  add() {},
  addCached() {},
  format: (value, _format, language) =>
    typeof value === 'number' ? sayNumber(value, language as Locale) : String(value),
};

/** Loads all languages at once; `t` never waits. */
export function createI18n(defaultLocale: Locale): I18n {
  const resources = Object.fromEntries(locales.map((locale) => [locale, loadTexts(locale)]));
  const instance = createInstance();
  instance.use(formatter).init({
    initAsync: false,
    resources,
    lng: defaultLocale,
    fallbackLng: 'vi',
    ns: Object.keys(resources.vi ?? {}),
    defaultNS: 'common',
    // What a person typed may look like a placeholder or a nested key and must stay what it is.
    interpolation: { escapeValue: false, alwaysFormat: true, skipOnVariables: true },
    nsSeparator: ':',
    keySeparator: '.',
  });
  const voices = Object.fromEntries(locales.map((locale) => [locale, voiceOf(instance, locale)]));
  return { locales, t: (locale) => voices[locale ?? defaultLocale]! };
}

/** Its own `getFixedT` copies all settings at each call. What is said without parameters is looked up once: a screen says dozens of those. */
function voiceOf(instance: Instance, locale: Locale): T {
  const remembered = remembering<string>(10_000);
  const say = (key: Key, params?: Params): string => instance.t(key, { ...params, nest: false, lng: locale });
  return Object.assign((key: Key, params?: Params) => (params ? say(key, params) : remembered(key, () => say(key))), {
    locale,
  });
}
