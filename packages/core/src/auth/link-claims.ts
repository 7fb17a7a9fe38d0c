import type { EventName, JobTag } from '../generated/types/index.ts';

/** What a signed callback URL says of the job that it was made for. Every claim that is there must be met by the callback. */
export interface LinkClaims {
  /** Bucket of the job's input, such as `recordings-1250000000`. */
  readonly bucket?: string;
  /** Key of the job's input, without a leading slash. */
  readonly object?: string;
  /** The job's type, or the event's name for other events. One that this version doesn't know is compared all the same. */
  readonly name?: JobTag | Exclude<EventName, 'TaskFinish'> | (string & {});
  /** What the job was submitted with as `UserData`. */
  readonly userData?: string;
  /** What you want to know when the callback comes; not compared with anything. Anything that JSON can hold. It can be read by all who see the URL. */
  readonly data?: unknown;
}
