import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Found, type Reading, readDirective } from '../../../src/domain/directives/reading.ts';
import { documents } from './sample-documents.ts';

type Fields = 'number' | 'date' | 'month' | 'place' | 'issuingBody' | 'superiorBody' | 'kind' | 'title' | 'urgency';

const NOTHING: Record<Fields, null> = {
  number: null,
  date: null,
  month: null,
  place: null,
  issuingBody: null,
  superiorBody: null,
  kind: null,
  title: null,
  urgency: null,
};

/** Field by field what each document says of itself; a field that is not named has to be asked for. */
const EXPECTED: Record<keyof typeof documents, Partial<Record<Fields, string>>> = {
  plan: {
    number: '/KH-SNNMT',
    month: '2026-11',
    place: 'Lam Giang',
    issuingBody: 'SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG',
    superiorBody: 'UBND TỈNH LAM GIANG',
    kind: 'kế hoạch',
    title: 'Ứng phó bão số 15 và mưa lũ sau bão trên địa bàn tỉnh Lam Giang',
  },
  letter: {
    number: '1205/CCKL-QLBVR',
    date: '2026-12-03',
    place: 'Lam Giang',
    issuingBody: 'CHI CỤC KIỂM LÂM',
    superiorBody: 'UBND TỈNH LAM GIANG',
    kind: 'công văn',
    title: 'V/v tăng cường phòng cháy, chữa cháy rừng mùa khô',
  },
  telegram: {
    number: '09/CĐ-UBND',
    date: '2026-11-20',
    place: 'Lam Giang',
    issuingBody: 'ỦY BAN NHÂN DÂN TỈNH LAM GIANG',
    kind: 'công điện',
    title: 'Về việc tập trung ứng phó lũ trên sông Lam',
    urgency: 'immediate',
  },
  decision: {
    number: '15/QĐ-UBND',
    date: '2027-01-05',
    place: 'Bến Đá',
    issuingBody: 'ỦY BAN NHÂN DÂN XÃ BẾN ĐÁ',
    kind: 'quyết định',
    title: 'Về việc thành lập Tổ ứng phó nhanh',
  },
  partyLetter: {
    number: '12-CV/BTCTU',
    date: '2026-10-08',
    place: 'Lam Giang',
    issuingBody: 'BAN TỔ CHỨC',
    superiorBody: 'TỈNH ỦY LAM GIANG',
    kind: 'công văn',
    title: 'V/v rà soát đảng viên dự bị',
  },
  partyDirective: {
    number: '05-CT/HU',
    date: '2026-06-12',
    place: 'Bến Đá',
    issuingBody: 'HUYỆN ỦY BẾN ĐÁ',
    kind: 'chỉ thị',
    title: 'về tăng cường sự lãnh đạo của Đảng đối với công tác phòng cháy',
  },
  scan: {
    number: '33/TB-UBND',
    date: '2026-09-07',
    place: 'Lam Giang',
    issuingBody: 'UY BAN NHAN DAN TINH LAM GIANG',
    kind: 'thông báo',
    title: 'Kết luận của Chủ tịch UBND tỉnh tại cuộc họp ngày 05/9/2026',
  },
  webPage: { issuingBody: 'Chi cục Kiểm lâm', title: 'Chi cục Kiểm lâm chủ động phòng cháy rừng mùa khô' },
  invitation: {
    number: '44/GM-THPTBĐ',
    date: '2027-02-02',
    place: 'Bến Đá',
    issuingBody: 'TRƯỜNG THPT BẾN ĐÁ',
    kind: 'giấy mời',
    title: 'Họp xét thi đua học kỳ I',
  },
  report: {
    number: '27/BC-BVĐK',
    date: '2026-04-14',
    place: 'Lam Giang',
    issuingBody: 'BỆNH VIỆN ĐA KHOA LAM GIANG',
    kind: 'báo cáo',
    title: 'Kết quả kiểm tra an toàn phòng cháy quý I năm 2026',
  },
  guideline: { kind: 'hướng dẫn', title: 'Thực hiện chế độ trực Tết Đinh Mùi 2027' },
  request: {
    number: '08/TTr-MTTQ-BTT',
    date: '2026-03-01',
    place: 'Lam Giang',
    issuingBody: 'BAN THƯỜNG TRỰC',
    superiorBody: 'UBMTTQ VIỆT NAM TỈNH LAM GIANG',
    kind: 'tờ trình',
    title: 'ĐỀ NGHỊ HỖ TRỢ KINH PHÍ KHẮC PHỤC HẬU QUẢ THIÊN TAI NĂM 2026',
  },
  portal: {
    number: '77/KH-UBND',
    date: '2026-01-14',
    place: 'Lam Giang',
    issuingBody: 'ỦY BAN NHÂN DÂN TỈNH LAM GIANG',
    kind: 'kế hoạch',
    title: 'PHÒNG CHÁY RỪNG TRÊN ĐỊA BÀN TỈNH THEO CHỈ THỊ CỦA BAN BÍ THƯ VỀ BẢO VỆ RỪNG',
  },
  runOn: {
    number: '291/SGDĐT-VP',
    date: '2026-11-05',
    place: 'Lam Giang',
    issuingBody: 'SỞ GIÁO DỤC VÀ ĐÀO TẠO',
    superiorBody: 'UBND TỈNH LAM GIANG',
    kind: 'công văn',
    title: 'V/v báo cáo nhanh thiệt hại do lũ',
  },
};

