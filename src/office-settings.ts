/** The office's own ways: when it may be disturbed and how it reminds. One JSON file, checked at start; all of it may be left out. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { HAZARDS, type Hazard } from './domain/areas/hazard.ts';
import { DIGEST_TIME, type DigestTime } from './domain/compliance/digest.ts';
import { REPORT_TIME, type ReportTime, weekdays } from './domain/compliance/report-time.ts';
import { FOLLOW_UPS, type FollowUpSettings } from './domain/declarations/follow-up.ts';
import { contactClasses } from './domain/declarations/health.ts';
import {
  PRIVACY_REQUEST_EXTENSIONS,
  PRIVACY_REQUEST_TERMS,
  type PrivacyRequestTerms,
} from './domain/declarations/privacy-request.ts';
import { RETENTION, type Retention } from './domain/declarations/retention.ts';
import { type TripSettings, tripKinds } from './domain/declarations/trip.ts';
import type { PassCheckers } from './domain/declarations/work-pass-policy.ts';
import type { Urgency } from './domain/directives/directive.ts';
import { LADDERS, type Ladder } from './domain/directives/ladder.ts';
import { DAY, HOUR, MINUTE } from './lib/clock.ts';

const day = z.iso.date({ error: 'a day such as 2026-11-24' });
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'a time such as 21:30' });

const UNITS: Record<string, number> = { m: MINUTE, h: HOUR, d: DAY };
/** `10m`, `4h`, `1d`, in milliseconds. */
const span = z
  .string()
  .regex(/^[1-9]\d{0,3}[mhd]$/, { error: 'a span such as 10m, 4h or 1d' })
  .transform((text) => Number.parseInt(text, 10) * UNITS[text.at(-1)!]!);

const repeat = z.union([z.literal('workingDay'), span], { error: 'workingDay, or a span such as 4h' });

const percent = z
  .int()
  .min(1)
  .max(100)
  .transform((value) => value / 100);

const escalation = (usual: Ladder['escalation']) =>
  z
    .strictObject({
      below: percent,
      after: z.union([z.literal('0'), span]).transform((after) => (after === '0' ? 0 : after)),
      every: repeat,
    })
    .partial()
    .transform((own): Ladder['escalation'] => ({ ...usual, ...own }));

const ladder = (usual: Ladder) =>
  z
    .strictObject({
      before: z.array(span).transform((spans) => spans.sort((left, right) => right - left)),
      atDeadline: z.boolean(),
      repeat,
      times: z.int().min(0).max(100),
      withoutDeadline: z.boolean(),
      always: z.boolean(),
      escalation: escalation(usual.escalation),
    })
    .partial()
    .transform((own): Ladder => ({ ...usual, ...own }))
    .default(usual);

/** Days of declaring daily. */
const daysFollowed = z.int({ error: 'days, 1 to 60' }).min(1).max(60);

const followUpRules = z
  .strictObject({
    time,
    trips: z.record(z.string(), z.strictObject({ level: z.string(), days: daysFollowed })),
    contacts: z.partialRecord(z.enum(contactClasses).exclude(['none']), daysFollowed),
  })
  .partial()
  .transform((own): FollowUpSettings => ({ ...FOLLOW_UPS, ...own }))
  .default(FOLLOW_UPS);

/** Days after which something is erased. */
const daysKept = z.int({ error: 'days, 1 to 3650' }).min(1).max(3650);

/** Days within which something is answered. */
const daysToAnswer = z.int({ error: 'days, 1 to 90' }).min(1).max(90);

/** Days by which that may be extended; none is none. */
const daysMore = z.int({ error: 'days, 0 to 90' }).min(0).max(90);

