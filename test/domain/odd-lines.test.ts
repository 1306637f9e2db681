/**
 * Whatever is read from what a person types is read before anything else can happen: a line made to be looked at in every possible way
 * would hold up the whole office. One message is 4,096 characters at most.
 */
import { expect, test } from 'vitest';
import { searchCountries } from '../../src/domain/areas/country.ts';
import { provinceOf, searchPlaces } from '../../src/domain/areas/place.ts';
import { readNumber } from '../../src/domain/compliance/names-views.ts';
import { readTemperature } from '../../src/domain/declarations/health.ts';
import { readQuery } from '../../src/domain/directives/archive.ts';
import { cleanText, numberKey } from '../../src/domain/directives/directive.ts';
import { readDay, readMoment, readTimeOfDay } from '../../src/domain/forms/moment.ts';
import { normalisePhone } from '../../src/domain/people/phone.ts';
import { instant } from '../../src/lib/clock.ts';
import { createRedactor } from '../../src/lib/log.ts';
import { byGivenName, cleanName, foldText, hasClassifiedMark, shortenName, splitPages } from '../../src/lib/text.ts';

const LONGEST = 4_096;
/** Milliseconds; a fault of this kind takes many seconds. */
const PATIENCE = 400;

const now = instant('2026-11-21T01:00:00Z');
const zone = 'Asia/Ho_Chi_Minh';
const readers: Record<string, (line: string) => unknown> = {
  degrees: readTemperature,
  'a day': (line) => readDay(line, now, zone),
  'a moment': (line) => readMoment(line, now, zone),
  'a time of day': readTimeOfDay,
  'a telephone number': normalisePhone,
  'words to search for': readQuery,
  'the number of a directive': readNumber,
  'the key of a number': numberKey,
  'a name': (line) => [cleanName(line), shortenName(line, 40), byGivenName(line, 'An')],
  'a text': (line) => [cleanText(line), foldText(line), splitPages(line, 500)],
  'the mark of a secret': hasClassifiedMark,
  'a place': (line) => [searchPlaces(line, 8), provinceOf(line), searchCountries(line, 8)],
  'a line of the log': createRedactor(['a secret']),
};

const HEADS = ['', '36', '+1', 'x '];
const REPEATED = [
  ...[
    'a',
    ' ',
    '1',
    '.',
    '-',
    '/',
    ' 1',
    '1.',
    '1 1',
    '0',
    '+8',
    '(',
    ')',
    ':',
    'h ',
    '1h ',
    'thu ',
    '\n',
    '\n ',
    'MẬT ',
    'độ mật ',
  ],
  ...[
    'bí ',
    ';',
    '<',
    '&lt;',
    '\u0301',
    'ă',
    '\u200b',
    '😀',
    '\t',
    '_',
    '%',
    '84 ',
    'a\u0301',
    "'",
    'tp ',
    'tinh ',
    'qq',
  ],
];
const TAILS = ['', 'x', '!'];

test.each(Object.entries(readers))('%s is read in a moment, whatever line it is read from', (_, read) => {
  const slow: string[] = [];
  for (const head of HEADS)
    for (const repeated of REPEATED)
      for (const tail of TAILS) {
        const line = `${head}${repeated.repeat(LONGEST)}`.slice(0, LONGEST - tail.length) + tail;
        const begun = performance.now();
        read(line);
        if (performance.now() - begun > PATIENCE) slow.push(JSON.stringify([head, repeated, tail]));
      }
  expect(slow).toEqual([]);
});