const names = Object.keys(EXPECTED) as (keyof typeof documents)[];
const fieldsOf = (reading: Reading) =>
  Object.fromEntries(Object.keys(NOTHING).map((field) => [field, reading[field as Fields]?.value ?? null]));

describe('a document says of itself', () => {
  test.each(names)('its number, date, place, body, kind, title and urgency: %s', (name) => {
    expect(fieldsOf(readDirective(documents[name]))).toEqual({ ...NOTHING, ...EXPECTED[name] });
  });

  test.each(names)('the same whatever signs its text was kept in: %s', (name) => {
    const text = documents[name];
    const expected = fieldsOf(readDirective(text));
    const wide = (digits: string) => String.fromCharCode(digits.charCodeAt(0) + 0xfee0);
    for (const variant of [
      text.normalize('NFD'),
      text.replaceAll('\n', '\r\n'),
      text.replace(/ (?! )/g, '\u00a0'),
      text.replace(/\d/g, wide),
      `\ufeff${text}`,
      text.replace(/^(\S.*)$/gm, '**$1**'),
    ]) {
      expect(fieldsOf(readDirective(variant))).toEqual(expected);
    }
  });

  test('what follows from other words is only likely', () => {
    const { issuingBody, title } = readDirective(documents.webPage);
    expect([issuingBody?.confidence, title?.confidence]).toEqual(['likely', 'likely']);
    const { number, date, kind } = readDirective(documents.letter);
    expect([number?.confidence, date?.confidence, kind?.confidence]).toEqual(['sure', 'sure', 'sure']);
  });
});

const values = <Value>(found: Found<Value>[]): Value[] => found.map(({ value }) => value);

describe('a number', () => {
  const numberOf = (...lines: string[]) => readDirective(lines.join('\n')).number?.value ?? null;

  test('is read with its symbol, of State and Party, whole or left blank', () => {
    expect(numberOf('Số: 12/KH-UBND')).toBe('12/KH-UBND');
    expect(numberOf('Số: ....../UBND-KGVX')).toBe('/UBND-KGVX');
    expect(numberOf('Số:_____/TB-SNV')).toBe('/TB-SNV');
    expect(numberOf('Số -CV/TU')).toBe('-CV/TU');
    expect(numberOf('SỐ: 5a/2026/QĐ-UBND')).toBe('5a/2026/QĐ-UBND');
    expect(numberOf('Số 45 - CV / ĐU')).toBe('45-CV/ĐU');
    expect(numberOf('Số: 7/BTP-TTr   Hà Nội, ngày 1 tháng 2 năm 2026')).toBe('7/BTP-TTr');
  });

  test('of a cited document is not the own one', () => {
    expect(numberOf('Thực hiện Công văn', 'số 45-CV/BCSĐ ngày 2/6/2026 của Ban cán sự', 'yêu cầu')).toBe(null);
    expect(numberOf('Căn cứ Nghị định', 'Số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020')).toBe(null);
    expect(numberOf('Số: 12/KH-UBND', 'Căn cứ Công văn số 99/UBND-NC ngày 1/1/2026;')).toBe('12/KH-UBND');
    expect(numberOf('Điện thoại: 0219 3866 123', 'Số nhà 5, phố Lam')).toBe(null);
  });
});

