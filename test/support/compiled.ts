import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

/** Compiles a file of this repository and all that it imports, for a process of its own; gives the path to run and a way to clean up. */
export async function compiled(file: string): Promise<{ path: string; remove(): void }> {
  // Inside node_modules, so that packages are found from there.
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'compiled-'));
  const project = join(folder, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    outDir: './out',
    rootDir: root,
    typeRoots: [join(root, 'node_modules/@types')],
  };
  const files = [join(root, file)];
  writeFileSync(project, JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] }));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(root, 'locales'), join(folder, 'locales'));
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  await promisify(execFile)(process.execPath, [join(typescript, 'bin/tsc'), '-p', project]);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { path: join(folder, 'out', file.replace(/\.ts$/, '.js')), remove };
}
