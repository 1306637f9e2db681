import { createHash, randomBytes } from 'node:crypto';

/** An unguessable code of that many random bytes in letters that stand in a URL as they are: `[A-Za-z0-9_-]`. */
export const randomCode = (bytes: number): string => randomBytes(bytes).toString('base64url');

/** SHA-256 in lower-case hex; text is taken as UTF-8. */
export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