describe('a date', () => {
  const dateOf = (...lines: string[]) => readDirective(lines.join('\n')).date?.value ?? null;

  test('is that of the heading, with its place', () => {
    expect(dateOf('Số: 1/KH-UBND', 'TP. Lam Giang, ngày 09 tháng 3 năm 2026')).toBe('2026-03-09');
    expect(dateOf('Số: 1/KH-UBND', 'Lam Giang, ngày 9/3/2026')).toBe('2026-03-09');
    expect(readDirective('Số: 1/KH-UBND\nTP. Lam Giang, ngày 09 tháng 3 năm 2026').place?.value).toBe('TP. Lam Giang');
  });

  test('of a web page or of a cited document is not the own one', () => {
    expect(dateOf('Thứ sáu, 20/11/2026 08:15', 'Sở Y tế tăng cường phòng dịch mùa đông')).toBe(null);
    expect(dateOf('Cập nhật: ngày 20 tháng 11 năm 2026', 'Tin về phòng dịch')).toBe(null);
    expect(dateOf('Thứ sáu, ngày 20 tháng 11 năm 2026', 'Tin về phòng dịch')).toBe(null);
    expect(dateOf('KẾ HOẠCH', 'Phòng dịch', 'Căn cứ Luật, ngày 19 tháng 6 năm 2013')).toBe(null);
  });

  test('that does not exist is none', () => {
    expect(dateOf('Lam Giang, ngày 31 tháng 2 năm 2026')).toBe(null);
    expect(dateOf('Lam Giang, ngày 0 tháng 13 năm 2026')).toBe(null);
  });
});

describe('a title', () => {
  const titleOf = (...lines: string[]) => readDirective(lines.join('\n')).title?.value ?? null;

  test('goes on over broken lines and ends where a matter of its own begins', () => {
    expect(titleOf('Số: 1/SYT-NV', 'V/v phòng dịch mùa đông,', 'xuân', 'Kính gửi: Các khoa')).toBe(
      'V/v phòng dịch mùa đông, xuân',
    );
    expect(titleOf('KẾ HOẠCH', 'Thực hiện Nghị quyết số 12-NQ/TW', 'về y tế', 'Căn cứ Luật Y tế;')).toBe(
      'Thực hiện Nghị quyết số 12-NQ/TW về y tế',
    );
    expect(titleOf('KẾ HOẠCH: Trực Tết', 'I. MỤC ĐÍCH')).toBe('Trực Tết');
  });

  test("is not taken from a body's name that sounds like a kind", () => {
    const reading = readDirective('SỞ\nKẾ HOẠCH VÀ ĐẦU TƯ\nSố: 3/TB-SKHĐT\nTHÔNG BÁO\nLịch tiếp công dân');
    expect([reading.kind?.value, reading.title?.value]).toEqual(['thông báo', 'Lịch tiếp công dân']);
  });

  test('and kind are asked for when number and title differ', () => {
    expect(readDirective('Số: 3/TB-SYT\nKẾ HOẠCH\nTrực Tết').kind).toMatchObject({
      value: 'kế hoạch',
      confidence: 'likely',
    });
  });
});

test('a stamp of urgency is read in capitals only, and alone', () => {
  const urgencyOf = (line: string) =>
    readDirective(`Số: 1/CĐ-UBND\n${line}\nCÔNG ĐIỆN\nVề việc lũ`).urgency?.value ?? null;
  expect(['HỎA TỐC', 'HOẢ TỐC', 'HỎA TỐC HẸN GIỜ', '[THƯỢNG KHẨN]', 'KHẨN'].map(urgencyOf)).toEqual([
    'immediate',
    'immediate',
    'immediate',
    'veryUrgent',
    'urgent',
  ]);
  expect(['khẩn', 'Khẩn trương', 'CÔNG VIỆC KHẨN TRƯƠNG'].map(urgencyOf)).toEqual([null, null, null]);
  expect(readDirective('CÔNG ĐIỆN KHẨN\nVề việc lũ').urgency?.value).toBe('urgent');
});

