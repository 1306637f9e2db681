import type { Export, ExportFormat, ExportKind } from '../domain/compliance/export.ts';
import { callbacks } from './callbacks.ts';
import { sayInstant } from './dates.ts';
import { shortName } from './directive-head.ts';
import { sayPlace } from './places.ts';
import { type Button, bar, bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** How a table says what the screens say too. */
export const exportSaying = (voice: Voice) => ({
  ...voice,
  instant: (at: Date) => sayInstant(at, voice.zone, voice.t),
  place: (key: string) => sayPlace(key, voice),
});

interface Offered {
  place: 'unit' | 'directive' | 'trips' | 'health';
  unit: { id: number; name: string } | null;
  directive: { id: number; number: string | null; title: string } | null;
  kinds: ExportKind[];
}

/** From a screen to the files that there are of what it shows. */
export const exportsButton = (
  from: { place: Offered['place']; directiveId: number; unitId: number },
  { t }: Voice,
): Button => button(t('exports:button'), callbacks.exports.pack(from));

const FORMATS: readonly ExportFormat[] = ['xlsx', 'csv'];

/** What can be had as a file from here, each for people and for programs. */
export function exportsScreen(offer: Offered, voice: Voice): Screen {
  const { t } = voice;
  const { unit, directive, kinds } = offer;
  const ids = { directiveId: directive?.id ?? 0, unitId: unit?.id ?? 0 };
  const place = unit?.name ?? t('exports:ownUnits');
  return {
    text: lines(
      bold(t('exports:heading', { place })),
      directive && plain(shortName(directive, voice)),
      '',
      plain(t('exports:ask')),
    ),
    keyboard: [
      ...kinds.map((kind) =>
        FORMATS.map((format) => {
          const label = t(`exports:as.${format}`, { kind: t(`exports:kind.${kind}`) });
          return button(label, callbacks.makeExport.pack({ kind, format, ...ids }));
        }),
      ),
      [backButton(offer, voice)],
    ],
  };
}

function backButton({ place, unit, directive }: Offered, { t }: Voice): Button {
  const label = t('exports:backButton');
  const unitId = unit?.id ?? 0;
  switch (place) {
    case 'directive':
      return button(label, callbacks.directiveStatus.pack({ directiveId: directive?.id ?? 0, unitId }));
    case 'health':
      return button(label, callbacks.healthUnit.pack({ unitId, page: 0 }));
    case 'trips':
      return button(label, callbacks.trips.pack({ page: 0 }));
    default:
      return button(label, callbacks.unitStatus.pack({ unitId, page: 0 }));
  }
}

/** How far a large file is; edited as it grows. */
export function exportProgressScreen({ kind, total }: Export, done: number, voice: Voice): Screen {
  const { t } = voice;
  return {
    text: lines(
      bold(t('exports:progress.heading', { kind: t(`exports:kind.${kind}`) })),
      done === 0
        ? plain(t('exports:progress.waiting'))
        : `<code>${bar(done, total)}</code> ${plain(t('exports:progress.rows', { done, total }))}`,
    ),
  };
}

export type ExportEnd = { as: 'sent'; count: number } | { as: 'stopped' | 'failed' } | { as: 'refused'; words: string };

/** What became of it. */
export function exportEndScreen({ kind }: Export, end: ExportEnd, { t }: Voice): Screen {
  if (end.as === 'refused') return { text: plain(end.words) };
  if (end.as !== 'sent') return { text: plain(t(`exports:progress.${end.as}`)) };
  return {
    text: lines(
      bold(t('exports:progress.done', { kind: t(`exports:kind.${kind}`) })),
      plain(t('exports:progress.sent', { count: end.count })),
    ),
  };
}

/** What is said beside the file. */
export function exportCaption(
  { kind, unit, directive, madeAt, hasPhones }: Export,
  count: number,
  voice: Voice,
): string {
  const { t, zone } = voice;
  const where = unit?.name ?? t('exports:ownUnits');
  const place = directive ? `${shortName(directive, voice)}, ${where}` : where;
  const when = sayInstant(madeAt, zone, t);
  return lines(
    t('exports:caption', { kind: t(`exports:kind.${kind}`), place, count, when }),
    hasPhones && t('exports:captionPhones'),
  );
}
