import type { Chart, ChartKind, ChartUnit, HeatChart } from '../domain/compliance/chart.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay, sayInstant, sayTime } from './dates.ts';
import { shortName } from './directive-head.ts';
import { type Button, bold, button, lines, plain, rows, type Screen, type Voice } from './screen.ts';

/** From a status screen to the pictures that there are of it. */
export const chartsButton = (from: { directiveId: number; unitId: number }, { t }: Voice): Button =>
  button(t('charts:button'), callbacks.charts.pack(from));

interface Offered {
  unit: { id: number; name: string };
  directive: { id: number; number: string | null; title: string } | null;
  kinds: ChartKind[];
}

/** Which picture? */
export function chartsScreen({ unit, directive, kinds }: Offered, voice: Voice): Screen {
  const { t } = voice;
  const ids = { directiveId: directive?.id ?? 0, unitId: unit.id };
  const back = directive
    ? callbacks.directiveStatus.pack(ids)
    : callbacks.unitStatus.pack({ unitId: unit.id, page: 0 });
  return {
    text: lines(
      bold(t('charts:heading', { unit: unit.name })),
      directive && plain(shortName(directive, voice)),
      '',
      plain(t('charts:ask')),
    ),
    keyboard: [
      ...rows(
        kinds.map((kind) => button(t(`charts:kind.${kind}`), callbacks.chart.pack({ kind, ...ids }))),
        1,
      ),
      [button(t('charts:backButton'), back)],
    ],
  };
}

/** How a picture says what the screens say too. */
export const chartSaying = (chart: Chart, voice: Voice) => ({
  t: voice.t,
  title: titleOf(chart, voice),
  instant: (at: Date) => sayInstant(at, voice.zone, voice.t),
  moment: (at: Date) => sayShort(at, voice),
  day: (day: string) => sayDay(day, voice.t, day),
  unit: (unit: ChartUnit) => sayUnit(unit, voice),
});

export function titleOf(chart: Chart, voice: Voice): string {
  const { t } = voice;
  const directive = 'directive' in chart ? chart.directive : null;
  const name = directive ? shortName(directive, voice) : t(`charts:title.${chart.kind as 'units' | HeatChart['kind']}`);
  return t('charts:titleWithPlace', { name, unit: chart.unit.name });
}

export const sayUnit = ({ name, isSelf }: ChartUnit, { t }: Voice): string =>
  isSelf ? t('charts:here', { unit: name }) : name;

/** `17:00 21/11`. */
export function sayShort(at: Date, voice: Voice): string {
  const { t, zone } = voice;
  const day = sayDay(dayOf(at, zone), t, dayOf(at, zone));
  return t('charts:curve.moment', { time: sayTime(at, zone), day });
}