const schema = z.strictObject({
  quietHours: z.strictObject({ from: time, to: time }).default({ from: '21:30', to: '06:30' }),
  closedOn: z.array(day).default([]),
  workedOn: z.array(day).default([]),
  ladders: z
    .strictObject({
      normal: ladder(LADDERS.normal),
      urgent: ladder(LADDERS.urgent),
      veryUrgent: ladder(LADDERS.veryUrgent),
      immediate: ladder(LADDERS.immediate),
    })
    .prefault({}),
  hazards: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[a-z][a-z-]{0,19}$/, { error: 'a short name of small letters, such as dich' }),
        name: z.strictObject({ vi: z.string().min(1).max(40), en: z.string().min(1).max(40) }),
        levels: z
          .array(z.string().regex(/^[\w-]{1,12}$/, { error: 'a level such as 3 or IV' }))
          .min(1)
          .max(10),
        lookBackDays: z.int().min(0).max(60),
      }),
    )
    .default(() => HAZARDS.map((hazard) => ({ ...hazard, levels: [...hazard.levels] }))),
  retention: z
    .strictObject({
      ...{ trips: daysKept, contacts: daysKept, health: daysKept, looks: daysKept },
      ...{ rollCalls: daysKept, requests: daysKept, leavers: daysKept },
    })
    .partial()
    .transform((own): Retention => ({ ...RETENTION, ...own }))
    .default(RETENTION),
  requests: z
    .strictObject({ correct: daysToAnswer, erase: daysToAnswer, restrict: daysToAnswer, complain: daysToAnswer })
    .partial()
    .transform((own): PrivacyRequestTerms => ({ ...PRIVACY_REQUEST_TERMS, ...own }))
    .default(PRIVACY_REQUEST_TERMS),
  extensions: z
    .strictObject({ correct: daysMore, erase: daysMore, restrict: daysMore, complain: daysMore })
    .partial()
    .transform((own): PrivacyRequestTerms => ({ ...PRIVACY_REQUEST_EXTENSIONS, ...own }))
    .default(PRIVACY_REQUEST_EXTENSIONS),
  trips: z
    .strictObject({
      approved: z.array(z.enum(tripKinds)).default(['private', 'abroad']),
      upFrom: z.record(z.string(), z.string()).default({ dich: '3' }),
    })
    .prefault({}),
  followUps: followUpRules,
  passCheckers: z
    .record(z.string().min(1), z.array(z.string().min(1), { error: 'staff numbers by the code of a unit' }))
    .default({}),
  report: z
    .strictObject({ day: z.enum(weekdays), time })
    .partial()
    .transform((own): ReportTime => ({ ...REPORT_TIME, ...own }))
    .nullable()
    .default(REPORT_TIME),
  digest: z.strictObject({ time }).nullable().default(DIGEST_TIME),
});

export interface OfficeSettings {
  calendar: { quietFrom: string; quietTo: string; closedOn: readonly string[]; workedOn: readonly string[] };
  ladders: Record<Urgency, Ladder>;
  trips: TripSettings;
  followUps: FollowUpSettings;
  passCheckers: PassCheckers;
  requests: PrivacyRequestTerms;
  extensions: PrivacyRequestTerms;
  /** Null where the office wants none. */
  report: ReportTime | null;
  digest: DigestTime | null;
  retention: Retention;
  hazards: readonly Hazard[];
}

/** Reads the file, or gives what is usual without one; otherwise every fault with its place in the file. */
export function readOfficeSettings(
  file: string | null,
): { ok: true; settings: OfficeSettings } | { ok: false; faults: string[] } {
  let content: unknown = {};
  try {
    if (file !== null) content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { ok: false, faults: [`a readable JSON file (${(error as Error).message})`] };
  }
  const result = schema.safeParse(content);
  if (!result.success) {
    return {
      ok: false,
      faults: result.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`),
    };
  }
  const { quietHours, closedOn, workedOn, ...others } = result.data;
  return {
    ok: true,
    settings: {
      calendar: { quietFrom: quietHours.from, quietTo: quietHours.to, closedOn, workedOn },
      ...others,
    },
  };
}