describe('those who receive it', () => {
  test('are listed with what they are to do, and "như trên" stands for those named above', () => {
    const { kinhGui, noiNhan } = readDirective(documents.letter).addressees;
    expect(values(kinhGui)).toEqual(['Các Hạt Kiểm lâm khu vực', 'Ban Quản lý rừng phòng hộ Sông Lam']);
    expect(values(noiNhan)).toEqual([
      { text: 'Như trên', purpose: null, standsFor: values(kinhGui) },
      { text: 'Sở NN&MT', purpose: 'report', standsFor: [] },
      { text: 'VT, QLBVR', purpose: 'keep', standsFor: [] },
    ]);
  });

  test('may be marked in every usual way', () => {
    const text = `Kính gửi: Các khoa, phòng\nHết./.\nNơi nhận:\n${[
      '- Như trên (t/h);',
      '- Sở Y tế để báo cáo;',
      '- UBND tỉnh; (báo cáo)',
      '- Công an xã (để phối hợp thực hiện);',
      '- Chủ tịch, các PCT (để biết, chỉ đạo);',
      '- Hội Chữ thập đỏ; Đoàn Thanh niên',
      'xã Bến Đá;',
      '- Lưu VT.',
    ].join('\n')}`;
    expect(values(readDirective(text).addressees.noiNhan).map(({ text, purpose }) => [text, purpose])).toEqual([
      ['Như trên', 'act'],
      ['Sở Y tế', 'report'],
      ['UBND tỉnh', 'report'],
      ['Công an xã', 'cooperate'],
      ['Chủ tịch, các PCT', 'know'],
      ['Hội Chữ thập đỏ', null],
      ['Đoàn Thanh niên xã Bến Đá', null],
      ['VT', 'keep'],
    ]);
  });

  test('of a decision are found in the article that names them', () => {
    expect(values(readDirective(documents.decision).addressees.noiNhan)[0]).toEqual({
      text: 'Như Điều 3',
      purpose: null,
      standsFor: ['Chánh Văn phòng UBND xã, Trưởng Công an xã và các thành viên Tổ'],
    });
  });

  test('of a telegram follow "điện:"', () => {
    expect(values(readDirective(documents.telegram).addressees.kinhGui)).toEqual([
      'Giám đốc các sở, ban, ngành',
      'Chủ tịch UBND các xã, phường ven sông',
    ]);
  });

  test('are whom the text orders where nothing else names them', () => {
    expect(readDirective(documents.webPage).addressees.ordered).toMatchObject({
      value: 'Trưởng các phòng, Hạt trưởng các hạt',
      confidence: 'likely',
    });
    expect(readDirective(documents.letter).addressees.ordered).toBe(null);
  });
});

