import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/i18n.ts';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const PORT = 18_088;
const PAGE_URL = `http://127.0.0.1:${PORT}`;
const SCREENSHOTS = join(packageRoot, 'test/screenshots');

/** Telegram ids of the demo's people, by their place in the sample office. */
const [DIRECTOR, CLERK] = [1_001, 1_003];
const HEAD_OF_RANGERS = 1_014;
const RANGERS = [1_017, 1_018, 1_020];
const NEWCOMER = 1_023;

const samples = join(packageRoot, '../shared/samples');
const sample = existsSync(samples) ? join(samples, readdirSync(samples).sort()[0]!) : join(packageRoot, 'README.md');

let demo: ChildProcess;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  if (!existsSync(CHROMIUM)) return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  demo = spawn('npm', ['run', '--silent', 'demo'], {
    cwd: packageRoot,
    env: { ...process.env, DEMO_PORT: String(PORT) },
  });
  await said(demo, PAGE_URL);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  page = await browser.newPage({ viewport: { width: 1360, height: 850 }, timezoneId: 'Asia/Ho_Chi_Minh' });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  demo?.kill('SIGTERM');
});

test.skipIf(!existsSync(CHROMIUM))(
  'a clerk issues a real directive, three people acknowledge, and the leader sees three and the names of the others',
  async () => {
    await issue();
    for (const ranger of RANGERS) await acknowledge(ranger);
    await readAll(1_019);
    await checkStatus();
    await lookAtPicture();
    await enrolNewcomer();
    await showThreeChats();
  },
  120_000,
);

async function issue(): Promise<void> {
  const clerk = await open(CLERK);
  await write(clerk, '/phathanh');
  await pressLast(clerk, 'Bỏ qua');
  await write(clerk, 'V/v phòng, chống dịch trong dịp nghỉ lễ');
  await clerk.getByText('Nội dung văn bản?').waitFor();
  await clerk.locator('input[type=file]').setInputFiles(sample);
  await sendFile(clerk);
  await clerk.getByText('Đã đọc tệp').waitFor();
  await screenshot('clerk-file');
  // Whatever the document proposes, this directive is for the rangers alone.
  await pressLast(clerk, 'Hủy');
  await write(clerk, '/phathanh');
  await pressLast(clerk, 'Bỏ qua');
  await write(clerk, 'V/v phòng, chống dịch trong dịp nghỉ lễ');
  await write(clerk, readFileSync(sample, 'utf8').slice(0, 3_500));
  await pressLast(clerk, 'Xong');
  await clerk.getByText('Có tệp kèm theo không?').waitFor();
  await pressLast(clerk, 'Bỏ qua');
  await clerk.getByText('Gửi cho đơn vị nào?').waitFor();
  await write(clerk, 'kiem lam');
  await clerk.getByText('Tìm “kiem lam”', { exact: true }).waitFor();
  await clerk.getByText('3 đơn vị').waitFor();
  await pressLast(clerk, /Chi cục Kiểm lâm/);
  await screenshot('clerk-units');
  await pressLast(clerk, /^Xong · 1/);
  await pressLast(clerk, 'Tất cả mọi người');
  await pressLast(clerk, '17:00 ngày mai');
  await pressLast(clerk, /Thượng khẩn/);
  await pressLast(clerk, 'Có');
  await pressLast(clerk, /Tôi xác nhận không thuộc bí mật nhà nước/);
  await clerk.getByText('Xem lại trước khi phát hành').waitFor();
  await clerk.getByText('17 người phải xác nhận').waitFor();
  await screenshot('clerk-overview');
  await pressLast(clerk, 'Phát hành cho 17 người');
  await clerk.getByText(/✅ .*: đã phát hành/).waitFor();
  await screenshot('clerk-issued');
}

async function acknowledge(person: number): Promise<void> {
  const chat = await open(person);
  await chat.getByText('THƯỢNG KHẨN').waitFor();
  if (person === RANGERS[0]) await screenshot('card');
  await pressLast(chat, '✅ Xác nhận đã đọc');
  await chat
    .getByText(/✅ Bạn đã xác nhận lúc/)
    .last()
    .waitFor();
  if (person === RANGERS[0]) await screenshot('card-acknowledged');
}

