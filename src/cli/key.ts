import { type KeyChanged, revokeKey, rotateKey } from '../domain/evidence/key-actions.ts';
import { viewChain, viewSealHead } from '../domain/evidence/seal-views.ts';
import { sayFingerprint } from '../domain/evidence/signing.ts';
import type { T } from '../i18n.ts';
import { sayInstant } from '../screens/dates.ts';
import { evidenceKeysOf, isOpenToOthers } from '../storage/evidence-key-file.ts';
import { type Answer, type Cli, type CommonOptions, Refusal, type Shelf, WrongUsage } from './terminal.ts';

interface RevokeOptions extends CommonOptions {
  from?: string;
}

/** `key`: the key that signs the record of evidence; `seal-head`: where its chain stands. */
export function addKeyCommands({ program, t, act }: Shelf): void {
  const shelf = program.command('key').description(t('evidence:key.about'));
  shelf
    .command('show', { isDefault: true })
    .description(t('evidence:key.show.about'))
    .action((options) => act(options, show));
  shelf
    .command('new')
    .description(t('evidence:key.new.about'))
    .action((options) => act(options, makeKey));
  shelf
    .command('rotate')
    .description(t('evidence:key.rotate.about'))
    .action((options) => act(options, rotate));
  shelf
    .command('revoke')
    .description(t('evidence:key.revoke.about'))
    .option('--from <seal>', t('evidence:key.revoke.from'))
    .action((options: RevokeOptions) => act(options, (cli) => revoke(cli, options)));
  program
    .command('seal-head')
    .description(t('evidence:head.about'))
    .action((options) => act(options, head));
}

async function show({ open, config, t }: Cli): Promise<Answer> {
  const { office } = await open();
  const { key, head, unsealed } = await viewChain(office);
  const keys = evidenceKeysOf(config);
  const { file } = keys;
  const present = keys.peek();
  const fingerprint = key ?? present?.fingerprint ?? null;
  const isHere = present !== null && present.fingerprint === fingerprint;
  const lines = [
    fingerprint
      ? t('evidence:key.show.fingerprint', { fingerprint: sayFingerprint(fingerprint) })
      : t('evidence:key.show.none'),
    t('evidence:key.show.file', { file }),
    ...headLines(head, office.zone, t),
    ...(unsealed > 0 ? [t('evidence:head.unsealed', { count: unsealed })] : []),
  ];
  const remarks = [
    ...(fingerprint && !isHere ? [t('evidence:key.show.notHere')] : []),
    ...(isOpenToOthers(file) ? [t('evidence:key.show.open', { file })] : []),
  ];
  return { json: { fingerprint, file, isHere, anchor: head?.text ?? null, unsealed }, lines, remarks };
}

/** Before the chain has begun: the key that it will begin with, on whatever medium it is to be. */
async function makeKey({ open, config, t }: Cli): Promise<Answer> {
  const { office } = await open();
  const { key } = await viewChain(office);
  if (key !== null) throw new Refusal('keyInUse', t('evidence:key.new.inUse', { fingerprint: sayFingerprint(key) }));
  const keys = evidenceKeysOf(config);
  const { fingerprint } = keys.get(null);
  const lines = [t('evidence:key.show.fingerprint', { fingerprint: sayFingerprint(fingerprint) })];
  return {
    json: { fingerprint, file: keys.file },
    lines: [...lines, t('evidence:key.show.file', { file: keys.file })],
  };
}

async function rotate({ open, config, actor, t }: Cli): Promise<Answer> {
  const { office } = await open();
  return changed(await rotateKey(actor, evidenceKeysOf(config), office), t('evidence:key.rotate.done'), t);
}

async function revoke({ open, config, actor, t }: Cli, { from }: RevokeOptions): Promise<Answer> {
  if (from !== undefined && !/^\d{1,15}$/.test(from)) {
    throw new WrongUsage(t('evidence:key.revoke.fromUnreadable', { value: from }));
  }
  const { office } = await open();
  const since = from === undefined ? null : Number(from);
  return changed(
    await revokeKey(actor, { from: since }, evidenceKeysOf(config), office),
    t('evidence:key.revoke.done'),
    t,
  );
}

function changed({ from, to, seal }: KeyChanged, done: string, t: T): Answer {
  const fingerprint = sayFingerprint(to);
  const lines = [done, t('evidence:key.show.fingerprint', { fingerprint }), t('evidence:key.post')];
  return { json: { from, to, seal }, lines };
}

async function head({ open, t }: Cli): Promise<Answer> {
  const { office } = await open();
  const head = await viewSealHead(office);
  const unsealed = await office.read.seals.countUnsealed();
  const waits = unsealed > 0 ? [t('evidence:head.unsealed', { count: unsealed })] : [];
  const { text = null, epoch = null, number = null, hash = null, at = null } = head ?? {};
  const json = { anchor: text, epoch, number, hash, at: at?.toISOString() ?? null, unsealed };
  return { json, lines: [...headLines(head, office.zone, t), ...waits] };
}

type Head = Awaited<ReturnType<typeof viewSealHead>>;

const headLines = (head: Head, zone: string, t: T): string[] =>
  head
    ? [t('evidence:head.anchor', { anchor: head.text, when: sayInstant(head.at, zone, t) })]
    : [t('evidence:head.none')];
