// i18n: archive:ended.*
import type { ArchiveQuery } from '../domain/directives/archive.ts';
import type { ArchiveLine, IssuedDirective } from '../domain/directives/archive-store.ts';
import { type Standing, standingOf } from '../domain/directives/standing.ts';
import { pagesOf } from '../domain/directives/text-pages.ts';
import { dayOf } from '../lib/day.ts';
import { openingOf } from '../lib/opening.ts';
import { callbacks } from './callbacks.ts';
import { headOf, shortName } from './directive-head.ts';
import { cut, signOf } from './directive-lists.ts';
import {
  type Button,
  bold,
  button,
  lines,
  marked,
  PAGE,
  pageRow,
  plain,
  rows,
  type Screen,
  type Voice,
} from './screen.ts';

export interface FoundPage {
  query: ArchiveQuery;
  lines: ArchiveLine[];
  total: number;
  page: number;
  /** How many have not left and are the reader's to sign or to take back. */
  pending: number;
}

/** Of more than this the number was not counted to its end. */
const COUNTED = 1_000;
/** So much of a text opens the view of it. */
const OPENING = 400;

/** What was found, with the filters below it; every button carries the whole question. */
export function foundScreen(found: FoundPage, voice: Voice): Screen {
  const { t } = voice;
  const { query, total, page } = found;
  const to = (target: number) => packed(query, target);
  const waiting = pendingRow(found, voice);
  if (total === 0) return { text: plain(noneFor(query, voice)), keyboard: [...waiting, ...filterRow(query, voice)] };
  const numbers = found.lines.map((line, index) => button(String(page * PAGE + index + 1), openingData(line)));
  return {
    text: lines(
      bold(headingOf(found, voice)),
      plain(filtersSaid(query, voice)),
      '',
      ...found.lines.map((line, index) => plain(lineOf(line, page * PAGE + index + 1, voice))),
      '',
      query.words.length === 0 && plain(t('archive:hint')),
    ),
    keyboard: [
      ...waiting,
      ...rows(numbers, PAGE),
      ...pageRow(page, Math.ceil(total / PAGE), to),
      ...filterRow(query, voice),
    ],
  };
}

function pendingRow({ pending: count }: FoundPage, { t }: Voice): Button[][] {
  if (count === 0) return [];
  return [[button(t('archive:pendingButton', { count }), callbacks.pendingList.pack({ page: 0 }))]];
}

function headingOf({ query: { words }, total: count }: FoundPage, { t }: Voice): string {
  if (count >= COUNTED) return t('archive:many');
  return words.length > 0 ? t('archive:foundWords', { count, words: words.join(' ') }) : t('archive:found', { count });
}

function noneFor({ words, year, isInForce }: ArchiveQuery, { t }: Voice): string {
  if (words.length > 0) return t('archive:notFound', { words: words.join(' ') });
  return year !== null || isInForce ? t('archive:noneFiltered') : t('archive:none');
}

const filtersSaid = ({ year, isInForce }: ArchiveQuery, { t }: Voice): string =>
  [isInForce ? t('archive:filter.inForce') : '', year === null ? '' : t('archive:filter.year', { year: String(year) })]
    .filter(Boolean)
    .join(' · ');

const packed = ({ words, year, isInForce }: ArchiveQuery, page: number): string =>
  callbacks.archive.pack({ page, inForce: isInForce ? 1 : 0, year: year ?? 0, words: words.join('_') });

/** The other state, and this year or any. */
function filterRow(query: ArchiveQuery, { t, now, zone }: Voice): Button[][] {
  const { year, isInForce } = query;
  const thisYear = Number(dayOf(now, zone).slice(0, 4));
  const years = year === null ? [thisYear, thisYear - 1] : [null];
  const state = isInForce ? t('archive:allButton') : t('archive:inForceButton');
  return [
    [
      button(state, packed({ ...query, isInForce: !isInForce }, 0)),
      ...years.map((one) =>
        button(
          one === null ? t('archive:anyYearButton') : t('archive:yearButton', { year: String(one) }),
          packed({ ...query, year: one }, 0),
        ),
      ),
    ],
  ];
}

const openingData = ({ receiptId, id }: ArchiveLine): string =>
  receiptId === null ? callbacks.archived.pack({ directiveId: id }) : callbacks.openCard.pack({ receiptId });

function lineOf(directive: ArchiveLine, place: number, voice: Voice): string {
  const { t } = voice;
  const named = directive.number ? `${shortName(directive, voice)}: ${directive.title}` : directive.title;
  const sign = signOf(directive.urgency);
  const line = t('archive:line', { place: String(place), sign, name: cut(named) });
  const standing = standingOf(directive);
  if (standing !== 'inForce') return t('archive:lineEnded', { line, standing: t(`archive:ended.${standing}`) });
  return directive.status === 'acknowledged' ? `${line} ${t('directives:list.done')}` : line;
}

export interface ArchivedView {
  directive: IssuedDirective;
  standing: Standing;
  text: string;
  textHash: string;
}

/** A directive that was issued to units below somebody's, as they may read it again. */
export function archivedScreen(view: ArchivedView, voice: Voice): Screen {
  const { t } = voice;
  const { directive, standing, text } = view;
  const { id: directiveId, files, title } = directive;
  const { text: said, isWhole } = openingOf(text, OPENING, title);
  const count = pagesOf(view).length;
  const label = count > 1 ? t('directives:card.readPagesButton', { count }) : t('directives:card.readButton');
  const row = [
    ...(isWhole ? [] : [button(label, callbacks.archivedPage.pack({ directiveId, page: 0 }))]),
    ...(files > 0 ? [button(t('directives:card.filesButton'), callbacks.archivedFiles.pack({ directiveId }))] : []),
  ];
  return {
    text: lines(
      headOf(directive, voice),
      plain(t(`verification:standing.${standing}`)),
      '',
      plain(said),
      files > 0 && t('directives:card.files', { count: files }),
      '',
      plain(t('archive:byRole')),
    ),
    keyboard: row.length > 0 ? [row] : [],
  };
}

/** One page of it, in place of the view. */
export function archivedPageScreen(view: ArchivedView, wanted: number, voice: Voice): Screen {
  const { t } = voice;
  const pages = pagesOf(view);
  const directiveId = view.directive.id;
  const page = Math.min(Math.max(0, wanted), pages.length - 1);
  const to = (target: number) => callbacks.archivedPage.pack({ directiveId, page: target });
  const place = t('directives:card.page', { page: page + 1, pages: pages.length });
  return {
    text: lines(bold(`${shortName(view.directive, voice)} · ${place}`), '', marked(pages[page]!)),
    keyboard: [
      ...pageRow(page, pages.length, to),
      [button(t('archive:backButton'), callbacks.archivedBack.pack({ directiveId }))],
    ],
  };
}
