/** A refusal as the Bot API words it: an error code and a description, for 429 with the seconds to wait. */
export class BotApiError extends Error {
  readonly code: number;
  readonly retryAfter: number | undefined;

  constructor(code: number, description: string, retryAfter?: number) {
    super(description);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  toJson(): object {
    const parameters = this.retryAfter === undefined ? {} : { parameters: { retry_after: this.retryAfter } };
    return { ok: false, error_code: this.code, description: this.message, ...parameters };
  }
}

export const badRequest = (why: string) => new BotApiError(400, `Bad Request: ${why}`);
export const forbidden = (why: string) => new BotApiError(403, `Forbidden: ${why}`);
export const conflict = (why: string) => new BotApiError(409, `Conflict: ${why}`);
export const tooManyRequests = (seconds: number) =>
  new BotApiError(429, `Too Many Requests: retry after ${seconds}`, seconds);
