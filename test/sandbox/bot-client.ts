import { afterEach } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { ManualClock } from './manual-clock.ts';

export interface Answer {
  ok: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: what comes over the wire is looked at by the tests themselves
  result?: any;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number };
}

export const TOKEN = '1000:test';

let running: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(running.map((sandbox) => sandbox.close()));
  running = [];
});

/** A sandbox with a clock that stands still and one person, An; closed after the test. */
export async function openSandbox(options: Partial<SandboxOptions> = {}) {
  const clock = new ManualClock();
  const sandbox = await startSandbox({ token: TOKEN, clock, flood: false, ...options });
  running.push(sandbox);
  const an = sandbox.addUser({
    id: 1001,
    firstName: 'An',
    lastName: 'Nguyễn Văn',
    phone: '+84912000001',
    languageCode: 'vi',
  });
  const call = (method: string, params?: object) => callApi(sandbox, method, params);
  /** The updates that wait, confirmed at once. */
  const updates = async () => {
    const { result } = await call('getUpdates');
    if (result.length > 0) await call('getUpdates', { offset: result.at(-1).update_id + 1 });
    return result;
  };
  return { sandbox, clock, an, call, updates };
}

export async function callApi(sandbox: Sandbox, method: string, params: object = {}): Promise<Answer> {
  const response = await fetch(`${sandbox.url}/bot${TOKEN}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  const answer = (await response.json()) as Answer;
  return answer;
}

export async function sendForm(
  sandbox: Sandbox,
  method: string,
  fields: Record<string, string | File>,
): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const response = await fetch(`${sandbox.url}/bot${TOKEN}/${method}`, { method: 'POST', body: form });
  return (await response.json()) as Answer;
}

export const keyboard = (...labels: string[]) => ({
  inline_keyboard: [labels.map((text) => ({ text, callback_data: `press:${text}` }))],
});
