const TIME = new Intl.DateTimeFormat('vi-VN', { hour: '2-digit', minute: '2-digit' });
const SHORT_DAY = new Intl.DateTimeFormat('vi-VN', { day: '2-digit', month: '2-digit' });
const LONG_DAY = new Intl.DateTimeFormat('vi-VN', {
  weekday: 'long',
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
});
const NUMBER = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });

export const clockTime = (iso) => TIME.format(new Date(iso));

export const dayKey = (iso) => new Date(iso).toDateString();

/** A day as the line between the messages of two days. */
export function dayName(iso, nowIso) {
  const day = LONG_DAY.format(new Date(iso));
  return dayKey(iso) === dayKey(nowIso) ? `Hôm nay, ${day}` : day.replace(/^./, (first) => first.toUpperCase());
}

/** The time today, the day before that. */
export const listTime = (iso, nowIso) =>
  dayKey(iso) === dayKey(nowIso) ? clockTime(iso) : SHORT_DAY.format(new Date(iso));

export function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${NUMBER.format(bytes / 1024)} KB`;
  return `${NUMBER.format(bytes / 1024 / 1024)} MB`;
}

const KINDS = {
  document: 'Tệp',
  photo: 'Ảnh',
  sticker: 'Nhãn dán',
  contact: 'Số điện thoại',
  location: 'Vị trí',
  service: '',
};

/** The line under a name in the list: what was said last. */
export function preview(last) {
  if (!last) return 'Chưa bắt đầu';
  const text = [KINDS[last.kind], last.text.replace(/\s+/g, ' ')].filter(Boolean).join(' · ');
  return last.from === 'user' ? `Bạn: ${text}` : text;
}
