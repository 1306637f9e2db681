import { existsSync, readFileSync } from 'node:fs';
import { sql } from '../../src/storage/sql.ts';
import { people } from './cast.ts';
import { type Click, chatting } from './chatting.ts';
import { openTestOffice, type TestOffice, type TestOfficeOptions } from './office.ts';
import { TestClock } from './test-clock.ts';
import { testDialect } from './test-database.ts';

/** The cast, with somebody who is the focal point of the rangers. */
export const PEOPLE: typeof people = [
  ...people,
  {
    staffNo: 'focal',
    name: 'Hồ Đầu Mối',
    posts: [
      ['VP', 'staff'],
      ['KL', 'focal'],
    ],
  },
];

/** A Monday, five in the morning: nobody is reminded yet. */
export const openHealthOffice = (options: TestOfficeOptions = {}): Promise<TestOffice> =>
  openTestOffice({ clock: new TestClock('2026-11-22T22:00:00Z'), people: PEOPLE, ...options });

/** From the contact on, for whoever has nothing more to say. */
export const NOTHING_MORE: Click[] = ['Không', 'Không xét nghiệm', 'Bỏ qua'];
export const WELL: Click[] = ['Không có triệu chứng', 'Bỏ qua', 'Không', 'Không xét nghiệm', '2 mũi', 'Bỏ qua'];
/** Fever and a dry cough, with 38.6 degrees and a note. */
export const ILL: Click[] = [
  ...['Có triệu chứng', 'Có', 'Có', 'Không', 'Không', 'Không', 'Không'],
  ...[{ say: '38,6' }, 'Không', 'Không xét nghiệm', '2 mũi', { say: 'Ho khan từ đêm qua' }],
];

/** What people of the cast do about health declarations. */
export function healthStories(office: () => TestOffice) {
  const { say, press, walk, last, texts } = chatting(office);
  const declarationOf = async (who: string) => {
    const { health } = office().app.office.read;
    return await health.findLastBefore(await office().personId(who), '9999-12-31');
  };
  return {
    say,
    press,
    walk,
    last,
    texts,
    buttons: (who: string): string[] =>
      last(who)
        .buttons.flat()
        .map(({ label }) => label),
    /** Opens the form; whoever has not agreed yet does so. */
    async open(who: string): Promise<void> {
      await say(who, '/khaibao');
      await press(who, last(who).text.includes('Trước khi khai báo lần đầu') ? '✅ Tôi đồng ý' : 'Khai báo');
    },
    async declare(who: string, clicks: Click[]): Promise<void> {
      await this.open(who);
      await walk(who, ...clicks, 'Gửi khai báo');
    },
    /** Daily declarations of the leader's own unit, from today on. */
    async begin(who: string, { days = 'Ngày làm việc', time = '8h' } = {}): Promise<void> {
      await say(who, '/suckhoe');
      await walk(who, 'Bật khai báo hằng ngày', { say: time }, days, { say: 'hôm nay' }, 'Bỏ qua', 'Bật khai báo');
    },
    declarationOf,
    /** The key that opens somebody's last declaration, as it stands in the database. */
    async keyOf(who: string): Promise<Uint8Array> {
      const { detailsId } = (await declarationOf(who))!;
      const [row] = await office().database.read.query<{ wrapped: Uint8Array }>(
        sql`SELECT wrapped FROM vault_keys WHERE id = ${detailsId}`,
      );
      return row!.wrapped;
    },
    /** Whether words or bytes stand anywhere in the database's own files, which only SQLite shows. */
    inFiles(what: string | Uint8Array): boolean {
      if (testDialect !== 'sqlite') return false;
      const path = office().database.url.replace(/^sqlite:/, '');
      const files = [path, `${path}-wal`].filter((file) => existsSync(file)).map((file) => readFileSync(file));
      return files.some((bytes) => bytes.includes(Buffer.from(what)));
    },
    async resultOf(who: string) {
      const { health } = office().app.office.read;
      const one = await declarationOf(who);
      return one && (await health.getDetails(one))?.result;
    },
  };
}
