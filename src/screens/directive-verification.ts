import type { FoundDirective, Verdict } from '../domain/directives/verification.ts';
import { dayOf } from '../lib/day.ts';
import type { Change } from '../lib/likeness.ts';
import { opening } from '../lib/opening.ts';
import { callbacks } from './callbacks.ts';
import { sayDay } from './dates.ts';
import { shortName } from './directive-head.ts';
import { type Button, bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** What became of somebody's question: issued through Báo Nhận or not, and what holds. Never that something is authentic. */
export function verdictScreen(verdict: Verdict, voice: Voice): Screen {
  const { t } = voice;
  if (verdict.kind === 'notIssued')
    return { text: lines(bold(t('verification:notIssued')), '', plain(t('verification:notIssuedHint'))) };
  const { found } = verdict;
  const several = found.length > 1 && plain(t('verification:several', { count: found.length }));
  return {
    text: lines(
      headingOf(verdict, voice),
      several,
      ...found.flatMap((one) => ['', ...linesOf(one, voice)]),
      '',
      ...(verdict.kind === 'differs' ? changeLines(verdict.changes, voice) : []),
      '',
      plain(t('verification:meaning')),
    ),
    keyboard: found.flatMap((one) => buttonsOf(one, found.length > 1, voice)),
  };
}

function headingOf(verdict: Exclude<Verdict, { kind: 'notIssued' }>, { t }: Voice): string {
  const { kind, found } = verdict;
  if (kind === 'differs') return bold(t('verification:differs'));
  if (kind === 'notThis') return bold(t('verification:notThis'));
  if (found.length > 1) return bold(t('verification:heading.several'));
  return bold(t(`verification:heading.${found[0]!.standing}`));
}

/** One directive: to whom it was issued what it is, to others by whom and when. */
function linesOf({ directive, standing, shape, reading, replacedBy }: FoundDirective, voice: Voice): (string | null)[] {
  const { t, zone } = voice;
  const { number, issuer, title, issuedAt, document } = directive;
  const issuedOn = dayOf(issuedAt, zone);
  const holds = plain(t(`verification:standing.${standing}`));
  if (!reading) {
    const by = t('verification:issuedBy', { issuer, day: sayDay(issuedOn, t) });
    return [plain(by), holds, plain(t('verification:notYours'))];
  }
  // As on the card, which bears the document's own day.
  const day = sayDay(document?.date ?? issuedOn, t);
  return [
    plain(
      number
        ? t('directives:card.from', { number, issuer, day })
        : t('directives:card.fromWithoutNumber', { issuer, day }),
    ),
    bold(title),
    plain(t(`verification:shape.${shape}`)),
    holds,
    replacedBy &&
      plain(
        t('verification:replacedBy', {
          name: shortName(replacedBy.directive, voice),
          title: replacedBy.directive.title,
        }),
      ),
  ];
}

/** Opens what holds now, where the person owes or owed it. */
function buttonsOf({ directive, reading, replacedBy }: FoundDirective, isOneOfMany: boolean, voice: Voice): Button[][] {
  const { t } = voice;
  const [receiptId, target] = replacedBy
    ? [replacedBy.receiptId, replacedBy.directive]
    : [reading?.receiptId, directive];
  if (receiptId === undefined) return [];
  const label =
    isOneOfMany || replacedBy
      ? t('verification:openOne', { name: shortName(target, voice, 40) })
      : t('verification:open');
  return [[button(label, openingOf(receiptId, target.id))]];
}

const openingOf = (receiptId: number | null, directiveId: number): string =>
  receiptId === null ? callbacks.archived.pack({ directiveId }) : callbacks.openCard.pack({ receiptId });

/** So many differences are said, each with so many letters. */
const CHANGES = 8;
const SAID = 120;

function changeLines(changes: Change[] | null, { t }: Voice): string[] {
  if (!changes) return [plain(t('verification:change.tooMany'))];
  const shown = changes.slice(0, CHANGES).map(({ kind, words }) => {
    const said = opening(words, SAID);
    return plain(
      kind === 'removed'
        ? t('verification:change.removed', { words: said })
        : t('verification:change.added', { words: said }),
    );
  });
  const more = changes.length - shown.length;
  return [...shown, ...(more > 0 ? [plain(t('verification:change.more', { count: more }))] : [])];
}

/** Below the picture with the code. */
export function codeCaption(about: { number: string | null; title: string; code: string }, voice: Voice): string {
  const { t } = voice;
  const title = opening(about.title, 200);
  return lines(
    about.number ? t('directives:name', { number: about.number }) : null,
    title,
    t('verification:codeHint'),
    about.code,
  );
}
