import { FirstDay1763700000000 } from '../../migrations/1763700000000-first-day.ts';
import { NobodyForgotten1763800000000 } from '../../migrations/1763800000000-nobody-forgotten.ts';
import { AsWritten1763900000000 } from '../../migrations/1763900000000-as-written.ts';
import { Archive1763930000000 } from '../../migrations/1763930000000-archive.ts';
import { SignOff1763950000000 } from '../../migrations/1763950000000-sign-off.ts';
import { Vault1763960000000 } from '../../migrations/1763960000000-vault.ts';
import { Trips1763970000000 } from '../../migrations/1763970000000-trips.ts';
import { AreaLevels1763975000000 } from '../../migrations/1763975000000-area-levels.ts';
import { Health1763980000000 } from '../../migrations/1763980000000-health.ts';
import { RollCalls1763990000000 } from '../../migrations/1763990000000-roll-calls.ts';
import { FollowUps1764000000000 } from '../../migrations/1764000000000-follow-ups.ts';
import { WorkPass1764010000000 } from '../../migrations/1764010000000-work-pass.ts';
import { Erasures1764020000000 } from '../../migrations/1764020000000-erasures.ts';
import { PrivacyRequests1764021000000 } from '../../migrations/1764021000000-privacy-requests.ts';
import { Leavers1764022000000 } from '../../migrations/1764022000000-leavers.ts';
import { Seals1764030000000 } from '../../migrations/1764030000000-seals.ts';
import { Pictures1764040000000 } from '../../migrations/1764040000000-pictures.ts';
import { Status1764050000000 } from '../../migrations/1764050000000-status.ts';
import { Reports1764060000000 } from '../../migrations/1764060000000-reports.ts';
import { DatedHeads1764061000000 } from '../../migrations/1764061000000-dated-heads.ts';
import { LookUps1764070000000 } from '../../migrations/1764070000000-look-ups.ts';
import { Passing1764080000000 } from '../../migrations/1764080000000-passing.ts';
import { TimeStamps1764081000000 } from '../../migrations/1764081000000-time-stamps.ts';
import { SealedLooks1764110000000 } from '../../migrations/1764110000000-sealed-looks.ts';
import { RequestExtensions1764111000000 } from '../../migrations/1764111000000-request-extensions.ts';
import { OwnWords1764112000000 } from '../../migrations/1764112000000-own-words.ts';
import { TalliesTogether1764120000000 } from '../../migrations/1764120000000-tallies-together.ts';
import { OutOfReach1764130000000 } from '../../migrations/1764130000000-out-of-reach.ts';
import type { Model } from './data-source.ts';
import { schemas } from './schemas/schemas.ts';

/** The tables and every migration, in the order in which they are run. */
export const officeModel: Model = {
  entities: schemas,
  migrations: [
    FirstDay1763700000000,
    NobodyForgotten1763800000000,
    AsWritten1763900000000,
    Archive1763930000000,
    SignOff1763950000000,
    Vault1763960000000,
    Trips1763970000000,
    AreaLevels1763975000000,
    Health1763980000000,
    RollCalls1763990000000,
    FollowUps1764000000000,
    WorkPass1764010000000,
    Erasures1764020000000,
    PrivacyRequests1764021000000,
    Leavers1764022000000,
    Seals1764030000000,
    Pictures1764040000000,
    Status1764050000000,
    Reports1764060000000,
    DatedHeads1764061000000,
    LookUps1764070000000,
    Passing1764080000000,
    TimeStamps1764081000000,
    SealedLooks1764110000000,
    RequestExtensions1764111000000,
    OwnWords1764112000000,
    TalliesTogether1764120000000,
    OutOfReach1764130000000,
  ],
};