describe('the signer', () => {
  const signers: [name: keyof typeof documents, onBehalf: string[], post: string, person: string][] = [
    ['plan', ['KT. GIÁM ĐỐC'], 'PHÓ GIÁM ĐỐC', 'Trần Văn Sông'],
    ['letter', [], 'CHI CỤC TRƯỞNG', 'Lò Văn Thắm'],
    ['telegram', [], 'CHỦ TỊCH', 'Hà Thị Mây'],
    ['decision', ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH'], 'PHÓ CHỦ TỊCH', 'Y Thanh Niê'],
    ['partyLetter', ['K/T TRƯỞNG BAN'], 'PHÓ TRƯỞNG BAN', 'Nông Thị Hạ'],
    ['partyDirective', ['T/M BAN THƯỜNG VỤ'], 'PHÓ BÍ THƯ THƯỜNG TRỰC', 'LƯU VĂN HẠNH'],
    ['scan', ['TL. CHỦ TỊCH'], 'CHÁNH VĂN PHÒNG', 'Đại tá Đinh Công Bằng'],
    ['invitation', [], 'HIỆU TRƯỞNG', 'Châu Ngọc Ẩn'],
    ['report', [], 'Q. GIÁM ĐỐC', 'ThS. Phùng Xuân Hà'],
    ['guideline', [], 'TRƯỞNG PHÒNG', 'Tạ Quang Minh'],
    ['request', ['TM. BAN THƯỜNG TRỰC'], 'CHỦ TỊCH', 'Quách Thị Mận'],
  ];

  test.each(signers)('is named with post and in whose name: %s', (name, onBehalf, post, person) => {
    const signer = readDirective(documents[name]).signer;
    expect(signer).toMatchObject({ value: { name: person, post, onBehalf }, confidence: 'sure' });
  });

  test('of a web page or of an annex is none', () => {
    expect(readDirective(documents.webPage).signer).toBe(null);
    const annex = `${documents.plan}\nPHỤ LỤC\nNơi nhận:\n- Lưu.\nTRẠM TRƯỞNG\nVi Văn Khác`;
    expect(readDirective(annex).signer?.value.name).toBe('Trần Văn Sông');
  });
});

describe('deadlines', () => {
  const deadlinesOf = (text: string, date = 'Lam Giang, ngày 20 tháng 11 năm 2026') =>
    readDirective(`Số: 1/SYT-NV\n${date}\nKính gửi: Các khoa\n1. Mở đầu.\n${text}`).deadlines.map(
      ({ value: { text, kind, day, time, weekday, dayOfMonth }, confidence }) =>
        [text, kind, day ?? weekday ?? dayOfMonth, time, confidence].filter((part) => part !== null),
    );

  test.each([
    ['Báo cáo trước ngày 25/11/2026.', 'trước ngày 25/11/2026', 'before', '2026-11-25', 'sure'],
    ['gửi trước 17 giờ 00 ngày 25/11/2026', 'trước 17 giờ 00 ngày 25/11/2026', 'before', '2026-11-25', '17:00', 'sure'],
    ['gửi trước 17 giờ ngày 25/11', 'trước 17 giờ ngày 25/11', 'before', '2026-11-25', '17:00', 'likely'],
    ['xong trước 16h30, ngày 1/12/26', 'trước 16h30, ngày 1/12/26', 'before', '2026-12-01', '16:30', 'sure'],
    [
      'chậm nhất là ngày 05 tháng 12 năm 2026',
      'chậm nhất là ngày 05 tháng 12 năm 2026',
      'before',
      '2026-12-05',
      'sure',
    ],
    ['Chậm nhất đến ngày 15 tháng 01 phải xong', 'Chậm nhất đến ngày 15 tháng 01', 'before', '2027-01-15', 'likely'],
    ['nộp đến hết ngày 30.11.2026', 'đến hết ngày 30.11.2026', 'before', '2026-11-30', 'sure'],
    ['không quá ngày 30/11/2026', 'không quá ngày 30/11/2026', 'before', '2026-11-30', 'sure'],
    ['gửi trước thứ 4 hằng tuần', 'trước thứ 4 hằng tuần', 'weekly', 3, 'sure'],
    ['vào 15h thứ Sáu hàng tuần', 'vào 15h thứ Sáu hàng tuần', 'weekly', 5, '15:00', 'sure'],
    ['hằng tuần, trước 10 giờ chủ nhật', 'hằng tuần, trước 10 giờ chủ nhật', 'weekly', 7, '10:00', 'sure'],
    ['trước ngày 20 hằng tháng', 'trước ngày 20 hằng tháng', 'monthly', 20, 'sure'],
    ['báo cáo trước 16 giờ hằng ngày', 'trước 16 giờ hằng ngày', 'daily', '16:00', 'sure'],
    ['báo cáo trước 5h chiều hằng ngày', 'trước 5h chiều hằng ngày', 'daily', '17:00', 'sure'],
    [
      'trước 9h00’ các ngày thứ 3, thứ 5 hằng tuần',
      'trước 9h00’ các ngày thứ 3, thứ 5 hằng tuần',
      'weekly',
      2,
      '09:00',
      'likely',
    ],
    ['trước ngày 15 và 30 hằng tháng', 'trước ngày 15 và 30 hằng tháng', 'monthly', 15, 'likely'],
    ['Thời hạn gửi báo cáo: ngày 25/11/2026', 'Thời hạn gửi báo cáo: ngày 25/11/2026', 'before', '2026-11-25', 'sure'],
    ['họp trong ngày 25/11/2026', 'trong ngày 25/11/2026', 'on', '2026-11-25', 'sure'],
    ['hoàn thành trong năm 2027', 'trong năm 2027', 'before', '2027-12-31', 'sure'],
    ['hoàn thành trong tháng 11', 'trong tháng 11', 'before', '2026-11-30', 'likely'],
    ['hoàn thành việc rà soát trong tháng 2 năm 2027', 'trong tháng 2 năm 2027', 'before', '2027-02-28', 'sure'],
    ['báo cáo xong trong quý IV', 'trong quý IV', 'before', '2026-12-31', 'likely'],
    ['họp vào ngày 25/11/2026', 'vào ngày 25/11/2026', 'on', '2026-11-25', 'sure'],
    [
      'Thời gian: 08 giờ 00, ngày 25/11/2026',
      'Thời gian: 08 giờ 00, ngày 25/11/2026',
      'on',
      '2026-11-25',
      '08:00',
      'sure',
    ],
    ['hoàn thành trước\nngày 25/11/2026', 'trước ngày 25/11/2026', 'before', '2026-11-25', 'sure'],
  ])('are read as offices say them: %s', (text, ...expected) => {
    expect(deadlinesOf(text)).toEqual([expected]);
  });

  test.each([
    'theo Công văn số 12/UBND-NC ngày 25/11/2026',
    'các văn bản ban hành trước ngày 01/7/2025 vẫn có hiệu lực',
    'trước 5 hộ dân',
    'trong tháng 11 trời mưa nhiều',
    'trước ngày 31/02/2027',
    'trước 1,5 tỷ đồng và trước 1.5%',
  ])('are not seen where there are none: %s', (text) => {
    expect(deadlinesOf(text)).toEqual([]);
  });

  test('are read in the annex as well, after the signature', () => {
    const found = readDirective(
      `${documents.guideline}\nPHỤ LỤC\n| 1 | Trực cấp cứu | trước ngày 05/02/2027 |`,
    ).deadlines;
    expect(values(found).map(({ day }) => day)).toContain('2027-02-05');
  });

  test('without a year have no day when the document has no date', () => {
    expect(deadlinesOf('trước ngày 25/11', '')).toEqual([['trước ngày 25/11', 'before', 'likely']]);
  });
});

test('legal bases are those that the document rests on', () => {
  expect(values(readDirective(documents.plan).legalBases)).toEqual([
    'Căn cứ Luật Phòng, chống thiên tai ngày 19 tháng 6 năm 2013',
    'Căn cứ Quyết định số 41/2026/QĐ-UBND ngày 02/3/2026 của Ủy ban nhân dân tỉnh quy định chức năng của Sở',
    'Thực hiện Công điện số 07/CĐ-UBND ngày 15/11/2026 của Chủ tịch Ủy ban nhân dân tỉnh về ứng phó bão',
  ]);
  expect(values(readDirective(documents.portal).legalBases)).toEqual([
    'Căn cứ Luật Lâm nghiệp',
    'Căn cứ Nghị quyết số 5/NQ-HĐND ngày 03/01/2026 của Hội đồng nhân dân tỉnh về bảo vệ và phát triển rừng giai đoạn 2026-2030',
  ]);
});

test('sections keep number, depth, heading and text', () => {
  const sections = readDirective(documents.plan).sections.map(({ mark, level, heading }) => [mark, level, heading]);
  expect(sections.slice(3, 8)).toEqual([
    ['II', 1, 'NHIỆM VỤ'],
    ['1', 2, 'Chi cục Thủy lợi'],
    ['a', 4, 'Rà soát hồ đập, hoàn thành trước ngày 25/11/2026.'],
    ['b', 4, 'Lập phương án di dời, xong trong tháng 12.'],
    ['2', 2, 'Chi cục Kiểm lâm: trực 24/24 giờ, báo cáo trước 17 giờ 00 ngày 24/11/2026.'],
  ]);
  const scanned = readDirective(documents.scan).sections[0]!;
  expect(scanned.heading).toBe('Sở Xây dựng khẩn trương kiểm tra các cầu, báo cáo trước ngày 15/9/2026 để tổng hợp.');
});

test('what a web page put around a document is named, not read', () => {
  expect(readDirective(documents.webPage).furniture).toEqual([
    'Thứ sáu, 20/11/2026 08:15',
    'Ban biên tập',
    'Lượt xem: 214',
    'Các tin khác',
    'Hội nghị công chức năm 2026 (02/11/2026)',
    'Kế hoạch số 9/KH-CCKL ngày 01/11/2026 (01/11/2026)',
  ]);
});

/** Letters and digits alone, of the text as it is compared. */
const words = (text: string): string[] =>
  text
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\p{Cs}]/gu, '')
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

