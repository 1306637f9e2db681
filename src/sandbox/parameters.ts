import { badRequest } from './bot-api-error.ts';

/** A file that came with a request, in a part of its own. */
export interface UploadedFile {
  name: string;
  mime: string;
  bytes: Buffer;
}

/**
 * The parameters of one request, read with the types that the Bot API documents.
 * Numbers, booleans and objects may come as text, as they must in queries and forms.
 */
export class Parameters {
  readonly values: Record<string, unknown>;
  readonly files: Map<string, UploadedFile>;

  constructor(values: Record<string, unknown>, files: Map<string, UploadedFile> = new Map()) {
    this.values = values;
    this.files = files;
  }

  has(name: string): boolean {
    const value = this.values[name];
    return value !== undefined && value !== null && value !== '';
  }

  string(name: string): string | undefined {
    const value = this.values[name] ?? undefined;
    if (value !== undefined && typeof value !== 'string') throw badRequest(`parameter "${name}" must be a String`);
    return value;
  }

  integer(name: string): number | undefined {
    if (!this.has(name)) return undefined;
    const value = this.values[name];
    const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
    if (!Number.isSafeInteger(number)) throw badRequest(`parameter "${name}" must be an Integer`);
    return number as number;
  }

  float(name: string): number | undefined {
    if (!this.has(name)) return undefined;
    const number = Number(this.values[name]);
    if (typeof this.values[name] === 'boolean' || !Number.isFinite(number))
      throw badRequest(`parameter "${name}" must be a Float`);
    return number;
  }

  boolean(name: string): boolean {
    const value = this.values[name] ?? false;
    if (typeof value === 'boolean') return value;
    const word = String(value).toLowerCase();
    if (word === 'true' || word === '1' || word === 'yes') return true;
    if (word === 'false' || word === '0' || word === 'no' || word === '') return false;
    throw badRequest(`parameter "${name}" must be a Boolean`);
  }

  object(name: string): Record<string, unknown> | undefined {
    const value = this.#json(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw badRequest(`can't parse ${name}: object expected`);
    return value as Record<string, unknown>;
  }

  array(name: string): unknown[] | undefined {
    const value = this.#json(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw badRequest(`can't parse ${name}: array expected`);
    return value;
  }

  #json(name: string): unknown {
    if (!this.has(name)) return undefined;
    const value = this.values[name];
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(`can't parse ${name} JSON object`);
    }
  }
}
