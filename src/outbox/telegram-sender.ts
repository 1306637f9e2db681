import { Agent as HttpAgent, get as httpGet } from 'node:http';
import { Agent as HttpsAgent, get as httpsGet } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { Telegram } from 'telegraf';
import { type Clock, SECOND } from '../lib/clock.ts';
import { failureOf } from './outcome.ts';
import { Pace, REPLY_LANE } from './pace.ts';

export interface SenderOptions {
  token: string;
  apiRoot: string;
  proxyUrl: string | null;
  rate: number;
  paid: boolean;
}

/** Telegraf's own is 500 s; a call that has no answer after so long may or may not have been carried out. */
const TIME_OUT = 20 * SECOND;
const SOCKETS = 128;

/** These show something to a person and so take a token; all else (answers to presses, files, updates) takes none. */
const TAKES_TOKEN = /^(send(?!ChatAction)|edit|copy|forward|delete)/;
const CAN_BE_PAID = /^(send|copy|forward)/;

interface Extra {
  signal?: AbortSignal;
  lane?: number;
  /** Where the payload does not tell it at once. */
  chatId?: number;
  /** Looked at when its turn at the gate has come. */
  mayLeave?: () => boolean;
}

/** What is said, or how to find it when its time has come; null when there is nothing to say any more. */
type Payload = object | (() => object | null);

/** The client through which everything leaves, replies included; nothing else may talk to Telegram. */
export class TelegramSender extends Telegram {
  readonly #pace: Pace;

  constructor(options: SenderOptions, clock: Clock) {
    const { token, apiRoot, proxyUrl, rate, paid } = options;
    super(token, { apiRoot, agent: agentFor(apiRoot, proxyUrl), webhookReply: false });
    const pace = new Pace(clock, { rate, paid });
    this.#pace = pace;
    const call = super.callApi.bind(this) as (method: string, payload: object, extra: object) => Promise<unknown>;
    const callNow = (method: string, payload: object, signal?: AbortSignal) =>
      call(method, payload, { signal: signal ?? AbortSignal.timeout(TIME_OUT) });
    // An own property, not a method: Telegraf copies own properties to the client of each context, so that `ctx.reply` and its
    // kin go through the same gate.
    this.callApi = (async (method: string, payload: Payload, extra: Extra = {}) => {
      const { signal, lane = REPLY_LANE, chatId = chatOf(payload), mayLeave } = extra;
      if (!TAKES_TOKEN.test(method)) return await callNow(method, typeof payload === 'function' ? {} : payload, signal);
      // Only a delivery (a lane of its own) is paid for; replies go out within what is free.
      const isPaid = paid && lane > REPLY_LANE && CAN_BE_PAID.test(method);
      await pace.take({ lane, isPaid, chatId, mayLeave });
      const said = typeof payload === 'function' ? payload() : payload;
      if (said === null) return pace.unused(isPaid);
      try {
        const answer = await callNow(method, isPaid ? { allow_paid_broadcast: true, ...said } : said, signal);
        pace.answered();
        return answer;
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'later' && failure.isFlood) pace.flooded(failure.afterMilliseconds ?? SECOND);
        else if (failure.kind === 'later' || failure.kind === 'unknown') pace.failed();
        else pace.answered();
        throw error;
      }
    }) as Telegram['callApi'];
  }

  /** Whether nothing gets through to Telegram, whoever it is for. */
  get isAway(): boolean {
    return this.#pace.isAway;
  }

  /** Telegraf's types end at Bot API 7.1; the one way to call anything, in a lane. */
  async request<Result>(method: string, payload: Payload, extra: Extra = {}): Promise<Result> {
    return (await this.callApi(method as never, payload as never, extra as never)) as Result;
  }

  /** The bytes of a file that somebody sent, of at most so many. Throws when Telegram does not hand it out in time. */
  async download(fileId: string, limit: number): Promise<Buffer> {
    const link = await this.getFileLink(fileId);
    const get = link.protocol === 'http:' ? httpGet : httpsGet;
    return await new Promise((resolve, reject) => {
      const request = get(link, { agent: this.options.agent, signal: AbortSignal.timeout(TIME_OUT) }, (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size > limit) request.destroy(new RangeError('the file is larger than was said'));
          parts.push(part);
        });
        response.on('end', () =>
          response.statusCode === 200
            ? resolve(Buffer.concat(parts))
            : reject(new Error(`file: ${response.statusCode}`)),
        );
        response.on('error', reject);
      });
      request.on('error', reject);
    });
  }
}

/** The chat that is spoken to, where the payload tells it at once. */
function chatOf(payload: Payload): number | null {
  const chatId = (payload as { chat_id?: unknown }).chat_id;
  return typeof chatId === 'number' ? chatId : null;
}

function agentFor(apiRoot: string, proxyUrl: string | null): HttpAgent {
  const keep = { keepAlive: true, maxSockets: SOCKETS };
  if (proxyUrl?.startsWith('socks')) return new SocksProxyAgent(proxyUrl, keep);
  if (proxyUrl) return new HttpsProxyAgent(proxyUrl, keep);
  return apiRoot.startsWith('http:') ? new HttpAgent(keep) : new HttpsAgent(keep);
}
