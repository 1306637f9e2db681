import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkTimeStamp, readTimeStamp, timeStampRequest } from '../../../src/domain/evidence/time-stamp.ts';
import { DerBroken, der, derInteger, readDer, TAG } from '../../../src/lib/der.ts';
import { sha256 } from '../../../src/lib/ids.ts';
import { hasOpenssl, startTimeStampService, type TimeStampService } from '../../support/time-stamp-service.ts';

describe('DER', () => {
  test('is written with the shortest length, and numbers without needless noughts', () => {
    expect(der(TAG.octets, Buffer.alloc(127)).subarray(0, 2)).toEqual(Buffer.from('047f', 'hex'));
    expect(der(TAG.octets, Buffer.alloc(128)).subarray(0, 3)).toEqual(Buffer.from('048180', 'hex'));
    expect(der(TAG.octets, Buffer.alloc(300)).subarray(0, 4)).toEqual(Buffer.from('0482012c', 'hex'));
    expect(derInteger(Buffer.from('000080', 'hex'))).toEqual(Buffer.from('02020080', 'hex'));
    expect(derInteger(Buffer.from('0000', 'hex'))).toEqual(Buffer.from('020100', 'hex'));
  });

  test('that is cut off, has no end or is longer than it says is refused', () => {
    for (const bytes of ['30', '3005', '300201', '3080020101', '30840000000102', '1f8101', '308201'])
      expect(() => readDer(Buffer.from(bytes, 'hex')), bytes).toThrow(DerBroken);
    expect(readDer(Buffer.from('020101040100', 'hex')).map(({ tag }) => tag)).toEqual([TAG.integer, TAG.octets]);
  });
});

describe.skipIf(!hasOpenssl)('the answer of a time-stamp service (needs openssl)', () => {
  let service: TimeStampService;
  const asked = { hash: sha256('a seal'), nonce: Buffer.from('80ffeeddccbbaa99', 'hex') };
  let response: Buffer;
  beforeAll(async () => {
    service = await startTimeStampService();
    response = service.stamp(timeStampRequest(asked.hash, asked.nonce));
  });
  afterAll(() => service.close());

  test('is understood by openssl as it was asked, and read', () => {
    const { at, hash } = checkTimeStamp(response, asked);
    expect(hash).toBe(asked.hash);
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000);
    expect(readTimeStamp(response).hash).toBe(asked.hash);
  });

  test('to another question is none', () => {
    const code = (about: Partial<typeof asked>) => {
      try {
        return checkTimeStamp(response, { ...asked, ...about });
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code({ hash: sha256('another') })).toBe('otherHash');
    expect(code({ nonce: Buffer.from('80ffeeddccbbaa98', 'hex') })).toBe('otherRequest');
  });

  test('that is a refusal, or no answer at all, is said to be that', () => {
    const refused = service.stamp(Buffer.from('3003020101', 'hex'));
    expect(() => readTimeStamp(refused)).toThrow('refused');
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('hello'),
      response.subarray(0, -1),
      Buffer.from('3005300302010', 'hex'),
    ])
      expect(() => readTimeStamp(bytes)).toThrow('unreadable');
    // Granted, and nothing with it.
    expect(() => readTimeStamp(Buffer.from('30053003020100', 'hex'))).toThrow('unreadable');
  });

  test('in which any byte is another is read the same, or refused, and never breaks anything', () => {
    for (let at = 0; at < response.length; at += 1) {
      const changed = Buffer.from(response);
      changed[at]! ^= 0xff;
      try {
        expect(readTimeStamp(changed).at).toBeInstanceOf(Date);
      } catch (error) {
        expect((error as Error).name, `byte ${at}`).toBe('TimeStampRefused');
      }
    }
  });
});
