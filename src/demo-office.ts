/** A sample office of our own making: six units, thirty people, one directive. Nothing in it is anybody's. */

type Line = [staffNo: string, fullName: string, unitCode: string, role: string];

export const demoUnits: [code: string, name: string, parentCode: string][] = [
  ['SNN', 'Sở Nông nghiệp và Môi trường tỉnh Lam Giang', ''],
  ['VP', 'Văn phòng Sở', 'SNN'],
  ['PDD', 'Phòng Đất đai', 'SNN'],
  ['CCKL', 'Chi cục Kiểm lâm', 'SNN'],
  ['HKL1', 'Hạt Kiểm lâm Suối Vàng', 'CCKL'],
  ['HKL2', 'Hạt Kiểm lâm Đèo Gió', 'CCKL'],
];

export const demoPeople: Line[] = [
  ['LG001', 'Nguyễn Hải Minh', 'SNN', 'leader'],
  ['LG002', 'Trần Thu Thủy', 'SNN', 'deputy'],
  ['LG003', 'Phạm Ngọc Lan', 'VP', 'staff'],
  ['LG003', 'Phạm Ngọc Lan', 'SNN', 'clerk'],
  ['LG004', 'Lê Quang Huy', 'VP', 'leader'],
  ['LG005', 'Vũ Thị Hạnh', 'VP', 'staff'],
  ['LG006', 'Đỗ Mạnh Cường', 'VP', 'staff'],
  ['LG006', 'Đỗ Mạnh Cường', 'SNN', 'admin'],
  ['LG007', 'Bùi Tuyết Mai', 'VP', 'staff'],
  ['LG008', 'Hoàng Đức Long', 'PDD', 'leader'],
  ['LG009', 'Ngô Bảo Châu Anh', 'PDD', 'staff'],
  ['LG010', 'Dương Văn Nam', 'PDD', 'staff'],
  ['LG011', 'Lý Thanh Tùng', 'PDD', 'staff'],
  ['LG012', 'Phan Thị Yến', 'PDD', 'focal'],
  ['LG013', 'Võ Minh Khang', 'PDD', 'staff'],
  ['LG014', 'Đặng Quốc Bình', 'CCKL', 'leader'],
  ['LG015', 'Mai Xuân Trường', 'CCKL', 'deputy'],
  ['LG016', 'Tạ Thị Ngân', 'CCKL', 'clerk'],
  ['LG017', 'Cao Tiến Đạt', 'CCKL', 'staff'],
  ['LG018', 'Hồ Thị Diễm', 'CCKL', 'staff'],
  ['LG019', 'Đinh Công Sơn', 'HKL1', 'leader'],
  ['LG020', 'Lương Văn An', 'HKL1', 'staff'],
  ['LG021', 'Trịnh Thị Bích', 'HKL1', 'staff'],
  ['LG022', 'Chu Hữu Phước', 'HKL1', 'staff'],
  ['LG023', 'Quách Gia Bảo', 'HKL1', 'staff'],
  ['LG024', 'Tô Hoài Giang', 'HKL2', 'leader'],
  ['LG025', 'Kiều Anh Dũng', 'HKL2', 'staff'],
  ['LG026', 'La Thị Hoa', 'HKL2', 'staff'],
  ['LG027', 'Nông Văn Kiên', 'HKL2', 'staff'],
  ['LG028', 'Vi Thị Liên', 'HKL2', 'staff'],
  ['LG029', 'Hà Minh Quân', 'HKL2', 'staff'],
  ['LG030', 'Thái Thị Vân', 'CCKL', 'staff'],
];

export const staffNos = [...new Set(demoPeople.map(([staffNo]) => staffNo))];
export const nameOf = (staffNo: string): string => demoPeople.find(([no]) => no === staffNo)![1];

/** Who has no Telegram account yet: to be activated by whoever tries the demo. */
export const demoNewcomers = ['LG011', 'LG023', 'LG028'];
/** Who has acknowledged the first directive already. */
export const demoAcknowledged = ['LG014', 'LG015', 'LG017', 'LG019', 'LG020', 'LG024'];

export const demoCast = { clerk: 'LG003', newcomer: 'LG023', leader: 'LG001', roomHead: 'LG008' };

export const demoDirective = {
  number: '88/CV-SNNMT',
  title: 'V/v tăng cường trực phòng cháy, chữa cháy rừng mùa hanh khô',
  unit: 'CCKL',
  /** When it is due: so many days from today, at this hour. */
  days: 2,
  hour: 17,
  text: `Kính gửi: Chi cục Kiểm lâm và các hạt trực thuộc

Thời tiết hanh khô kéo dài, nguy cơ cháy rừng ở nhiều khu vực đã lên mức cao. Giám đốc Sở yêu cầu:

1. Các hạt phân công trực 24/24 giờ, kể cả ngày nghỉ; danh sách trực gửi về Chi cục trước 17 giờ hằng ngày.

2. Kiểm tra máy bơm, bình nước đeo vai và đường băng cản lửa; thay thế ngay dụng cụ đã hỏng.

3. Mỗi cán bộ nắm rõ số điện thoại trực ban và tuyến đường rút lui an toàn tại địa bàn mình phụ trách.

4. Khi phát hiện khói hoặc lửa, báo ngay trực ban Chi cục rồi mới tổ chức chữa cháy tại chỗ; không để một người đi một mình.

Thủ trưởng các đơn vị phổ biến văn bản này tới toàn thể cán bộ và chịu trách nhiệm về kết quả thực hiện.`,
};
