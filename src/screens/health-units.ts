import { campaignStage, type HealthCampaign } from '../domain/declarations/health-campaign.ts';
import type { UndeclaredPerson } from '../domain/declarations/health-campaign-store.ts';
import type { InCare, Sum, UnitHealth } from '../domain/declarations/health-unit-views.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { chartButton } from './charts.ts';
import type { Place } from './compliance.ts';
import { sayDay, sayMoment } from './dates.ts';
import { exportsButton } from './exports.ts';
import { sayResult } from './health.ts';
import {
  type Button,
  bar,
  bold,
  button,
  lines,
  PAGE,
  pageRow,
  plain,
  rows,
  type Screen,
  type Voice,
} from './screen.ts';

const figures = ({ declared, owed }: Sum): string => `<code>${bar(declared, owed)}</code> ${declared}/${owed}`;

/** Of a page's lines some are spent on the unit itself. */
const BELOW_PAGE = 6;

/** A unit's day: how many have declared, unit by unit; who is unwell stands behind a button. */
export function unitHealthScreen({ page, ...view }: UnitHealth & { page: number }, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const { unit, campaign, figures: sum, below } = view;
  const shown = below.slice(page * BELOW_PAGE, (page + 1) * BELOW_PAGE);
  const owing = shown.filter((one) => one.figures.owed > 0);
  return {
    text: lines(
      bold(t('health:unit.heading', { unit: unit.name, when: sayMoment(now, now, zone, t) })),
      plain(campaignLine(campaign, unit.id, voice)),
      '',
      sum.owed > 0 && `${figures(sum)}${sum.declared === sum.owed ? ' ✅' : ''}`,
      campaign !== null && sum.owed === 0 && plain(t('health:unit.nobodyOwes')),
      sum.notEnrolled > 0 && plain(t('health:unit.notEnrolled', { count: sum.notEnrolled })),
      sum.unreachable > 0 && plain(t('health:unit.unreachable', { count: sum.unreachable })),
      '',
      ...owing.map((one) => lines(plain(one.unit.name), figures(one.figures))),
    ),
    keyboard: [
      ...peopleRows(view, voice),
      ...rows(
        shown.map((one) => unitButton(one.unit)),
        2,
      ),
      ...pageRow(page, Math.ceil(below.length / BELOW_PAGE), (target) =>
        callbacks.healthUnit.pack({ unitId: unit.id, page: target }),
      ),
      ...(sum.owed > 0 ? [tableButtons(unit.id, voice)] : []),
      [...(view.above ? [backTo(view.above, voice)] : []), campaignButton(view, voice)],
    ],
  };
}

/** The same as a picture, and as a file. */
const tableButtons = (unitId: number, voice: Voice): Button[] => [
  chartButton({ kind: 'declared', directiveId: 0, unitId }, voice),
  exportsButton({ place: 'health', directiveId: 0, unitId }, voice),
];

const unitButton = ({ id, name }: Place): Button => button(name, callbacks.healthUnit.pack({ unitId: id, page: 0 }));

const backTo = ({ id, name }: Place, { t }: Voice): Button =>
  button(t('health:back.to', { unit: name }), callbacks.healthUnit.pack({ unitId: id, page: 0 }));

function campaignLine(campaign: HealthCampaign | null, unitId: number, voice: Voice): string {
  const { t, now, zone } = voice;
  if (!campaign) return t('health:unit.off');
  const { time, unit } = campaign;
  const today = dayOf(now, zone);
  const isAhead = campaignStage(campaign, today) === 'ahead';
  if (isAhead) return t('health:unit.ahead', { time, day: sayDay(campaign.fromOn, t, today) });
  return unit.id === unitId ? t('health:unit.on', { time }) : t('health:unit.onByAbove', { time, unit: unit.name });
}

