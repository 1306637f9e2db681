import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadEnvironment } from '../config.ts';
import { systemClock as clock, SECOND } from '../lib/clock.ts';
import { round } from './figures.ts';

const compiled = (path: string): string => join(import.meta.dirname, '..', path);

/** The bot as `npm start` runs it, in a process that can be asked how it fares. */
export class BotProcess {
  readonly #settings: Record<string, string>;
  #process: ChildProcess | undefined;

  constructor(settings: Record<string, string>) {
    this.#settings = settings;
  }

  async start(rate: number): Promise<void> {
    const meter = pathToFileURL(compiled('bench/stall-meter.js')).href;
    const env = { ...loadEnvironment(), ...this.#settings, BROADCAST_RATE: String(rate) };
    this.#process = spawn(
      process.execPath,
      ['--max-old-space-size=256', '--max-semi-space-size=8', '--import', meter, compiled('main.js')],
      {
        env,
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
    await clock.sleep(3 * SECOND);
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const bot = this.#process;
    this.#process = undefined;
    if (!bot || bot.exitCode !== null || bot.signalCode !== null) return;
    bot.kill(signal);
    await once(bot, 'exit');
  }

  /** The longest stall of its event loop since this was last asked, in milliseconds. */
  async stall(): Promise<number> {
    this.#process!.send('stall');
    const [{ stall }] = (await once(this.#process!, 'message')) as [{ stall: number }];
    return round(stall);
  }

  /** The most that it has had in memory so far; only Linux tells. */
  memory(): { peakMegabytes?: number } {
    try {
      const status = readFileSync(`/proc/${this.#process!.pid}/status`, 'utf8');
      return { peakMegabytes: Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024) };
    } catch {
      return {};
    }
  }

  /** Processor seconds that it has used so far, which say more than the clock where other work runs beside it; only Linux tells. */
  cpuSeconds(): number {
    try {
      // After the name in brackets: state, then ten more, then ticks of 10 ms as a user and as the system.
      const ticks = readFileSync(`/proc/${this.#process!.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      return (Number(ticks[11]) + Number(ticks[12])) / 100;
    } catch {
      return Number.NaN;
    }
  }

  /** Runs the office's command line beside it; gives what it says with `--json`. */
  async cli(...words: string[]): Promise<string> {
    const env = { ...loadEnvironment(), ...this.#settings };
    const cli = spawn(process.execPath, [compiled('cli.js'), ...words, '--json'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    cli.stdout.on('data', (part: Buffer) => {
      said += part;
    });
    const [code] = await once(cli, 'close');
    if (code !== 0) throw new Error(`${words[0]} ended with ${code}`);
    return said;
  }
}
