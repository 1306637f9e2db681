/** Directives as offices set and send them, made for the tests: no office, person or order in them exists. */
import { expect } from 'vitest';
import type { SandboxUser } from '../../src/sandbox/sandbox-user.ts';
import { chatting } from './chatting.ts';
import type { TestOffice } from './office.ts';
import { p, table, wordFile } from './word-file.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export type File = Parameters<SandboxUser['sendDocument']>[0];
export const word = (bytes: Buffer, name = 'van-ban.docx'): File => ({ name, mime: WORD, bytes });
export const pdf = (bytes: Buffer, name = 'van-ban.pdf'): File => ({ name, mime: 'application/pdf', bytes });
export const plain = (text: string, name = 'van-ban.txt'): File => ({
  name,
  mime: 'text/plain',
  bytes: Buffer.from(text),
});

/** What a clerk is asked after the file, up to the overview. */
export async function answerAfterFile(office: TestOffice): Promise<void> {
  const { press } = chatting(() => office);
  await press('clerk', 'Tất cả mọi người');
  await press('clerk', '17:00 ngày mai');
  await press('clerk', /Bình thường/);
  await press('clerk', 'Có');
  await press('clerk', /Tôi xác nhận/);
  expect(office.as('clerk').last().text).toContain('Xem lại trước khi phát hành');
}

export interface Letter {
  number?: string;
  date?: string;
  to?: string[];
  copies?: string[];
  body?: string[];
  stamp?: string[];
}

/** An official letter as offices set it: columns in tables, "Kính gửi", and "Nơi nhận" beside the signer. */
export function letter({ number = '415/SNNMT-VP', date = '20', to, copies, body, stamp = [] }: Letter = {}): Buffer {
  return wordFile(
    [
      table([
        [
          [
            'UBND TỈNH LAM GIANG',
            'SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG',
            `Số: ${number}`,
            'V/v trực phòng, chống bão số 9',
            ...stamp,
          ],
          [
            'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
            'Độc lập - Tự do - Hạnh phúc',
            `Lam Giang, ngày ${date} tháng 11 năm 2026`,
          ],
        ],
      ]),
      p(''),
      ...(to ?? ['Kính gửi:', '- Chi cục Kiểm lâm;', '- Chi cục Thủy lợi.']).map(p),
      ...(
        body ?? [
          'Căn cứ Luật Phòng, chống thiên tai ngày 19 tháng 6 năm 2013;',
          'Để chủ động ứng phó bão số 9, Giám đốc Sở yêu cầu các đơn vị tổ chức trực 24/24 giờ.',
          'Báo cáo kết quả về Văn phòng Sở trước 16 giờ 00 ngày 25/11/2026, sau đó báo cáo trước thứ 4 hằng tuần.',
        ]
      ).map(p),
      p(''),
      table([
        [
          [
            'Nơi nhận:',
            ...(copies ?? ['- Như trên;', '- UBND tỉnh (b/c);', '- Văn phòng Sở (để biết);', '- Lưu: VT, KL.']),
          ],
          ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC', '', '', 'Trần Văn Sông'],
        ],
      ]),
    ].join(''),
  );
}
