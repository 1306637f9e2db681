import { type Clock, SECOND } from '../lib/clock.ts';
import { type Log, said } from '../lib/log.ts';
import { isDiskFull } from './storage-problem.ts';

/** A small thing may still fit where a larger one does not: the disk has room again when nothing was refused for so long. */
const ROOM_AFTER = 10 * SECOND;

type Writing<Within> = <Result>(work: (within: Within) => Promise<Result>) => Promise<Result>;

/**
 * The same door to writing, which says in words of its own, once, that the disk is full, and that there is room again. Whoever was
 * refused tries again some time, and logs it each time: those lines are left out.
 */
export function watchingDisk<Within>(
  inTransaction: Writing<Within>,
  { clock, log }: { clock: Clock; log: Log },
): Writing<Within> {
  let refusedAt: number | null = null;
  return async (work) => {
    try {
      const result = await inTransaction(work);
      if (refusedAt !== null && clock.monotonic() - refusedAt > ROOM_AFTER) {
        refusedAt = null;
        log.warn('storage.room: there is room on the disk again, and the work goes on');
      }
      return result;
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      if (refusedAt === null) log.error(FULL);
      refusedAt = clock.monotonic();
      said(error);
      throw error;
    }
  };
}

const FULL =
  'storage.full: the disk is full. Nothing is recorded, confirmed to anybody or claimed for sending until there is room';
