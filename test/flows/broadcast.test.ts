import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { titleFrom } from '../../src/domain/directives/directive.ts';
import { submitDirective } from '../../src/domain/directives/issue-actions.ts';
import { prepareIssue } from '../../src/domain/directives/prepare-actions.ts';
import { packageRoot } from '../../src/i18n.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { type OfficeWithBotProcess, openOfficeWithBotProcess } from '../support/bot-process.ts';
import { telegramIdOf } from '../support/cast.ts';

const PEOPLE = 300;
const folder = join(packageRoot, '../shared/samples');
const texts = existsSync(folder)
  ? readdirSync(folder)
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8'))
  : [3, 5, 3].map((kilobytes) => 'V/v kiểm tra an toàn\n\nYêu cầu các đơn vị rà soát.\n'.repeat(kilobytes * 20));

let office: OfficeWithBotProcess;
afterEach(() => office.close());

async function issueAll(): Promise<void> {
  const domain = office.open.office;
  const unitIds = [(await domain.read.units.findByCode('KL'))!.id];
  for (const text of texts) {
    const draft = { number: null, title: titleFrom(text), text, unitIds, deadlineAt: null, attachments: [] };
    const kind = { audience: 'everyone', urgency: 'normal', lateJoiners: true } as const;
    const { id } = await submitDirective({ kind: 'office', name: 'test' }, { ...draft, ...kind }, null, domain);
    await prepareIssue(id, domain);
  }
}

const cardsOf = (index: number) =>
  office.sandbox
    .user(telegramIdOf(index))
    .messages()
    .filter((message) => message.buttons.some((row) => row[0]?.data?.startsWith('ack:')));

test('three real directives reach 300 people at 30 per second without a 429, nobody missed, told twice or miscounted', async () => {
  office = await openOfficeWithBotProcess(PEOPLE, 30);
  office.startBot();
  await issueAll();
  const { sandbox } = office;
  const done = (method: string) => sandbox.requests.filter((request) => request.ok && request.method === method).length;
  while (done('sendMessage') < PEOPLE * texts.length) await systemClock.sleep(100);
  for (let index = 0; index < PEOPLE; index += 1) {
    const cards = cardsOf(index);
    expect(cards).toHaveLength(texts.length);
    for (const card of cards) sandbox.user(telegramIdOf(index)).press(/Xác nhận đã đọc/, card);
    if (index % 30 === 29) await systemClock.sleep(500);
  }
  while (done('editMessageText') < PEOPLE * texts.length) await systemClock.sleep(100);
  expect(sandbox.requests.filter((request) => request.errorCode === 429)).toHaveLength(0);
  expect(done('sendMessage')).toBe(PEOPLE * texts.length);
  for (let index = 0; index < PEOPLE; index += 1) expect(cardsOf(index)).toHaveLength(0);
  const { directives } = await office.open.office.read.compliance.listDirectives({ path: null }, systemClock.now());
  expect(directives.map(({ owed, acknowledged }) => ({ owed, acknowledged }))).toEqual(
    texts.map(() => ({ owed: PEOPLE, acknowledged: PEOPLE })),
  );
}, 150_000);
