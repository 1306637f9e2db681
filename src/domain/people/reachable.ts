import type { Stores } from '../stores.ts';

/** Whether a message can reach somebody: they have an account that has not refused the bot's messages. */
export async function isReachable(personId: number, { people }: Stores): Promise<boolean> {
  const account = await people.findAccount(personId);
  return account !== null && !account.unreachableAt;
}
