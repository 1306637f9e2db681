import { exportDeclared } from '../../src/domain/declarations/evidence-export-actions.ts';
import { exportEvidence } from '../../src/domain/directives/evidence-export-actions.ts';
import { type Anchor, readAnchor } from '../../src/domain/evidence/seal.ts';
import { viewSealHead } from '../../src/domain/evidence/seal-views.ts';
import type { Verdict } from '../../src/domain/evidence/verdict.ts';
import { Verification } from '../../src/domain/evidence/verification.ts';
import { EvidenceKeyFile } from '../../src/storage/evidence-key-file.ts';
import { EVIDENCE_KEY_FILE } from './evidence-key.ts';
import { HAND } from './issuing.ts';
import type { TestOffice } from './office.ts';

/** The fingerprint that the office of the tests has posted. */
export const POSTED = new EvidenceKeyFile(EVIDENCE_KEY_FILE).peek()!.fingerprint;

/** What the record tells of somebody's declarations, line by line. */
export async function declaredPackageOf(office: TestOffice, staffNo: string): Promise<string[]> {
  const lines: string[] = [];
  const made = await exportDeclared(HAND, staffNo, office.app.office, () => office.seal());
  for await (const line of made.lines) lines.push(line);
  return lines;
}

/** The record of a directive, line by line. */
export async function packageOf(office: TestOffice, directiveId: number): Promise<string[]> {
  const lines: string[] = [];
  const made = await exportEvidence(HAND, directiveId, office.app.office, () => office.seal());
  for await (const line of made.lines) lines.push(line);
  return lines;
}

export function verify(
  lines: readonly (string | null)[],
  { fingerprint = POSTED as string | null, anchor = null as string | null } = {},
): Verdict {
  const verification = new Verification({ fingerprint, anchor: anchor === null ? null : readAnchor(anchor) });
  for (const line of lines) verification.take(line);
  return verification.end();
}

/** The newest anchor as it is printed. */
export async function postedAnchor(office: TestOffice): Promise<Anchor & { text: string }> {
  return (await viewSealHead(office.app.office))!;
}
