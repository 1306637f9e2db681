import { describe, expect, test } from 'vitest';
import { proposeTasks, type Section } from '../../../src/domain/tasks/task-proposals.ts';

const units = [
  ['Văn phòng Sở', ['Văn phòng']],
  ['Chi cục Thủy lợi', ['CCTL']],
  ['Chi cục Thủy lợi số 2', []],
  ['Chi cục Kiểm lâm', []],
  ['Trung tâm Công nghệ thông tin', []],
].map(([name, aliases], index) => ({ id: index + 1, name: name as string, aliases: aliases as string[] }));

const section = (mark: string, level: number, heading: string, text = ''): Section => ({ mark, level, heading, text });
const propose = (...sections: Section[]) => proposeTasks(sections, units);
/** `lead + cooperating: text`, with what else was found. */
const said = (...sections: Section[]) =>
  propose(...sections).map(({ lead, cooperating, text, dueOn, isStanding, isRequest }) => {
    const marks = [dueOn, isStanding && 'standing', isRequest && 'request'].filter(Boolean).join(' ');
    return `${[lead, ...cooperating].map(({ id }) => id).join('+')}: ${text}${marks && ` [${marks}]`}`;
  });

describe('a section whose heading names a unit', () => {
  test('gives it one task for each paragraph', () => {
    const text =
      '- Chủ trì, phối hợp với Chi cục Thủy lợi, CCTL và Văn phòng tham mưu kế hoạch.\n- Báo cáo trước ngày 5/12/2026.';
    expect(said(section('1', 2, 'Chi cục Kiểm lâm:', text))).toEqual([
      '4+2+1: Chủ trì, phối hợp với Chi cục Thủy lợi, CCTL và Văn phòng tham mưu kế hoạch.',
      '4: Báo cáo trước ngày 5/12/2026. [2026-12-05]',
    ]);
  });

  test('is found whatever the accents and capitals, by its longest name, after the usual openings', () => {
    for (const heading of [
      'CHI CỤC THUỶ LỢI SỐ 2',
      'Giao Chi cục Thuỷ lợi số 2',
      'Trách nhiệm của Chi cục Thủy lợi số 2',
    ]) {
      expect(said(section('1', 2, heading, 'Trực thường xuyên tại hồ.')), heading).toEqual([
        '3: Trực thường xuyên tại hồ. [standing]',
      ]);
    }
  });

  test('may be the order itself', () => {
    expect(said(section('5', 2, 'Trung tâm Công nghệ Thông tin đăng tải các văn bản liên quan.'))).toEqual([
      '5: Đăng tải các văn bản liên quan.',
    ]);
  });

  test('holds what stands inside it, up to the next of its level', () => {
    const sections = [
      section('1', 2, 'Văn phòng Sở'),
      section('a', 4, 'Lập danh sách trực 24/24 giờ'),
      section('b', 4, 'Chuẩn bị xe và vật tư', '- Kiểm tra hằng tuần kho vật tư'),
      section('2', 2, 'Kinh phí thực hiện', 'Từ nguồn ngân sách được giao.'),
      section('a', 4, 'Theo dự toán đã duyệt'),
    ];
    expect(said(...sections)).toEqual([
      '1: Lập danh sách trực 24/24 giờ [standing]',
      '1: Chuẩn bị xe và vật tư',
      '1: Kiểm tra hằng tuần kho vật tư [standing]',
    ]);
  });

  test('can name several, and ask instead of order', () => {
    expect(said(section('3', 2, 'Văn phòng Sở, Chi cục Kiểm lâm và Chi cục Thủy lợi', 'Cử cán bộ tham gia.'))).toEqual([
      '1: Cử cán bộ tham gia.',
      '4: Cử cán bộ tham gia.',
      '2: Cử cán bộ tham gia.',
    ]);
    expect(said(section('4', 2, 'Đề nghị Chi cục Thủy lợi', 'Cung cấp số liệu mực nước.'))).toEqual([
      '2: Cung cấp số liệu mực nước. [request]',
    ]);
  });

  test('keeps what belongs to a lead-in together', () => {
    const text = '- Phối hợp kiểm tra:\n+ Kho vật tư;\n+ Phương tiện.\n- Báo cáo kết quả về Sở.';
    expect(said(section('1', 2, 'Văn phòng Sở', text))).toEqual([
      '1: Phối hợp kiểm tra:\n+ Kho vật tư;\n+ Phương tiện.',
      '1: Báo cáo kết quả về Sở.',
    ]);
  });
});

describe('nothing is guessed', () => {
  test('from a heading that names no unit, or one that only speaks of it', () => {
    expect(said(section('II', 1, 'Nhiệm vụ và giải pháp', 'Tăng cường tuyên truyền.'))).toEqual([]);
    expect(said(section('1', 2, 'Công tác của Văn phòng Sở', 'Tăng cường trực.'))).toEqual([]);
  });

  test('about a day without a year, or a date that is none', () => {
    const dues = ['Xong trước 5/12.', 'Theo Kế hoạch ngày 5/12/2026 đã duyệt.', 'Hoàn thành trước 40/12/2026.'];
    for (const text of dues) expect(propose(section('1', 2, 'Văn phòng Sở', text))[0]?.dueOn, text).toBeNull();
  });

  test('a text that is too long is cut at a word', () => {
    const [proposal] = propose(section('1', 2, 'Văn phòng Sở', 'việc '.repeat(400)));
    expect(proposal!.text.length).toBeLessThanOrEqual(1_000);
    expect(proposal!.text).toMatch(/việc…$/);
  });
});
