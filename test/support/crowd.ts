import type { CastMember } from './cast.ts';
import type { TestOffice } from './office.ts';

/** A leader who issues to everybody, and so many people in `H1`, called `p0`, `p1` …; others as they are given. */
export function crowdOf(count: number, others: CastMember[] = []): CastMember[] {
  const leader: CastMember = { staffNo: 'director', name: 'Nguyễn Thị Minh', posts: [['SO', 'leader']] };
  const crowd = Array.from({ length: count }, (_, index): CastMember => {
    return { staffNo: `p${index}`, name: `Nguyễn Văn ${index}`, posts: [['H1', 'staff']] };
  });
  return [leader, ...crowd, ...others];
}

/** How many cards with the button to acknowledge somebody has in their chat. */
export function cardsOf(office: TestOffice, staffNo: string): number {
  const messages = office.as(staffNo).messages();
  return messages.filter((message) => message.buttons.some((row) => row[0]?.data?.startsWith('ack:'))).length;
}

/** The cards of all the crowd, in order. */
export const cardsOfAll = (office: TestOffice, count: number): number[] =>
  Array.from({ length: count }, (_, index) => cardsOf(office, `p${index}`));
