import { filed, linesOf } from '../documents/text-lines.ts';
import { exportDeclared } from '../domain/declarations/evidence-export-actions.ts';
import { exportEvidence } from '../domain/directives/evidence-export-actions.ts';
import { readAnchor } from '../domain/evidence/seal.ts';
import { sealNext } from '../domain/evidence/seal-actions.ts';
import { readFingerprint } from '../domain/evidence/signing.ts';

import { type FromOutside, Verification } from '../domain/evidence/verification.ts';
import type { Office } from '../domain/stores.ts';
import type { T } from '../i18n.ts';
import { acknowledgedLine, verdictLines } from '../screens/evidence.ts';
import { evidenceKeysOf } from '../storage/evidence-key-file.ts';
import { acquireProcessLock } from '../storage/process-lock.ts';
import { inNewFile } from './new-file.ts';
import { type Answer, type Cli, type CommonOptions, readDirectiveId, type Shelf, WrongUsage } from './terminal.ts';

interface ExportOptions extends CommonOptions {
  out: string;
  declared?: string;
}

interface VerifyOptions extends CommonOptions {
  fingerprint?: string;
  anchor?: string;
  person?: string;
}

/** `export-evidence`: the record of a directive, or of what somebody declared, that stands by itself; `verify-evidence`: whether it does, without the database. */
export function addEvidenceCommands({ program, t, act }: Shelf): void {
  program
    .command('export-evidence')
    .description(t('evidence:export.about'))
    .argument('[directive]', t('cli:status.directive'))
    .option('--declared <staffNo>', t('evidence:export.declared'))
    .requiredOption('--out <file>', t('evidence:export.out'))
    .action((directive: string | undefined, options: ExportOptions) =>
      act(options, (cli) => exportTo(cli, directive, options)),
    );
  program
    .command('verify-evidence')
    .description(t('evidence:verify.about'))
    .argument('<file>', t('evidence:verify.file'))
    .option('--fingerprint <digits>', t('evidence:verify.fingerprint'))
    .option('--anchor <anchor>', t('evidence:verify.anchor'))
    .option('--person <staffNo>', t('evidence:verify.person'))
    .action((file: string, options: VerifyOptions) => act(options, (cli) => verify(cli, file, options)));
}

async function exportTo(cli: Cli, directive: string | undefined, { out, declared }: ExportOptions): Promise<Answer> {
  const { t } = cli;
  if ((directive === undefined) === (declared === undefined)) throw new WrongUsage(t('evidence:export.oneOf'));
  const directiveId = directive === undefined ? null : readDirectiveId(directive, t);
  const { office } = await cli.open();
  return await inNewFile(out, t, async (append, file) => {
    const hurry = () => sealHere(cli, office);
    const made =
      directiveId === null
        ? await exportDeclared(cli.actor, declared!, office, hurry)
        : await exportEvidence(cli.actor, directiveId, office, hurry);
    for await (const piece of filed(made.lines, { gzipped: out.endsWith('.gz') })) await append(piece);
    const { unsealed, anchor } = made;
    const lines = [t('evidence:export.written', { file, anchor: anchor.text })];
    const remarks = unsealed > 0 ? [t('evidence:export.unsealed', { count: unsealed })] : [];
    return { json: { file, anchor: anchor.text, unsealed }, lines, remarks };
  });
}

/** Where no bot runs, nobody else seals. */
async function sealHere({ config }: Cli, office: Office): Promise<void> {
  const lock = await acquireProcessLock(config.databaseUrl);
  if (!lock) return;
  const keys = evidenceKeysOf(config);
  try {
    while (await sealNext(keys, office));
  } finally {
    await lock.release();
  }
}

async function verify({ config, t }: Cli, file: string, options: VerifyOptions): Promise<Answer> {
  const verification = new Verification(outsideOf(options, t));
  for await (const line of linesOf(file)) verification.take(line);
  const verdict = verification.end();
  const voice = { t, zone: config.timeZone };
  const about = [...verification.acknowledged()].filter(({ person }) => person === `person:${options.person}`);
  const lines = [...verdictLines(verdict, voice), ...about.map((one) => acknowledgedLine(one, voice))];
  const json = options.person === undefined ? verdict : { ...verdict, acknowledged: about };
  return { json, lines, isRefused: !verdict.proven };
}

function outsideOf({ fingerprint, anchor }: VerifyOptions, t: T): FromOutside {
  const outside = {
    fingerprint: fingerprint === undefined ? null : readFingerprint(fingerprint),
    anchor: anchor === undefined ? null : readAnchor(anchor),
  };
  if (fingerprint !== undefined && !outside.fingerprint) {
    throw new WrongUsage(t('evidence:verify.fingerprintUnreadable', { value: fingerprint }));
  }
  if (anchor !== undefined && !outside.anchor) {
    throw new WrongUsage(t('evidence:verify.anchorUnreadable', { value: anchor }));
  }
  return outside;
}
