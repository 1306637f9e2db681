import { KeyRefusal } from '../domain/evidence/evidence-key.ts';
import { Problem } from '../domain/problem.ts';
import type { T } from '../i18n.ts';
import { reference } from '../lib/log.ts';
import { sayProblem } from '../screens/account.ts';
import { isConnectionLost, isDiskFull, StorageRefusal } from '../storage/storage-problem.ts';
import { VaultRefusal } from '../storage/vault-refusal.ts';
import { type Answer, type Cli, Refusal } from './terminal.ts';

/** What of storage's refusals an office can do something about; the others are faults of the program. */
const WORDED = [
  'databaseUrlInvalid',
  'writeLockTimeout',
  'backupNeedsPgDump',
  'restoreNeedsPgRestore',
  'backupFileExists',
  'backupNotFound',
  'backupDamaged',
  'botIsActive',
  'databaseInUse',
] as const;

/** Problems whose words in the chat speak of messages and buttons. */
const OWN_WORDS = ['classifiedText'] as const;

/** Why a command was refused, in words; what nobody expected goes to the log with a reference. */
export function refusalOf(error: unknown, { t, log }: Cli): Answer {
  const known = knownRefusal(error, t);
  const code = known?.code ?? 'unexpected';
  const mark = reference();
  if (!known) log.error({ error, reference: mark }, 'command failed');
  const reason = known?.reason ?? t('cli:refused.unexpected', { reference: mark });
  return { json: { refused: { code, reason } }, lines: [], remarks: [reason], isRefused: true };
}

function knownRefusal(error: unknown, t: T): { code: string; reason: string } | null {
  if (error instanceof Refusal) return { code: error.code, reason: error.message };
  if (error instanceof VaultRefusal) return vaultRefusal(error, t);
  if (error instanceof KeyRefusal) return keyRefusal(error, t);
  if (error instanceof Problem) {
    const own = OWN_WORDS.find((each) => each === error.code);
    return { code: error.code, reason: own ? t(`cli:refused.${own}`) : sayProblem(error, t) };
  }
  if (error instanceof StorageRefusal) {
    const code = WORDED.find((each) => each === error.code);
    return code ? { code, reason: t(`cli:storage.${code}`) } : null;
  }
  if (isConnectionLost(error)) return { code: 'databaseUnreachable', reason: t('cli:refused.databaseUnreachable') };
  if (isDiskFull(error)) return { code: 'diskFull', reason: t('cli:refused.diskFull') };
  const { code, path } = error as NodeJS.ErrnoException;
  if (typeof path !== 'string' || !/^E(ACCES|PERM|ROFS|NOENT|ISDIR|NOTDIR)$/.test(code ?? '')) return null;
  return { code: 'fileUnusable', reason: t('cli:refused.fileUnusable', { file: path }) };
}

// i18n: cli:dataKey.refused.*
export const vaultRefusal = ({ code, params }: VaultRefusal, t: T) => ({
  code,
  reason: t(`cli:dataKey.refused.${code}`, params),
});

// i18n: evidence:key.refused.*
const keyRefusal = ({ code, params }: KeyRefusal, t: T) => ({
  code,
  reason: t(`evidence:key.refused.${code}`, params),
});
