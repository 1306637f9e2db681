import { entryOf } from '../evidence/evidence.ts';
import type { Office } from '../stores.ts';
import type { UnhashedFile } from './archive-store.ts';

/** `directive.hashFile`: what a file that was issued with a directive consists of. Saying it again changes nothing. */
export async function recordFileHash(file: UnhashedFile, sha256: string, office: Office): Promise<void> {
  const at = office.clock.now();
  const stream = `directive:${file.directiveId}`;
  await office.inTransaction(async ({ archive, evidence }) => {
    if (!(await archive.saveFileHash(file.attachmentId, sha256))) return;
    const details = { fileName: file.fileName, sha256 };
    const fact = {
      stream,
      action: 'directive.hashFile',
      at,
      way: 'clock' as const,
      actor: 'office:bot',
      subject: stream,
    };
    await evidence.append(entryOf({ ...fact, details }));
  });
}
