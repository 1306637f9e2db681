/** Why storage refuses something that an office may ask of it; the words for a person are found elsewhere by this code. */
export type StorageRefusalCode =
  | 'databaseUrlInvalid'
  | 'nestedTransaction'
  | 'transactionEnded'
  | 'writeLockTimeout'
  | 'databaseClosed'
  | 'swallowedError'
  | 'backupNeedsPgDump'
  | 'restoreNeedsPgRestore'
  | 'backupFileExists'
  | 'backupNotFound'
  | 'backupDamaged'
  | 'botIsActive'
  | 'databaseInUse';

/** A refusal of storage with its reason as a code; the message is for a log. */
export class StorageRefusal extends Error {
  override readonly name = 'StorageRefusal';
  readonly code: StorageRefusalCode;
  constructor(code: StorageRefusalCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Two rows would have had the same key. */
export const isUniqueViolation = (error: unknown): boolean =>
  hasCode(
    error,
    (code) => code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY',
  );

/** A row points at one that is not there, or is still pointed at. */
export const isForeignKeyViolation = (error: unknown): boolean =>
  hasCode(error, (code) => code === '23503' || code === 'SQLITE_CONSTRAINT_FOREIGNKEY');

/** The disk, or the room given to the database on it, is full. */
export const isDiskFull = (error: unknown): boolean =>
  hasCode(error, (code) => code === '53100' || code === 'SQLITE_FULL' || code === 'ENOSPC');

/** Another connection holds the lock that SQLite needs. */
export const isBusy = (error: unknown): boolean => hasCode(error, (code) => /^SQLITE_(BUSY|LOCKED)/.test(code));

/** PostgreSQL waited for a lock as long as it was told to. */
export const isLockTimeout = (error: unknown): boolean => hasCode(error, (code) => code === '55P03');

/** PostgreSQL gave up this transaction so that another could go on; it may be run again. */
export const isGivenUp = (error: unknown): boolean => hasCode(error, (code) => code === '40001' || code === '40P01');

/** The connection to PostgreSQL broke or could not be made. */
export const isConnectionLost = (error: unknown): boolean =>
  hasCode(error, (code) => /^08|^57P0[123]$|^53300$|^E(CONN|PIPE|HOSTUNREACH|TIMEDOUT)/.test(code)) ||
  messages(error).some((message) => lostInWords.test(message));

// pg gives these no code; the last is TypeORM's, for a runner whose connection broke between two statements.
const lostInWords =
  /^Connection terminated|^timeout exceeded when trying to connect|not queryable|^Query runner already released/i;

// TypeORM keeps the driver's error in `driverError`; a cause may be wrapped around it.
function* layers(error: unknown): Generator<Record<string, unknown>> {
  let layer = error;
  for (let depth = 0; depth < 5 && typeof layer === 'object' && layer !== null; depth += 1) {
    const fields = layer as Record<string, unknown>;
    yield fields;
    layer = fields.driverError ?? fields.cause;
  }
}

const hasCode = (error: unknown, matches: (code: string) => boolean): boolean =>
  [...layers(error)].some((layer) => typeof layer.code === 'string' && matches(layer.code));

const messages = (error: unknown): string[] => [...layers(error)].map((layer) => String(layer.message ?? ''));
