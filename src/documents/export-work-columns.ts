import type { HealthRow, UndeclaredRow } from '../domain/compliance/export.ts';
import { stageOf, type Trip } from '../domain/declarations/trip.ts';
import { isTaskLate, type Task } from '../domain/tasks/task.ts';
import { dayOf } from '../lib/day.ts';
import { type Columns, personColumns, unitColumns } from './export-columns.ts';

export const tasks: Columns<Task> = ({ t, now }) => [
  { title: t('exports:column.number'), kind: 'text', width: 20, of: ({ directive }) => directive.number },
  { title: t('exports:column.title'), kind: 'text', width: 40, of: ({ directive }) => directive.title },
  { title: t('exports:column.task'), kind: 'longText', width: 60, of: ({ text }) => text },
  { title: t('exports:column.lead'), kind: 'longText', width: 42, of: ({ lead }) => lead.name },
  {
    title: t('exports:column.cooperating'),
    kind: 'longText',
    width: 34,
    of: ({ cooperating }) => cooperating.map(({ name }) => name).join('; '),
  },
  { title: t('exports:column.assignee'), kind: 'text', width: 26, of: ({ assignee }) => assignee?.fullName ?? null },
  {
    title: t('exports:column.due'),
    kind: 'instant',
    width: 17,
    of: ({ dueAt, isStanding }) => (isStanding ? t('exports:standing') : dueAt),
  },
  { title: t('exports:column.state'), kind: 'text', width: 26, of: ({ state }) => t(`exports:taskState.${state}`) },
  {
    title: t('exports:column.late'),
    kind: 'text',
    width: 10,
    of: (task) => (isTaskLate(task, now) ? t('exports:yes') : null),
  },
  { title: t('exports:column.figure'), kind: 'text', width: 12, of: ({ amount }) => amount },
  { title: t('exports:column.measure'), kind: 'text', width: 14, of: ({ measure }) => measure },
  { title: t('exports:column.given'), kind: 'instant', width: 17, of: ({ givenAt }) => givenAt },
  { title: t('exports:column.doneAt'), kind: 'instant', width: 17, of: ({ doneAt }) => doneAt },
];

export const trips: Columns<Trip> = ({ t, now, zone, place }) => [
  { title: t('exports:column.unit'), kind: 'longText', width: 42, of: ({ unit }) => unit.name },
  { title: t('exports:column.staffNo'), kind: 'text', width: 12, of: ({ person }) => person.staffNo },
  { title: t('exports:column.name'), kind: 'text', width: 28, of: ({ person }) => person.fullName },
  { title: t('exports:column.trip'), kind: 'text', width: 24, of: ({ kind }) => t(`trips:kinds.${kind}`) },
  { title: t('exports:column.from'), kind: 'day', width: 12, of: ({ fromOn }) => fromOn },
  { title: t('exports:column.to'), kind: 'day', width: 12, of: ({ toOn }) => toOn },
  {
    title: t('exports:column.places'),
    kind: 'longText',
    width: 40,
    of: ({ stops }) => stops.map((stop) => place(stop.place)).join('; '),
  },
  {
    title: t('exports:column.stage'),
    kind: 'text',
    width: 16,
    of: (trip) => t(`trips:stages.${stageOf(trip, dayOf(now, zone))}`),
  },
];

export const health: Columns<HealthRow> = (saying) => {
  const { t } = saying;
  return [
    ...unitColumns<HealthRow>(saying),
    { title: t('exports:column.duty'), kind: 'number', width: 14, of: ({ owed }) => owed },
    { title: t('exports:column.declared'), kind: 'number', width: 14, of: ({ declared }) => declared },
    { title: t('exports:column.notDeclared'), kind: 'number', width: 14, of: ({ owed, declared }) => owed - declared },
    { title: t('exports:column.notEnrolled'), kind: 'number', width: 14, of: ({ notEnrolled }) => notEnrolled },
    { title: t('exports:column.unreachable'), kind: 'number', width: 14, of: ({ unreachable }) => unreachable },
  ];
};

export const undeclared: Columns<UndeclaredRow> = (saying) => [
  ...unitColumns<UndeclaredRow>(saying),
  ...personColumns<UndeclaredRow>(saying),
  {
    title: saying.t('exports:column.state'),
    kind: 'text',
    width: 26,
    of: ({ sign }) => saying.t(`exports:sign.${sign}`),
  },
];
