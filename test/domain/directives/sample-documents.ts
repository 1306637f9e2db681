/**
 * Documents of the kinds that offices issue, written for these tests: no office, person or order in them exists. Each keeps to
 * one way in which such texts reach a bot: from Word, a PDF, an old scan, a web page, a chat.
 */

/** A plan, as text comes out of a Word file: columns of the heading one after the other, number and day left blank. */
const plan = `UBND TỈNH LAM GIANG
SỞ NÔNG NGHIỆP
VÀ MÔI TRƯỜNG
Số:        /KH-SNNMT

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lam Giang, ngày      tháng 11 năm 2026

KẾ HOẠCH
Ứng phó bão số 15 và mưa lũ sau bão
trên địa bàn tỉnh Lam Giang

Căn cứ Luật Phòng, chống thiên tai ngày 19 tháng 6 năm 2013;
Căn cứ Quyết định số 41/2026/QĐ-UBND ngày 02/3/2026 của Ủy ban nhân dân tỉnh
quy định chức năng của Sở;
Thực hiện Công điện số 07/CĐ-UBND ngày 15/11/2026 của Chủ tịch Ủy ban nhân dân tỉnh về ứng phó bão, Sở Nông nghiệp và Môi trường ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Chủ động bảo vệ tính mạng và tài sản của Nhân dân.
2. Yêu cầu
Các đơn vị báo cáo trước thứ 4 hằng tuần về Văn phòng Sở.
II. NHIỆM VỤ
1. Chi cục Thủy lợi
a) Rà soát hồ đập, hoàn thành trước ngày 25/11/2026.
b) Lập phương án di dời, xong trong tháng 12.
2. Chi cục Kiểm lâm: trực 24/24 giờ, báo cáo trước 17 giờ 00 ngày 24/11/2026.
III. TỔ CHỨC THỰC HIỆN
Văn phòng Sở theo dõi việc thực hiện kế hoạch này./.

Nơi nhận:
- UBND tỉnh (b/c);
- Các phòng, đơn vị thuộc Sở (để thực hiện);
- Đài Khí tượng Thủy văn tỉnh (p/h);
- Lưu: VT, KHTC.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Trần Văn Sông`;

/** An official letter, both columns on one line with wide gaps, as a PDF is copied. */
const letter = `UBND TỈNH LAM GIANG                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
CHI CỤC KIỂM LÂM                   Độc lập - Tự do - Hạnh phúc
-------                            ---------------
Số: 1205/CCKL-QLBVR                Lam Giang, ngày 03 tháng 12 năm 2026
V/v tăng cường phòng cháy,
chữa cháy rừng mùa khô

                    Kính gửi:
                    - Các Hạt Kiểm lâm khu vực;
                    - Ban Quản lý rừng phòng hộ Sông Lam.

Thời gian qua, thời tiết hanh khô kéo dài, nguy cơ cháy rừng ở cấp IV, cấp V.
Chi cục Kiểm lâm yêu cầu các đơn vị:
1. Trực 24/24 giờ tại các chốt.
2. Báo cáo kết quả trước ngày 10/12 và trước 16h00 thứ sáu hàng tuần về Chi cục./.

Nơi nhận:                          CHI CỤC TRƯỞNG
- Như trên;
- Sở NN&MT (b/c);
- Lưu: VT, QLBVR.
                                   Lò Văn Thắm`;

/** A telegram: urgency, an hour in the date, those who receive it after "điện:". */
const telegram = `ỦY BAN NHÂN DÂN
TỈNH LAM GIANG
Số: 09/CĐ-UBND
HOẢ TỐC

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lam Giang, hồi 15 giờ 30, ngày 20 tháng 11 năm 2026

CÔNG ĐIỆN
Về việc tập trung ứng phó lũ trên sông Lam

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAM GIANG điện:
- Giám đốc các sở, ban, ngành;
- Chủ tịch UBND các xã, phường ven sông.

Để chủ động ứng phó lũ, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:
1. Di dời xong các hộ vùng thấp trước 18h ngày 20/11/2026.
2. Báo cáo trước 06:00 hằng ngày.

Nơi nhận:
- Như trên;
- Lưu: VT.

CHỦ TỊCH

Hà Thị Mây`;

