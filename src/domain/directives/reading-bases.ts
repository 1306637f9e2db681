import type { Found } from './reading.ts';
import { firstSentence, goesOn, type Line, plainOf } from './reading-lines.ts';

const BASIS = /^can cu\b/;
/** What a plan or letter carries out: the document that is named there is its basis without the word. */
const CARRIED_OUT = /^(?:thuc hien|thi hanh|trien khai|theo|xet)\b/;
const CITED =
  /\b(?:ke hoach|cong van|cong dien|chi thi|thong bao|quyet dinh|nghi quyet|nghi dinh|thong tu|huong dan|ket luan|luat|chuong trinh|van ban|de nghi|to trinh)\b/;
const MOST_BASES = 100;
const MOST_LETTERS = 1500;

/** The documents on which this one rests (Decree 30/2020/NĐ-CP, annex I, II.6): a line "Căn cứ …;" each. */
export function readBases(body: Line[]): Found<string>[] {
  const bases: Found<string>[] = [];
  const until = body.findIndex(({ plain }) => /^(?:dieu 1|i\.|1\.|phan (?:thu|i)\b)/.test(plain));
  const lines = body.slice(0, until < 0 ? 40 : until);
  for (let at = 0; at < lines.length && bases.length < MOST_BASES; at++) {
    const line = lines[at]!;
    const isBasis = BASIS.test(line.plain);
    if (!isBasis && !CARRIED_OUT.test(line.plain)) continue;
    let text = line.text;
    while (lines[at + 1] && goesOn(text, lines[at + 1]!) && text.length < MOST_LETTERS)
      text = `${text} ${lines[++at]!.text}`;
    // Several may stand in one paragraph.
    for (const said of isBasis ? text.split(/;\s*(?=Căn cứ\s)/u) : [citedIn(text)]) {
      const value = firstSentence(said).replace(/[\s;.,]+$/, '');
      const confidence = isBasis ? 'sure' : 'likely';
      if (value && value.length < MOST_LETTERS) bases.push({ value, where: line.where, confidence });
    }
  }
  return bases;
}

const WHO =
  /, (?=(?:lãnh đạo |[Cc]hủ tịch |[Gg]iám đốc |Trưởng |Chánh )?(?:Sở|UBND|Ủy ban|Uỷ ban|HĐND|Văn phòng|Chi cục|Cục|Ban|Bộ|Đảng ủy|Huyện ủy|Tỉnh ủy|Trung tâm|Phòng|Trường|Chủ tịch|Giám đốc|Công an|lãnh đạo|yêu cầu|đề nghị|đồng thời))/u;

/** As far as the body that now acts: "Thực hiện Kế hoạch số … về …, Sở … ban hành". */
function citedIn(text: string): string {
  const sentence = text.split(/[;:]|\.\s/)[0]!;
  const cited = sentence.split(WHO)[0]!;
  return CITED.test(plainOf(cited)) ? cited : '';
}
