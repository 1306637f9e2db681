import { BYTE_ORDER_MARK, csvLine, delimiterFor } from '../documents/csv-line.ts';
import { readTextSections } from '../documents/document-text.ts';
import { listProposedTasks } from '../domain/tasks/propose-actions.ts';
import type { TaskProposal } from '../domain/tasks/task-proposals.ts';
import { taskColumns, writeTaskRow } from '../domain/tasks/task-rows.ts';
import { inNewFile } from './new-file.ts';
import { type Answer, type Cli, readDirectiveId } from './terminal.ts';

/** Writes the tasks that the directive's own text seems to give, as a file to be corrected and then given with `--file`. */
export async function propose({ t, actor, open }: Cli, id: string, out: string): Promise<Answer> {
  const directiveId = readDirectiveId(id, t);
  const { office } = await open();
  const { proposed } = await listProposedTasks(actor, directiveId, readTextSections, office);
  const proposals = proposed.map(({ proposal }) => proposal);
  const codes = new Map((await office.read.units.listAll()).map((unit) => [unit.id, unit.code]));
  const delimiter = delimiterFor(t.locale);
  const counts = countsOf(proposals);
  return await inNewFile(out, t, async (append, file) => {
    const rows = [taskColumns, ...proposals.map((proposal) => writeTaskRow(proposal, (unit) => codes.get(unit) ?? ''))];
    await append(`${BYTE_ORDER_MARK}${rows.map((row) => csvLine(row, delimiter)).join('')}`);
    return {
      json: { directive: directiveId, file, ...counts },
      lines: [
        t('cli:tasks.proposed', { file, count: counts.proposed, units: counts.units }),
        ...(counts.withoutDay > 0 ? [t('cli:tasks.withoutDay', { count: counts.withoutDay })] : []),
        ...(counts.proposed > 0 ? [t('cli:tasks.toBeGiven', { id, file })] : []),
      ],
    };
  });
}

const countsOf = (proposals: TaskProposal[]) => ({
  proposed: proposals.length,
  units: new Set(proposals.map(({ lead }) => lead.id)).size,
  withoutDay: proposals.filter(({ dueOn, isStanding }) => dueOn === null && !isStanding).length,
});
