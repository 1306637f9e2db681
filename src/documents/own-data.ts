import type { OwnData, OwnTrip } from '../domain/declarations/privacy-views.ts';

export type Part = 'person' | 'directives' | 'trips' | 'health' | 'followUps' | 'requests';

/** How things are said; all of it is the screens' own. */
export interface OwnSaying {
  heading(key: Part): string;
  person(data: OwnData): string[];
  directive(directive: OwnData['directives'][number]): string;
  trip(trip: OwnTrip): string[];
  health(one: OwnData['health'][number]): string;
  followUp(one: OwnData['followUps'][number]): string;
  request(one: OwnData['requests'][number]): string[];
  none: string;
}

/** A copy of what is kept about somebody, as a text that every telephone opens. */
export function ownDataText(data: OwnData, saying: OwnSaying): Buffer {
  const part = (key: Part, lines: string[]) =>
    [saying.heading(key), ...(lines.length > 0 ? lines : [saying.none]), ''].join('\r\n');
  const text = [
    part('person', saying.person(data)),
    part('directives', data.directives.map(saying.directive)),
    part(
      'trips',
      data.trips.flatMap((trip) => [...saying.trip(trip), '']),
    ),
    part('health', data.health.map(saying.health)),
    part('followUps', data.followUps.map(saying.followUp)),
    part(
      'requests',
      data.requests.flatMap((one) => [...saying.request(one), '']),
    ),
  ].join('\r\n');
  // The mark tells old Windows programs that it is UTF-8.
  return Buffer.from(`\ufeff${text}`, 'utf8');
}
