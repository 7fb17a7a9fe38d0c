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
 * The claim that a callback does not meet, if there is one: each of its jobs must, if it has several. A claim of which the callback says
 * nothing is not met, nor one of which it says two things, nor any by a callback without a job.
 */
export function unmetClaim(callback: Callback, claims: LinkClaims): string | undefined {
  const told = toldBy(callback);
  if (told.length === 0) return 'that it has a job';
  for (const { bucket, object, name, userData } of told) {
    if (!isMet(claims.bucket, bucket)) return 'bucket';
    if (!isMet(keyOf(claims.object), object.map(keyOf))) return 'object';
    if (!isMet(claims.name, name)) return 'name';
    if (!isMet(claims.userData, userData)) return 'userData';
  }
  return undefined;
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