async function readAll(person: number): Promise<void> {
  const chat = await open(person);
  await pressLast(chat, /^Đọc toàn văn/);
  await chat.getByText(/Trang 1\//).waitFor();
  await screenshot('page');
}

async function checkStatus(): Promise<void> {
  const leader = await open(DIRECTOR);
  await write(leader, '/tinhhinh');
  await leader.getByText('3/17').waitFor();
  await screenshot('status');
  await pressLast(leader, '1');
  await leader.getByText('✅ Đã xác nhận: 3').waitFor();
  await screenshot('status-directive');
  await pressLast(leader, '14 người chưa xác nhận');
  const names = await allNames(leader);
  expect(names).toHaveLength(14);
  expect(names).toContain('Đặng Quốc Bình');
  for (const acknowledged of ['Cao Tiến Đạt', 'Hồ Thị Diễm', 'Lương Văn An']) expect(names).not.toContain(acknowledged);
  const head = await open(HEAD_OF_RANGERS);
  await write(head, '/tinhhinh');
  await head.getByText('3/17').waitFor();
  await pressLast(head, '1');
  await pressLast(head, /^🔔 Đôn đốc/);
  await page
    .getByText(/Đã nhắc 1\d người/)
    .first()
    .waitFor();
  await screenshot('reminded');
  await page.locator('dialog button').last().click();
}

async function lookAtPicture(): Promise<void> {
  const leader = await open(DIRECTOR);
  await write(leader, '/tinhhinh');
  await leader.getByRole('button', { name: 'Theo đơn vị' }).waitFor();
  await pressLast(leader, 'Thêm');
  await pressLast(leader, 'Biểu đồ');
  await leader.locator('img.photo').waitFor();
  // The chat follows what comes, also a picture, which takes its room later.
  const [width, below] = [
    'list.querySelector("img.photo").naturalWidth',
    'list.scrollHeight - list.scrollTop - list.clientHeight',
  ];
  const find = `(() => { const list = document.querySelector('.messages'); return [${width}, ${below}]; })()`;
  await expect.poll(() => page.evaluate(find), { timeout: 5_000 }).toEqual([1_080, expect.closeTo(0, 0)]);
  await screenshot('picture');
}

/** Every name on the list's pages. */
async function allNames(chat: Locator): Promise<string[]> {
  const names: string[] = [];
  const list = chat.locator('[data-message]').last();
  for (;;) {
    await list.getByText(`${names.length + 1}. `).waitFor();
    names.push(...[...(await list.innerText()).matchAll(/^\d+\. \S+ ([^,\n]+)/gm)].map((match) => match[1]!));
    await screenshot(`missing-${names.length}`);
    const next = list.getByRole('button', { name: '›', exact: true });
    if ((await next.count()) === 0) return names;
    await next.click();
  }
}

async function enrolNewcomer(): Promise<void> {
  const chat = await open(NEWCOMER);
  await chat.getByRole('button', { name: 'Bắt đầu' }).click();
  await chat.getByRole('button', { name: 'Chia sẻ số điện thoại của tôi' }).click();
  await chat.getByText(/✅ Đã kích hoạt tài khoản/).waitFor();
  await chat.getByText('THƯỢNG KHẨN').waitFor();
  await screenshot('newcomer');
}

async function showThreeChats(): Promise<void> {
  await page.goto(`${PAGE_URL}/#${CLERK},${RANGERS[0]},${DIRECTOR}`);
  await page.reload();
  await page.locator(`[data-chat="${DIRECTOR}"] [data-message]`).first().waitFor();
  await page.waitForTimeout(500);
  await screenshot('three-chats');
}

async function open(person: number): Promise<Locator> {
  await page.goto(`${PAGE_URL}/#${person}`);
  await page.reload();
  const chat = page.locator(`[data-chat="${person}"]`);
  await chat.waitFor();
  return chat;
}

async function write(chat: Locator, text: string): Promise<void> {
  await chat.locator('textarea').fill(text);
  await chat.locator('textarea').press('Enter');
}

async function sendFile(chat: Locator): Promise<void> {
  const send = chat.getByRole('button', { name: 'Gửi', exact: true });
  if (await send.isEnabled()) await send.click();
}

/** The newest button with this label; waits until it is there. */
async function pressLast(chat: Locator, name: string | RegExp): Promise<void> {
  const button = chat.getByRole('button', { name, exact: typeof name === 'string' }).last();
  await button.click({ timeout: 8_000 }).catch(async (error: unknown) => {
    await screenshot('stuck');
    throw error;
  });
}

async function screenshot(name: string): Promise<void> {
  await page.waitForTimeout(150);
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

/** Resolves when the process has printed these words. */
function said(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(words)) resolve();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.on('exit', (code) => reject(new Error(`the demo ended with ${code}: ${output}`)));
  });
}
