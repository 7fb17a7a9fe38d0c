import { expect, it } from 'vitest';
import { unmetClaim } from '../../src/auth/met-claims.ts';
import type { Callback, LinkClaims } from '../../src/index.ts';

const right = { bucket: 'b-1', object: 'in/o.mp3', name: 'Tts', userData: 'u' };
const job = {
  JobId: 'j1',
  Tag: right.name,
  Input: { BucketId: right.bucket, Object: right.object },
  Operation: { UserData: right.userData },
};
const callback = { EventName: 'TaskFinish', JobsDetail: [job, job] } as unknown as Callback;

it.each<[string, LinkClaims, string | undefined]>([
  ['nothing', right, undefined],
  ['nothing', {}, undefined],
  ['the bucket', { ...right, bucket: 'b-2' }, 'bucket'],
  ['the object', { ...right, object: 'in/p.mp3' }, 'object'],
  ['the name', { ...right, name: 'Transcode' }, 'name'],
  ['the data', { ...right, userData: 'v' }, 'userData'],
])('names %s as what is not met', (_name, claims, unmet) => {
  expect(unmetClaim(callback, claims)).toBe(unmet);
});

it('finds nothing met by a callback without a job', () => {
  expect(unmetClaim({ EventName: 'TaskFinish', JobsDetail: [] } as unknown as Callback, {})).toBe('that it has a job');
});
