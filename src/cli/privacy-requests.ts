import type { PrivacyRequest } from '../domain/declarations/privacy-request.ts';
import { dayOf, daysBetween } from '../lib/day.ts';
import { sayDay, sayInstant } from '../screens/dates.ts';
import { type Answer, type Cli, inColumns, type Shelf } from './terminal.ts';

/** `privacy-requests`: what people have asked about their own data and nobody has answered, late ones first; without what they said. */
export function addPrivacyRequestsCommand({ program, t, act }: Shelf): void {
  program
    .command('privacy-requests')
    .description(t('cli:privacyRequests.about'))
    .action((options) => act(options, list));
}

async function list({ t, clock, open }: Cli): Promise<Answer> {
  const { office } = await open();
  const today = dayOf(clock.now(), office.zone);
  const requests = await office.read.privacyRequests.listOpen();
  const head = [
    ...[t('cli:privacyRequests.id'), t('cli:privacyRequests.kind'), t('cli:privacyRequests.person')],
    ...[t('cli:privacyRequests.unit'), t('cli:privacyRequests.received'), t('cli:privacyRequests.due')],
    t('cli:privacyRequests.left'),
  ];
  const rows = requests.map(({ id, kind, person, unit, receivedAt, dueOn }) => [
    ...[id, t(`requests:kinds.${kind}`), `${person.fullName} (${person.staffNo})`, unit.name],
    ...[sayInstant(receivedAt, office.zone, t), sayDay(dueOn, t), daysBetween(today, dueOn)],
  ]);
  const lines = rows.length > 0 ? inColumns([head, ...rows]) : [t('cli:privacyRequests.none')];
  return { json: { requests: requests.map((request) => jsonOf(request, today)) }, lines };
}

const jsonOf = ({ id, kind, person, unit, receivedAt, dueOn }: PrivacyRequest, today: string) => ({
  ...{ id, kind, staffNo: person.staffNo, fullName: person.fullName, unit: unit.name },
  ...{ receivedAt: receivedAt.toISOString(), dueOn, daysLeft: daysBetween(today, dueOn) },
});
