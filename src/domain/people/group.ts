/** Some of the office's people who stand together across its units: a response team (tổ phản ứng nhanh), a party cell (chi bộ). */
export interface Group {
  id: number;
  code: string;
  name: string;
}

/** A group as the roster has it. */
export interface RosterGroup extends Group {
  staffNos: string[];
}
