import { signCallbackUrl } from '@ci-callback/express';
import type { Song } from './songs.ts';

/** What is asked of Cloud Infinite for a song. */
export interface JobRequest {
  readonly type: 'VoiceSeparate';
  readonly bucket: string;
  readonly object: string;
  /** Goes into the job's `CallBack`. Whoever knows it can send this job's callback, so it is a secret. */
  readonly callbackUrl: string;
}

export interface SubmitOptions {
  /** Where this server's callbacks go, seen from outside, without a token. */
  readonly callbackUrl: string;
  readonly linkSecret: string;
  readonly bucket: string;
  /** Hands the request to Cloud Infinite: a call of its API, which is not shown here. */
  readonly send: (request: JobRequest) => Promise<void> | void;
}

const day = 24 * 3_600_000;

/** Makes the function that submits the separation of a song, with a callback URL that is good for this job alone. */
export function jobSubmitter({ callbackUrl, linkSecret, bucket, send }: SubmitOptions): (song: Song) => Promise<void> {
  return async ({ id, source }) => {
    const url = await signCallbackUrl(callbackUrl, {
      secret: linkSecret,
      expires: new Date(Date.now() + day),
      // A callback to this URL is let in only if it is about this recording; `data` comes back to the handler.
      claims: { bucket, object: source, name: 'VoiceSeparate', data: { song: id } },
    });
    await send({ type: 'VoiceSeparate', bucket, object: source, callbackUrl: url });
  };
}
