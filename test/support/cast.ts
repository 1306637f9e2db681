import type { Role } from '../../src/domain/people/post.ts';
import type { Locale } from '../../src/lib/locale.ts';

/** A small office with names: who is who in every story. */
export const units = [
  { code: 'SO', name: 'Sở Nông nghiệp và Môi trường tỉnh Lam Giang', parent: null },
  { code: 'VP', name: 'Văn phòng Sở', parent: 'SO' },
  { code: 'KL', name: 'Chi cục Kiểm lâm', parent: 'SO' },
  { code: 'H1', name: 'Hạt Kiểm lâm số 1', parent: 'KL' },
  { code: 'H2', name: 'Hạt Kiểm lâm số 2', parent: 'KL' },
  { code: 'TL', name: 'Chi cục Thủy lợi', parent: 'SO' },
] as const;

export interface CastMember {
  staffNo: string;
  name: string;
  posts: [unit: string, role: Role][];
  locale?: Locale;
}

export const people: CastMember[] = [
  { staffNo: 'director', name: 'Nguyễn Thị Minh', posts: [['SO', 'leader']] },
  {
    staffNo: 'clerk',
    name: 'Trần Văn Thư',
    posts: [
      ['VP', 'staff'],
      ['SO', 'clerk'],
    ],
  },
  { staffNo: 'inspector', name: 'Phạm Thanh Tra', posts: [['SO', 'inspector']] },
  { staffNo: 'admin', name: 'Đỗ Quản Trị', posts: [['SO', 'admin']] },
  { staffNo: 'office-head', name: 'Lê Chánh Văn', posts: [['VP', 'leader']] },
  { staffNo: 'ranger-head', name: 'Hoàng Kiểm', posts: [['KL', 'leader']] },
  { staffNo: 'ranger-deputy', name: 'Vũ Phó', posts: [['KL', 'deputy']] },
  { staffNo: 'h1-head', name: 'Bùi Hạt Trưởng', posts: [['H1', 'leader']] },
  { staffNo: 'an', name: 'Đặng Văn An', posts: [['H1', 'staff']] },
  { staffNo: 'binh', name: 'Lý Thị Bình', posts: [['H1', 'staff']] },
  { staffNo: 'chau', name: 'Mai Châu', posts: [['H2', 'staff']] },
  { staffNo: 'dung', name: 'Ngô Dũng', posts: [['H2', 'staff']], locale: 'en' },
  { staffNo: 'water-head', name: 'Cao Thủy', posts: [['TL', 'leader']] },
  { staffNo: 'giang', name: 'Tạ Giang', posts: [['TL', 'staff']] },
];

/** The phone of the n-th of them. */
export const phoneOf = (index: number): string => `+8490000${String(index).padStart(4, '0')}`;
/** The Telegram account of the n-th of them. */
export const telegramIdOf = (index: number): number => 7_000 + index;
