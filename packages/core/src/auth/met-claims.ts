import type { Callback } from '../generated/types/index.ts';
import { objectKey } from '../objects/object-key.ts';
import { textAt } from './callback-text.ts';
import type { LinkClaims } from './link-claims.ts';

/** What a body says of the things that can be claimed, all that it says of each. */
interface Told {
  readonly bucket: readonly (string | undefined)[];
  readonly object: readonly (string | undefined)[];
  readonly name: readonly (string | undefined)[];
  readonly userData: readonly (string | undefined)[];
}

/**
 * Whether a callback is about what the claims say: each of its jobs, if it has several. A claim of which the callback says nothing is
 * not met, nor one of which it says two things.
 */
export function meetsClaims(callback: Callback, claims: LinkClaims): boolean {
  const told = toldBy(callback);
  return (
    told.length > 0 &&
    told.every(
      ({ bucket, object, name, userData }) =>
        isMet(claims.bucket, bucket) &&
        isMet(claims.object === undefined ? undefined : objectKey(claims.object), object.map(keyOf)) &&
        isMet(claims.name, name) &&
        isMet(claims.userData, userData),
    )
  );
}

function isMet(claim: string | undefined, told: readonly (string | undefined)[]): boolean {
  if (claim === undefined) return true;
  const values = told.filter((value) => value !== undefined);
  return values.length > 0 && values.every((value) => value === claim);
}

function keyOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : objectKey(text);
}

function toldBy(callback: Callback): readonly Told[] {
  const { EventName: name } = callback;
  if (name === 'TaskFinish') {
    const { JobsDetail: jobs } = callback as { readonly JobsDetail?: unknown };
    return Array.isArray(jobs) ? jobs.map(toldByJob) : [];
  }
  const place = name === 'WorkflowFinish' ? 'WorkflowExecution' : 'JobsDetail';
  return [
    {
      bucket: [textAt(callback, place, 'BucketId')],
      object: [textAt(callback, place, 'Object')],
      name: [name],
      userData: [textAt(callback, place, 'UserData')],
    },
  ];
}

function toldByJob(job: unknown): Told {
  return {
    bucket: [textAt(job, 'Input', 'BucketId'), textAt(job, 'Input', 'Bucket')],
    object: [textAt(job, 'Input', 'Object')],
    name: [textAt(job, 'Tag')],
    userData: [textAt(job, 'Operation', 'UserData')],
  };
}
