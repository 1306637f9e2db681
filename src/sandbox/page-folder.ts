import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Where the page's files are, whether this runs from the sources or compiled:
 * the compiler leaves them in `src`, so they are found from the package's root.
 */
export function pageFolder(): string {
  let folder = import.meta.dirname;
  for (;;) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'src', 'sandbox', 'page');
    const above = dirname(folder);
    if (above === folder) throw new Error(`no package.json above ${import.meta.dirname}`);
    folder = above;
  }
}