/** A decision with articles, signed for a collective; "Như Điều 3" names nobody itself. */
const decision = `ỦY BAN NHÂN DÂN
XÃ BẾN ĐÁ
Số: 15/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bến Đá, ngày 5 tháng 01 năm 2027

QUYẾT ĐỊNH
Về việc thành lập Tổ ứng phó nhanh

CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BẾN ĐÁ

Căn cứ Luật Tổ chức chính quyền địa phương;
Theo đề nghị của Trưởng Công an xã tại Tờ trình số 02/TTr-CAX ngày 03/01/2027,

QUYẾT ĐỊNH:
Điều 1. Thành lập Tổ ứng phó nhanh gồm 12 thành viên.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Chánh Văn phòng UBND xã, Trưởng Công an xã và các thành viên Tổ chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:
- Như Điều 3;
- Đảng ủy, HĐND xã (để b/c);
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Y Thanh Niê`;

/** A letter of the Party: its own heading, number and marks. */
const partyLetter = `TỈNH ỦY LAM GIANG
BAN TỔ CHỨC
*
Số 12 - CV/BTCTU

ĐẢNG CỘNG SẢN VIỆT NAM
Lam Giang, ngày 08 tháng 10 năm 2026

V/v rà soát đảng viên dự bị

Kính gửi: Các đảng ủy trực thuộc Tỉnh ủy

Thực hiện Kế hoạch số 31-KH/TU ngày 01/9/2026 của Ban Thường vụ Tỉnh ủy về công tác phát triển đảng, Ban Tổ chức Tỉnh ủy đề nghị các đảng ủy rà soát, gửi kết quả chậm nhất ngày 30/10/2026.

Nơi nhận:
- Như trên,
- Thường trực Tỉnh ủy (để báo cáo),
- Lưu Ban Tổ chức Tỉnh ủy.

K/T TRƯỞNG BAN
PHÓ TRƯỞNG BAN

Nông Thị Hạ`;

/** A directive of the Party with its owner below the kind, and no name of the State. */
const partyDirective = `HUYỆN ỦY BẾN ĐÁ
Số 05-CT/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Bến Đá, ngày 12 tháng 6 năm 2026
CHỈ THỊ
CỦA BAN THƯỜNG VỤ HUYỆN ỦY
về tăng cường sự lãnh đạo của Đảng đối với công tác phòng cháy
-----
Thời gian qua, các cấp ủy đã quan tâm lãnh đạo.
1- Các chi bộ sinh hoạt chuyên đề, xong trong quý III/2026.
2- Văn phòng Huyện ủy theo dõi, báo cáo trước ngày 05 hằng tháng.
Nơi nhận
- Các chi bộ trực thuộc,
- Lưu Văn phòng Huyện ủy.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ THƯỜNG TRỰC
LƯU VĂN HẠNH`;

/** An old scan: columns run together on one line, lines broken anywhere, accents lost in capitals. */
const scan = `UY BAN NHAN DAN CONG HOA XA HOI CHU NGHIA VIET NAM
TINH LAM GIANG Độc lập - Tự do - Hạnh phúc
Số: 33/TB-
UBND
Lam Giang,
ngày 7 tháng 9 năm2026

THONG BAO
Kết luận của Chủ tịch UBND tỉnh
tại cuộc họp ngày 05/9/2026

Ngày 05 tháng 9 năm 2026, Chủ tịch UBND tỉnh đã họp với các sở.
1. Sở Xây dựng khẩn trương kiểm tra các cầu, báo cáo trước ngày
15/9/2026 để tổng hợp.
Nơi nhận:
- Như các sở nêu trên;
- Lưu: VT.
TL. CHỦ TỊCH
CHÁNH VĂN PHÒNG
(Đã ký)
Đại tá Đinh Công Bằng`;

/** A page of a portal: its own dates, other news below it, no form at all. */
const webPage = `Chi cục Kiểm lâm
Thứ sáu, 20/11/2026 08:15
Chi cục Kiểm lâm chủ động phòng cháy rừng mùa khô
Thực hiện Công văn số 812/UBND-NLN ngày 18/11/2026 của UBND tỉnh về phòng cháy rừng; lãnh đạo Chi cục Kiểm lâm giao Trưởng các phòng, Hạt trưởng các hạt tổ chức ngay hai việc:
Trực đủ quân số, báo cáo trước ngày 30/11/2026.
Ban biên tập
Lượt xem: 214
Các tin khác
Hội nghị công chức năm 2026 (02/11/2026)
Kế hoạch số 9/KH-CCKL ngày 01/11/2026 (01/11/2026)`;

/** An invitation, as somebody pasted it into a chat with Markdown. */
const invitation = `**TRƯỜNG THPT BẾN ĐÁ**
**Số: 44/GM-THPTBĐ**
*Bến Đá, ngày 2 tháng 2 năm 2027*

# GIẤY MỜI
**Họp xét thi đua học kỳ I**

Kính mời: Ông Vàng A Tủa, Chủ tịch Công đoàn
Thời gian: 08 giờ 00, ngày 09/02/2027.
Địa điểm: Phòng họp tầng 2.

HIỆU TRƯỞNG
**Châu Ngọc Ẩn**`;

