/** What is written on a receipt beside its status; no figure of the tally changes by it. */
export interface ReceiptSteps {
  /** One wrong answer more; false when there were not so many (`before`) any more. */
  countTry(id: number, before: number): Promise<boolean>;
  /** A page (from 0) was opened; false when it was before. */
  markPageSeen(id: number, page: number): Promise<boolean>;
  /** A head's second step; false when it was taken before. */
  markImplemented(id: number, at: Date): Promise<boolean>;
  /** A head passes it on; false when they did before. */
  markPassedOn(id: number, at: Date): Promise<boolean>;
  /** The directive that it became for the head's people. */
  savePassedOn(id: number, directiveId: number): Promise<void>;
}
