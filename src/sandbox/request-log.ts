/** One request to the Bot API, as it came and as it was answered. */
export interface RequestRecord {
  method: string;
  params: Record<string, unknown>;
  at: Date;
  ok: boolean;
  errorCode?: number;
  retryAfter?: number;
  /** When the answer was handed to the network; nobody has it before. */
  answeredAt?: Date;
  /** The id of the message that it made or changed. */
  userMessageId?: number;
}

const MOST = 200_000;
const SLACK = 10_000;

/** Adds to a log that never grows much beyond its last 200,000 entries. */
export function addBounded(log: RequestRecord[], record: RequestRecord): void {
  log.push(record);
  // Taking away one at a time would move the whole array with every request.
  if (log.length > MOST + SLACK) log.splice(0, log.length - MOST);
}
