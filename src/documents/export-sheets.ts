import type { ExportKind, ExportRows } from '../domain/compliance/export.ts';
import type { T } from '../i18n.ts';
import type { Columns, ExportSaying } from './export-columns.ts';
import { figures, missing, people } from './export-directive-columns.ts';
import { health, tasks, trips, undeclared } from './export-work-columns.ts';

const COLUMNS: { [Kind in ExportKind]: Columns<ExportRows[Kind]> } = {
  people,
  missing,
  figures,
  tasks,
  trips,
  health,
  undeclared,
};

/** The columns of a table, in the words of whoever asked for it. */
export const columnsOf = <Kind extends ExportKind>(kind: Kind, saying: ExportSaying, hasPhones: boolean) =>
  COLUMNS[kind]({ ...saying, t: sayingOnce(saying.t) }, hasPhones);

/** A word without parameters is looked up once, not 100,000 times: that took four of six seconds. */
function sayingOnce(t: T): T {
  const said = new Map<string, string>();
  const say: typeof t = Object.assign(
    (...[key, params]: Parameters<T>) => {
      if (params) return t(key, params);
      const before = said.get(key);
      if (before !== undefined) return before;
      const words = t(key);
      said.set(key, words);
      return words;
    },
    { locale: t.locale },
  );
  return say;
}