function peopleRows({ unit, figures: sum, followed }: UnitHealth, { t }: Voice): Button[][] {
  const { id: unitId } = unit;
  const count = sum.owed - sum.declared;
  const within = count - sum.notEnrolled - sum.unreachable;
  const missing = button(t('health:unit.missingButton', { count }), callbacks.healthMissing.pack({ unitId, page: 0 }));
  const remind = button(t('health:unit.remindButton', { count: within }), callbacks.healthRemind.pack({ unitId }));
  const care = button(t('health:unit.careButton'), callbacks.healthCare.pack({ unitId, page: 0 }));
  const list = button(t('followup:list.button', { count: followed }), callbacks.followUps.pack({ unitId, page: 0 }));
  const rest = [...(within > 0 ? [remind] : []), care];
  return [...(count > 0 ? [[missing]] : []), rest, ...(followed > 0 ? [[list]] : [])];
}

function campaignButton({ unit, campaign }: UnitHealth, { t }: Voice): Button {
  if (campaign?.unit.id === unit.id) {
    return button(t('health:campaign.endButton'), callbacks.healthAskEnd.pack({ campaignId: campaign.id }));
  }
  const start = callbacks.startForm.pack({ form: 'healthCampaign', subject: unit.id });
  return button(t('health:campaign.beginButton'), start);
}

/** Which of their units somebody wants to see. */
export const chooseHealthUnitScreen = (units: Place[], { t }: Voice): Screen => ({
  text: plain(t('compliance:overview.choose')),
  keyboard: units.map((unit) => [unitButton(unit)]),
});

const SIGNS = { waiting: '⏳', unreachable: '🚫', notEnrolled: '👤' } as const;

interface Named<Line> {
  unit: Place;
  people: readonly Line[];
  total: number;
  page: number;
}

/** Who has not declared today. */
export function undeclaredScreen({ unit, people, total, page }: Named<UndeclaredPerson>, voice: Voice): Screen {
  const { t } = voice;
  const unitId = unit.id;
  const legend = [...new Set(people.map(({ sign }) => sign))].map((sign) => t(`health:missing.legend.${sign}`));
  return {
    text: lines(
      bold(total === 0 ? t('health:missing.nobody') : t('health:missing.heading', { count: total })),
      plain(unit.name),
      '',
      ...people.map(({ fullName: name, unitName, sign }, index) =>
        plain(
          t('health:missing.person', {
            place: String(page * PAGE + index + 1),
            sign: SIGNS[sign],
            name,
            unit: unitName,
          }),
        ),
      ),
      '',
      plain(legend.join(' · ')),
    ),
    keyboard: [
      ...pageRow(page, Math.ceil(total / PAGE), (target) => callbacks.healthMissing.pack({ unitId, page: target })),
      [backTo(unit, voice)],
    ],
  };
}

/** Who is to stay at home or be watched today. Whoever is named here can see that they were looked at. */
export function careScreen({ unit, people, total, page }: Named<InCare>, voice: Voice): Screen {
  const { t } = voice;
  const unitId = unit.id;
  const place = (index: number) => String(page * PAGE + index + 1);
  const open = people.map(({ declaration }, index) =>
    button(place(index), callbacks.health.pack({ declarationId: declaration.id })),
  );
  return {
    text: lines(
      bold(total === 0 ? t('health:care.nobody') : t('health:care.heading', { count: total })),
      plain(unit.name),
      '',
      ...people.map(({ declaration, details }, index) => {
        const { person, unit: at } = declaration;
        const result = sayResult(details.result, voice);
        return plain(t('health:care.person', { place: place(index), name: person.fullName, unit: at.name, result }));
      }),
      '',
      total > 0 && plain(t('health:lookRecorded')),
    ),
    keyboard: [
      ...rows(open, PAGE),
      ...pageRow(page, Math.ceil(total / PAGE), (target) => callbacks.healthCare.pack({ unitId, page: target })),
      [backTo(unit, voice)],
    ],
  };
}

/** Ending is asked once more: nobody is reminded afterwards. */
export function askEndScreen({ id: campaignId, unit, time }: HealthCampaign, voice: Voice): Screen {
  const { t } = voice;
  return {
    text: lines(bold(t('health:campaign.endAsk', { unit: unit.name })), plain(t('health:campaign.endHint', { time }))),
    keyboard: [
      [button(t('health:campaign.endYesButton'), callbacks.healthEnd.pack({ campaignId }))],
      [backTo(unit, voice)],
    ],
  };
}
