/**
 * The office's command line; works on the same database while the bot runs. Status 0 done, 1 refused (why, in words, on stderr),
 * 2 wrong usage.
 */
import { run } from './cli/program.ts';
import { loadEnvironment } from './config.ts';

// Whoever reads only the first lines closes the pipe; that is no fault.
process.stdout.on('error', () => {});

const { stdout, stderr } = process;
process.exitCode = await run(process.argv.slice(2), { stdout, stderr, environment: loadEnvironment() });
