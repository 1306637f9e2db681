import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../src/lib/log.ts';
import { openOffice } from '../../src/open-office.ts';
import { sql } from '../../src/storage/sql.ts';
import { backUp, bringBack, canBackUp, command } from '../support/backups.ts';
import { detailsOf } from '../support/evidence.ts';
import { healthStories, ILL, openHealthOffice } from '../support/health.ts';
import type { TestOffice } from '../support/office.ts';
import { testDialect } from '../support/test-database.ts';

let office: TestOffice;
let file: string;
let logged: string[];
beforeEach(async () => {
  logged = [];
  office = await openHealthOffice({ logged, mayWarn: true });
});
afterEach(async () => {
  await office.close();
  rmSync(file, { force: true });
});

const stories = healthStories(() => office);
const { say, walk, last, resultOf } = stories;
const kept = () => ({ url: office.config.databaseUrl, clock: office.clock });
const warnings = () => logged.filter((line) => line.includes('vault.broughtBack'));

/** A private trip, withdrawn before anybody decided about it. */
async function travel(who: string): Promise<void> {
  await say(who, '/lichtrinh');
  await walk(who, 'Việc riêng ngoài tỉnh', { say: 'Thăm người thân bị ốm' }, { say: 'bac giang' });
  await walk(who, { say: '24/11' }, { say: '26/11' }, 'Không', 'Xe khách', 'Bỏ qua', { say: 'Gia đình anh Tư' });
  await walk(who, 'Tôi cam kết khai đúng sự thật', 'Gửi thủ trưởng duyệt', 'Hủy chuyến', 'Hủy chuyến này');
}

const MET_A_CASE = ['Không có triệu chứng', 'Bỏ qua', 'F1', 'Không xét nghiệm', '2 mũi', 'Bỏ qua'];

/** An has declared, is followed up for it, and is half through another form; Bình has declared as well. */
async function declareAll(): Promise<void> {
  await stories.declare('an', MET_A_CASE);
  await stories.declare('binh', ILL);
  await travel('an');
  await say('an', '/lichtrinh');
  await walk('an', 'Công tác', { say: 'Họp về cháy rừng' });
}

async function forgetAn(): Promise<void> {
  await say('an', '/huy');
  await say('an', '/riengtu');
  await walk('an', 'Rút lại đồng ý', 'Rút lại và xóa');
  expect(last('an').text).toContain('Đã xóa nội dung 2 tờ khai');
}

async function expectForgotten(): Promise<void> {
  const { trips, drafts, followUps } = office.app.office.read;
  const trip = (await trips.listAllOf(await office.personId('an')))[0]!;
  expect([await trips.getDetails(trip), trip.stops[0]!.place]).toEqual([null, '']);
  expect([await resultOf('an'), await resultOf('binh')]).toEqual([undefined, 'home']);
  expect(await followUps.listOpenOf(await office.personId('an'))).toEqual([]);
  expect(await drafts.find(await office.personId('an'))).toBeNull();
  expect(await say('an', '/lichtrinh')).toContain('Trước khi khai báo lần đầu');
}

describe.runIf(canBackUp)('a backup from before something was erased', () => {
  beforeEach(async () => {
    await declareAll();
    file = await backUp(kept());
    await forgetAn();
    await office.database.disconnect();
  });

  test('is brought back without it, and the consent that was withdrawn stays withdrawn', async () => {
    let said: { erasedAgain: number } | undefined;
    await office.restart(async () => {
      said = await bringBack(kept(), file);
      // The declaration, the trip with its random part, the form that was given up, and what the record tells of the first two.
      expect(said).toMatchObject({ erasedAgain: 7 });
      expect(await command(kept(), 'after-restore')).toMatchObject({ erasedAgain: 0 });
    });
    await expectForgotten();
    expect(warnings()).toEqual([]);
    const { database, close } = await openOffice(office.config, { log: createLog({ level: 'error' }) });
    expect(await detailsOf({ database }, 'office.eraseAgain')).toEqual([{ erased: 7, why: 'restored' }]);
    expect(await database.read.query(sql`SELECT id FROM vault_erasures`)).toEqual([]);
    await close();
  });

  test('that somebody puts in place by hand is cleared before the bot begins, which says so', async () => {
    await office.restart(async () => {
      if (testDialect === 'postgres')
        execFileSync('pg_restore', ['--clean', '--if-exists', '--dbname', kept().url, file]);
      else putByHand();
    });
    await expectForgotten();
    expect(warnings()).toHaveLength(1);
    await office.restart();
    expect(warnings()).toHaveLength(1);
  });

  test('erases nothing of what is declared afterwards, whatever number it gets', async () => {
    await office.restart(async () => void (await bringBack(kept(), file)));
    await stories.declare('an', ILL);
    await stories.declare('chau', ILL);
    await office.restart();
    for (const who of ['an', 'chau']) expect(await resultOf(who)).toBe('home');
    // What is set aside is named by the second.
    office.clock.advance({ minutes: 1 });
    // Once more the same backup: what was declared since is lost with it, and what was erased is not brought back.
    await office.restart(async () => {
      expect(await bringBack(kept(), file)).toMatchObject({ erasedAgain: 7 });
    });
    await expectForgotten();
  });
});

function putByHand(): void {
  const path = kept().url.replace('sqlite:', '');
  for (const each of ['', '-wal', '-shm']) rmSync(`${path}${each}`, { force: true });
  copyFileSync(file, path);
}

test('a restored office without its journal is told so', async () => {
  file = await backUp(kept());
  await office.database.disconnect();
  await office.restart(async () => {
    const { erasureJournalFile, databaseUrl } = office.config;
    const journal = erasureJournalFile ?? databaseUrl.replace('sqlite:', '').replace(/[^/]*$/, 'erasures.log');
    rmSync(journal, { force: true });
    expect(await bringBack(kept(), file)).toMatchObject({ erasedAgain: 0, journal: null });
  });
});