/** What is said on one line, and what was put together from several, where the other column may stand between. */
function saidBy(reading: Reading): { single: string[]; joined: string[] } {
  const { number, place, issuingBody, superiorBody, title, legalBases, addressees, signer, deadlines, sections } =
    reading;
  const { kinhGui, noiNhan, ordered } = addressees;
  const { name = null, post = null, onBehalf = [] } = signer?.value ?? {};
  const wheres = [...legalBases, ...kinhGui, ...noiNhan, ...deadlines, ...sections].map(({ where }) => where);
  return {
    single: [
      ...[number, place, ordered].flatMap((found) => found?.value ?? []),
      ...[name, post].filter((part) => part !== null),
      ...onBehalf,
      ...wheres,
      ...reading.furniture,
    ],
    joined: [
      ...[issuingBody, superiorBody, title].flatMap((found) => found?.value ?? []),
      ...values(legalBases),
      ...values(kinhGui),
      ...values(noiNhan).flatMap(({ text, standsFor }) => [text, ...standsFor]),
      ...values(deadlines).map(({ text }) => text),
      ...sections.flatMap(({ mark, heading, text }) => [mark, heading, text]),
    ],
  };
}

describe('whatever is read', () => {
  const fragments = [
    ...names.flatMap((name) => documents[name].split('\n')),
    ...[
      '',
      ' ',
      '   ',
      '\t',
      '|',
      '**',
      '-',
      '.',
      ',',
      ';',
      ':',
      '/',
      '(',
      ')',
      'Số: ',
      'số',
      'ngày',
      'tháng',
      'năm',
      'trước',
    ],
    ...[
      'Kính gửi:',
      'Nơi nhận:',
      'KT. ',
      'TM.',
      'V/v ',
      'Căn cứ',
      'Điều 3. ',
      'I. ',
      '1.1 ',
      'a)',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA',
    ],
    ...[
      '12/KH-UBND',
      '31/12',
      'thứ 4 hằng tuần',
      '17h',
      'Như Điều 3',
      'Ǆ',
      'ß',
      'İ',
      '\ud800',
      'e\u0302\u0323',
      '２',
      '\u202e',
      'ﬀ',
    ],
  ];
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc
      .array(
        fc.tuple(
          fc.constantFrom(...fragments),
          fc.constantFrom('\n', '\n', '\n\n', ' ', '    ', '\t', '', '\r\n', ' | '),
        ),
        {
          maxLength: 60,
        },
      )
      .map((parts) => parts.flat().join('')),
  );

  test('is said by the text itself, and no text is refused', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const all = words(text).join('');
        const { single, joined } = saidBy(readDirective(text));
        for (const said of single) expect(all, said).toContain(words(said).join(''));
        for (const word of joined.flatMap(words)) expect(all).toContain(word);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('300,000 letters', () => {
  const long = (unit: string) => unit.repeat(Math.ceil(300_000 / unit.length)).slice(0, 300_000);

  /** In milliseconds of work: what other processes take meanwhile does not count. */
  function timeOf(text: string): number {
    const begin = process.cpuUsage();
    readDirective(text);
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / 1000;
  }

  test('are read in under 200 ms', () => {
    const text = long(`${documents.plan.split('Nơi nhận')[0]}\n`);
    expect(Math.min(...Array.from({ length: 5 }, () => timeOf(text)))).toBeLessThan(200);
  });

  test.each([
    ...[
      'a',
      ' ',
      '\n',
      '\t',
      '_',
      '-',
      '.',
      '*',
      '|',
      'I',
      '\u0302',
      'Số: ',
      'Số: /',
      '/-',
      'ngày ',
      'ngày tháng ',
      'trước ngày ',
    ],
    ...[
      'trước 1 ',
      'hoàn thành trong tháng 11 ',
      'hằng tuần ',
      '17 giờ 00 ',
      'Sở ',
      'lãnh đạo Sở ',
      'yêu cầu các ',
      'Kính gửi: ',
    ],
    ...[
      'Căn cứ Luật\n',
      'Thực hiện ',
      '1. a\n',
      'b\n',
      'a,\n',
      '- x;\n',
      'Nơi nhận:\n- x;\n',
      'KT. GIÁM ĐỐC\n',
      'V/v a\n',
      'ỦY BAN ',
    ],
    ...[
      'A   CỘNG HÒA XÃ HỘI\n',
      'trước ngày 1/1\n',
      'Điều 1. ',
      '- a (b/c) (',
      'KẾ HOẠCH ',
      'a | ',
      'Các tin khác\n',
      'Chủ tịch A điện ',
    ],
  ])('of %j make no rule run away', (unit) => {
    for (const text of [long(unit), `Số: 1/KH-STNMT\nKẾ HOẠCH\nVề lũ\nI. A\n${long(unit)}`]) {
      // A rule that runs away takes minutes.
      expect(timeOf(text)).toBeLessThan(3000);
    }
  });
});
