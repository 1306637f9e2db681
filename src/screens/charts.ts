import type { Chart, ChartKind, ChartUnit, HeatChart } from '../domain/compliance/chart.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay, sayInstant, sayTime } from './dates.ts';
import { shortName } from './directive-head.ts';
import { type Button, button, type Voice } from './screen.ts';

/** From a screen to a picture of what it shows; the others are below that one. */
export const chartButton = (from: { kind: ChartKind; directiveId: number; unitId: number }, { t }: Voice): Button =>
  button(t('charts:button'), callbacks.chart.pack(from));

/** Below a picture: the others that there are of the same, and the way back. */
export function chartKeyboard(chart: Chart, kinds: readonly ChartKind[], { t }: Voice): Button[][] {
  const directiveId = 'directive' in chart && chart.directive ? chart.directive.id : 0;
  const ids = { directiveId, unitId: chart.unit.id };
  const others = kinds.filter((kind) => kind !== chart.kind);
  return [
    ...others.map((kind) => [button(t(`charts:kind.${kind}`), callbacks.chart.pack({ kind, ...ids }))]),
    [button(t('charts:backButton'), backFrom(chart, ids))],
  ];
}

function backFrom({ kind }: Chart, ids: { directiveId: number; unitId: number }): string {
  if (ids.directiveId > 0) return callbacks.directiveStatus.pack(ids);
  const unit = { unitId: ids.unitId, page: 0 };
  return kind === 'declared' ? callbacks.healthUnit.pack(unit) : callbacks.unitStatus.pack(unit);
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

/** `17:00 21/11`; of another year than today's `17:00 21/11/2025`. */
export function sayShort(at: Date, voice: Voice): string {
  const { t, zone } = voice;
  const day = sayDay(dayOf(at, zone), t, dayOf(voice.now, zone));
  return t('charts:curve.moment', { time: sayTime(at, zone), day });
}
