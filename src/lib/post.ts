/** Why nothing came back from an address; the words are for the log alone. */
export class PostFailed extends Error {
  override readonly name = 'PostFailed';
}

export interface Posting {
  url: string;
  type: string;
  /** What an answer has to be. */
  accepts: string;
  /** Bytes; a longer answer is given up. */
  limit: number;
  /** Milliseconds for all of it. */
  patience: number;
  /** Whoever waits gives up. */
  ending: AbortSignal;
}

/** Sends bytes and gives the answer. Follows nobody elsewhere. Throws PostFailed. */
export async function post(
  body: Uint8Array,
  { url, type, accepts, limit, patience, ending }: Posting,
): Promise<Buffer> {
  try {
    const headers = { 'content-type': type, accept: accepts };
    const signal = AbortSignal.any([AbortSignal.timeout(patience), ending]);
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal });
    const kind = answer.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (answer.status !== 200 || kind !== accepts) {
      await answer.body?.cancel();
      throw new PostFailed(`status ${answer.status}, content type ${kind ?? 'none'}`);
    }
    return await bytesOf(answer, limit);
  } catch (error) {
    throw error instanceof PostFailed ? error : new PostFailed(reasonOf(error), { cause: error });
  }
}

async function bytesOf(answer: Response, limit: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of answer.body ?? []) {
    length += piece.length;
    if (length > limit) throw new PostFailed(`an answer of more than ${limit} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** `fetch failed` says nothing; its cause does. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : 'unknown';