/** A report with a table of Markdown, full-width digits, hard spaces and an annex after the signature. */
const report = `BỆNH VIỆN ĐA KHOA LAM GIANG
Số: ２７/BC-BVĐK
Lam\u00a0Giang, ngày\u00a014\u00a0tháng\u00a04\u00a0năm\u00a02026
BÁO CÁO
Kết quả kiểm tra an toàn phòng cháy quý I năm 2026
I. Kết quả
| TT | Nội dung | Số lượng |
|----|----------|----------|
| 1 | Bình chữa cháy | 120 |
II. Kiến nghị
Đề nghị bổ sung 10 bình, xong trong tháng 5/2026.
Nơi nhận:
- Sở Y tế để b/c;
- Lưu: VT, HCQT;
Q. GIÁM ĐỐC
ThS. Phùng Xuân Hà
PHỤ LỤC
Danh sách khoa, phòng`;

/** A guideline without any heading left: only its kind, and a signature. */
const guideline = `HƯỚNG DẪN
Thực hiện chế độ trực Tết Đinh Mùi 2027

Căn cứ Bộ luật Lao động;
1. Các khoa, phòng lập danh sách trực, gửi về Phòng Tổ chức trước ngày 20/01.
2. Lãnh đạo trực tiếp nhận báo cáo hằng ngày.

TRƯỞNG PHÒNG
Tạ Quang Minh`;

/** A request of a mass organisation, in capitals throughout its title. */
const request = `UBMTTQ VIỆT NAM TỈNH LAM GIANG
BAN THƯỜNG TRỰC
Số: 08/TTr-MTTQ-BTT
Lam Giang, ngày 1 tháng 3 năm 2026
TỜ TRÌNH
ĐỀ NGHỊ HỖ TRỢ KINH PHÍ KHẮC PHỤC HẬU QUẢ
THIÊN TAI NĂM 2026
Kính gửi: Ủy ban nhân dân tỉnh Lam Giang
Ban Thường trực kính đề nghị xem xét, trả lời chậm nhất vào thứ Hai, ngày 09 tháng 3 năm 2026.
Nơi nhận:
- Như kính gửi; Sở Tài chính (phối hợp);
- Lưu: VT.
TM. BAN THƯỜNG TRỰC
CHỦ TỊCH
Quách Thị Mận`;

/** As a portal shows it: its own words above, lines broken anywhere, what is left of a table's borders. */
const portal = `Kế hoạch 77/KH-UBND phòng cháy rừng của tỉnh Lam Giang
Số hiệu: 77/KH-UBND Loại văn bản: Kế hoạch
Ngày ban hành: 14/01/2026 Ngày hiệu lực: Đang cập nhật
ỦY BAN NHÂN DÂN
TỈNH LAM GIANG
-------
|
CỘNG
HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
|
Số:
77/KH-UBND
|
Lam
Giang, ngày 14
tháng 01 năm 2026
|
KẾ HOẠCH
PHÒNG CHÁY RỪNG TRÊN ĐỊA BÀN TỈNH THEO CHỈ THỊ CỦA BAN
BÍ THƯ VỀ BẢO VỆ RỪNG
Căn cứ Luật Lâm nghiệp; Căn cứ Nghị quyết số 5/NQ-HĐND ngày
03/01/2026 của Hội đồng nhân dân tỉnh về bảo vệ và phát triển rừng giai đoạn
2026-2030. UBND tỉnh ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
1. Mục
đích
Bảo vệ rừng.`;

/** All its line ends lost, as some pages give a document. */
const runOn =
  'UBND TỈNH LAM GIANG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM SỞ GIÁO DỤC VÀ ĐÀO TẠO Độc lập - Tự do - Hạnh phúc Số : 291 /SGDĐT-VP Lam Giang, ngày 05 tháng11 năm 2026 V/v báo cáo nhanh thiệt hại do lũ Kính gửi: - Các trường trực thuộc; - Phòng Văn hóa xã Bến Đá. Vừa qua, lũ lên nhanh trên sông Lam. Sở yêu cầu: 1. Thống kê thiệt hại, gửi về Sở trước ngày 08/11/2026. 2. Dọn vệ sinh trường lớp sau lũ. Nơi nhận: - Như trên; - Lưu: VT.';

export const documents = {
  plan,
  letter,
  telegram,
  decision,
  partyLetter,
  partyDirective,
  scan,
  webPage,
  invitation,
  report,
  guideline,
  request,
  portal,
  runOn,
};
