import { exportFile, exportName } from '../documents/export-file.ts';
import type { Export, ExportFormat } from '../domain/compliance/export.ts';
import { Problem } from '../domain/problem.ts';
import { SECOND } from '../lib/clock.ts';
import { dayOf } from '../lib/day.ts';
import { reference } from '../lib/log.ts';
import { sayProblem, sentenceScreen } from '../screens/account.ts';
import {
  type ExportEnd,
  exportCaption,
  exportEndScreen,
  exportProgressScreen,
  exportSaying,
} from '../screens/exports.ts';
import type { Screen, Voice } from '../screens/screen.ts';
import type { BotParts } from './context.ts';

/** A file of so many rows is made within a second; of a larger one a message says how far it is, this often. */
const LARGE = 3_000;
const SHOWN_EVERY = 1.5 * SECOND;

/** So many files somebody can wait for at once. */
const MOST_WAITING = 3;

export interface ExportJob {
  /** Whose file of what: the same is made once at a time. */
  key: string;
  chatId: number;
  made: Export;
  format: ExportFormat;
  voice: Voice;
  /** Throws a Problem where whoever asked may have it no more: files wait for their turn. */
  mustStillMay: () => Promise<void>;
}

class Stopped extends Error {}

/**
 * Files that take their time, made one after another behind all handlers: whoever asked goes on meanwhile. What was not finished when
 * the bot ends is said to be so.
 */
export class Exporting {
  readonly #parts: Pick<BotParts, 'office' | 'replies' | 'log'>;
  readonly #percents = new Map<string, number>();
  /** How many files somebody waits for, by their chat. */
  readonly #waiting = new Map<number, number>();
  #turn: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor(parts: Pick<BotParts, 'office' | 'replies' | 'log'>) {
    this.#parts = parts;
  }

  /** How much of this is made; null when it is not under way. */
  percentOf(key: string): number | null {
    return this.#percents.get(key) ?? null;
  }

  /** Files are made one after another for everybody: nobody fills the queue alone. Throws `exportsWaiting`. */
  refuseMore(chatId: number): void {
    const count = this.#waiting.get(chatId) ?? 0;
    if (count >= MOST_WAITING) throw new Problem('exportsWaiting', { count });
  }

  begin(job: ExportJob): void {
    this.#percents.set(job.key, 0);
    this.#waiting.set(job.chatId, (this.#waiting.get(job.chatId) ?? 0) + 1);
    const message = new Progress(job, this.#parts);
    this.#turn = this.#turn.then(async () => {
      message.end(await this.#make(job, message));
      this.#percents.delete(job.key);
      const left = this.#waiting.get(job.chatId)! - 1;
      if (left > 0) this.#waiting.set(job.chatId, left);
      else this.#waiting.delete(job.chatId);
    });
  }

  /** What waits is not begun any more, what is under way is left where it is. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#turn;
  }

  async #make(job: ExportJob, message: Progress): Promise<ExportEnd> {
    const { key, chatId, made, format, voice } = job;
    let count = 0;
    const onRows = (rows: number) => {
      if (this.#isStopping) throw new Stopped();
      count = rows;
      this.#percents.set(key, Math.min(99, Math.floor((rows * 100) / Math.max(made.total, 1))));
      message.update(rows);
    };
    try {
      onRows(0);
      const saying = exportSaying(voice);
      const bytes = await exportFile(made, format, saying, onRows);
      await job.mustStillMay();
      const name = exportName(made, format, saying, dayOf(voice.now, voice.zone));
      const caption = exportCaption(made, count, voice);
      this.#parts.replies.sendUpload(chatId, 'document', { name, caption, make: async () => bytes });
      return { as: 'sent', count };
    } catch (error) {
      if (error instanceof Stopped) return { as: 'stopped' };
      if (error instanceof Problem) return { as: 'refused', words: sayProblem(error, voice.t) };
      const mark = reference();
      this.#parts.log.error({ error, reference: mark }, 'export.make failed');
      this.#parts.replies.show({ chatId }, sentenceScreen(voice.t('common:trouble', { reference: mark })));
      return { as: 'failed' };
    }
  }
}

/** The message that says how far a large file is. */
class Progress {
  readonly #job: ExportJob;
  readonly #parts: Pick<BotParts, 'office' | 'replies'>;
  readonly #isShown: boolean;
  #messageId: number | null = null;
  #shownAt: number;
  #end: Screen | null = null;

  constructor(job: ExportJob, parts: Pick<BotParts, 'office' | 'replies'>) {
    this.#job = job;
    this.#parts = parts;
    this.#isShown = job.made.total >= LARGE;
    this.#shownAt = parts.office.clock.monotonic();
    if (this.#isShown) this.#show(exportProgressScreen(job.made, 0, job.voice));
  }

  update(rows: number): void {
    const now = this.#parts.office.clock.monotonic();
    if (!this.#isShown || this.#messageId === null || now - this.#shownAt < SHOWN_EVERY) return;
    this.#shownAt = now;
    this.#show(exportProgressScreen(this.#job.made, rows, this.#job.voice));
  }

  /** A small file says nothing more than itself. */
  end(end: ExportEnd): void {
    if (!this.#isShown && end.as === 'sent') return;
    this.#end = exportEndScreen(this.#job.made, end, this.#job.voice);
    if (!this.#isShown || this.#messageId !== null) this.#show(this.#end);
  }

  #show(screen: Screen): void {
    const { chatId } = this.#job;
    this.#parts.replies.show({ chatId, messageId: this.#messageId }, screen, (messageId) => {
      this.#messageId = messageId;
      // It was all over before this message had left.
      if (this.#end && screen !== this.#end) this.#show(this.#end);
    });
  }
}
