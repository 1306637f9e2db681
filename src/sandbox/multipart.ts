import { badRequest } from './bot-api-error.ts';
import { Parameters, type UploadedFile } from './parameters.ts';

const BLANK_LINE = Buffer.from('\r\n\r\n');

/** The parameters of a multipart/form-data body; fields stay text, parts with a file name become files. */
export function parseMultipart(body: Buffer, contentType: string): Parameters {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  if (!boundary) throw badRequest("can't parse multipart: no boundary");
  const delimiter = Buffer.from(`\r\n--${boundary[1] ?? boundary[2]}`);
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const values: Record<string, unknown> = {};
  const files = new Map<string, UploadedFile>();
  let start = whole.indexOf(delimiter);
  if (start < 0) throw badRequest("can't parse multipart: boundary not found");
  for (;;) {
    start += delimiter.length;
    if (whole.toString('latin1', start, start + 2) === '--') return new Parameters(values, files);
    const end = whole.indexOf(delimiter, start);
    const headEnd = whole.indexOf(BLANK_LINE, start);
    if (end < 0 || headEnd < 0 || headEnd > end) throw badRequest("can't parse multipart: unexpected end of body");
    readPart(whole.toString('utf8', start, headEnd), whole.subarray(headEnd + 4, end), values, files);
    start = end;
  }
}

function readPart(head: string, body: Buffer, values: Record<string, unknown>, files: Map<string, UploadedFile>) {
  const name = attribute(head, 'name');
  if (name === undefined) return;
  const fileName = attribute(head, 'filename');
  if (fileName === undefined) {
    values[name] = body.toString('utf8');
    return;
  }
  const mime = /^content-type:\s*([^\s;]+)/im.exec(head)?.[1] ?? 'application/octet-stream';
  files.set(name, { name: fileName, mime, bytes: Buffer.from(body) });
}

function attribute(head: string, name: string): string | undefined {
  const extended = new RegExp(`[;\\s]${name}\\*=UTF-8''([^;\\r\\n]+)`, 'i').exec(head)?.[1];
  if (extended) return decodeURIComponent(extended);
  const quoted = new RegExp(`[;\\s]${name}="((?:[^"\\\\\\r\\n]|\\\\.)*)"`, 'i').exec(head)?.[1];
  if (quoted !== undefined) return quoted.replace(/\\(["\\])/g, '$1').replaceAll('%22', '"');
  return new RegExp(`[;\\s]${name}=([^;\\s"]+)`, 'i').exec(head)?.[1];
}
