import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

const CONFIG = `
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[stamper]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = it
[it]
dir = .
serial = ./serial
signer_cert = ./stamper.pem
certs = ./ca.pem
signer_key = ./stamper.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = no
ess_cert_id_chain = no
`;

/** A time-stamp service on this machine, with an authority of its own, that makes real tokens. */
export async function startTimeStampService() {
  const folder = mkdtempSync(join(tmpdir(), 'bao-nhan-time-'));
  const openssl = (...argv: string[]) => execFileSync('openssl', argv, { cwd: folder, stdio: 'pipe' });
  writeFileSync(join(folder, 'tsa.cnf'), CONFIG);
  writeFileSync(join(folder, 'serial'), '01\n');
  const key = ['-newkey', 'rsa:2048', '-nodes', '-config', 'tsa.cnf'];
  const ca = ['-subj', '/CN=The authority', '-extensions', 'ca', '-keyout', 'ca.key', '-out', 'ca.pem'];
  openssl('req', '-x509', ...key, ...ca, '-days', '7300');
  openssl('req', '-new', ...key, '-subj', '/CN=The stamper', '-keyout', 'stamper.key', '-out', 'stamper.csr');
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '7300', '-out', 'stamper.pem'];
  openssl('x509', '-req', '-in', 'stamper.csr', ...signed, '-extfile', 'tsa.cnf', '-extensions', 'stamper');

  const service = {
    url: '',
    /** The certificate that tokens are checked with. */
    authority: readFileSync(join(folder, 'ca.pem'), 'utf8'),
    requests: [] as Buffer[],
    /** What is done instead of answering as it should. */
    answer: null as ((response: ServerResponse) => void) | null,
    /** A response over this request, as the service gives it. */
    stamp(request: Buffer): Buffer {
      writeFileSync(join(folder, 'request.tsq'), request);
      openssl('ts', '-reply', '-config', 'tsa.cnf', '-section', 'it', '-queryfile', 'request.tsq', '-out', 'reply.tsr');
      return readFileSync(join(folder, 'reply.tsr'));
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    service.requests.push(body);
    if (service.answer) return service.answer(response);
    response.setHeader('content-type', 'application/timestamp-reply');
    response.end(service.stamp(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`;
  return service;
}

export type TimeStampService = Awaited<ReturnType<typeof startTimeStampService>>;
