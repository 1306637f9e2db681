import { reaches } from '../../domain/people/account.ts';
import { roles } from '../../domain/people/post.ts';
import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const peopleSchemas = (c: Columns) => [
  table('people', {
    id: c.id(),
    staffNo: c.text({ name: 'staff_no' }),
    fullName: c.text({ name: 'full_name' }),
    nameFolded: c.text({ name: 'name_folded' }),
    nameSort: c.text({ name: 'name_sort' }),
    phone: c.text({ nullable: true }),
    locale: c.text({ nullable: true }),
    leftOn: c.day({ name: 'left_on', nullable: true }),
    forgottenAt: c.instant({ name: 'forgotten_at', nullable: true }),
    homeUnitId: c.reference({ name: 'home_unit_id', nullable: true }),
    reach: c.words(reaches, { default: 'notEnrolled' }),
  }),
  table('posts', {
    id: c.id(),
    personId: c.reference({ name: 'person_id' }),
    unitId: c.reference({ name: 'unit_id' }),
    role: c.words(roles),
    fromOn: c.day({ name: 'from_on' }),
    toOn: c.day({ name: 'to_on', nullable: true }),
  }),
  table('accounts', {
    id: c.id(),
    personId: c.reference({ name: 'person_id' }),
    telegramId: c.telegramId({ name: 'telegram_id' }),
    enrolledAt: c.instant({ name: 'enrolled_at' }),
    way: c.words(['contact', 'invite']),
    endedAt: c.instant({ name: 'ended_at', nullable: true }),
    endReason: c.text({ name: 'end_reason', nullable: true }),
    unreachableAt: c.instant({ name: 'unreachable_at', nullable: true }),
    unreachableReason: c.text({ name: 'unreachable_reason', nullable: true }),
    remindedAt: c.instant({ name: 'reminded_at', nullable: true }),
  }),
  table('absences', {
    id: c.id(),
    personId: c.reference({ name: 'person_id' }),
    fromOn: c.day({ name: 'from_on' }),
    toOn: c.day({ name: 'to_on' }),
    markedById: c.reference({ name: 'marked_by_id', nullable: true }),
    markedAt: c.instant({ name: 'marked_at' }),
    cancelledAt: c.instant({ name: 'cancelled_at', nullable: true }),
    askedAt: c.instant({ name: 'asked_at', nullable: true }),
  }),
  table('groups', { id: c.id(), code: c.text(), name: c.text() }),
  table('group_members', {
    groupId: c.reference({ name: 'group_id', primary: true }),
    personId: c.reference({ name: 'person_id', primary: true }),
  }),
  table('invites', {
    id: c.id(),
    personId: c.reference({ name: 'person_id' }),
    codeHash: c.text({ name: 'code_hash' }),
    issuedAt: c.instant({ name: 'issued_at' }),
    expiresAt: c.instant({ name: 'expires_at' }),
    usedAt: c.instant({ name: 'used_at', nullable: true }),
    cancelledAt: c.instant({ name: 'cancelled_at', nullable: true }),
    presentedBy: c.telegramId({ name: 'presented_by', nullable: true }),
    presentedAt: c.instant({ name: 'presented_at', nullable: true }),
  }),
  table('enrolment_tries', {
    telegramId: c.telegramId({ name: 'telegram_id', primary: true }),
    wrong: c.count(),
    lastAt: c.instant({ name: 'last_at' }),
    pausedUntil: c.instant({ name: 'paused_until', nullable: true }),
  }),
];
