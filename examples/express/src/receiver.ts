import {
  any,
  cosUrl,
  createReceiver,
  outputObjects,
  signedUrl,
  urlToken,
  type LinkClaims,
  type Logger,
  type Receiver,
  type VoiceSeparateJob,
} from '@ci-callback/express';
import type { Failures } from './failures.ts';
import type { Song, SongLibrary } from './songs.ts';

export interface SongReceiverOptions {
  readonly songs: SongLibrary;
  readonly failures: Failures;
  /** The secret in the URL that is registered for workflows: `?token=…`, 16 characters or more. */
  readonly callbackToken: string;
  /** What the URLs of single jobs are signed with, 32 characters or more. */
  readonly linkSecret: string;
  /** The console for warnings and errors if left out. */
  readonly logger?: Logger;
}

/** Makes the receiver that tells the song library how the separation went. */
export function createSongReceiver(options: SongReceiverOptions): Receiver {
  const { songs, failures, callbackToken, linkSecret, logger } = options;
  // One of both will do: jobs that this server submits have a link of their own, workflows the URL with the token.
  const auth = any(urlToken(callbackToken), signedUrl({ secrets: linkSecret }));
  const conclude = (song: Song | undefined, outcome: Pick<Song, 'state' | 'files'>): void => {
    if (song !== undefined) songs.update(song, outcome);
  };
  return createReceiver({ auth, logger })
    .on('VoiceSeparate', {
      success: (job, { claims }) =>
        conclude(songOf(songs, job, claims), { state: 'separated', files: outputObjects(job).map(cosUrl) }),
      failed: (job, { claims }) => conclude(songOf(songs, job, claims), { state: 'failed', files: [] }),
      other: (job, { claims }) => {
        // The other states are stages on the way, for which a song goes on waiting.
        if (job.State === 'Cancel') conclude(songOf(songs, job, claims), { state: 'failed', files: [] });
      },
    })
    .onUnknown((_value, context) => context.logger.info({}, 'Of no use here.'))
    .onError((error, { delivery, rawBody = '' }) => failures.keep({ delivery, error, body: rawBody }));
}

/** The song that a job's link was made for. Workflows start without this server, so there the recording tells. */
function songOf(songs: SongLibrary, job: VoiceSeparateJob, claims: LinkClaims | undefined): Song | undefined {
  const { song } = (claims?.data ?? {}) as { readonly song?: string };
  return song === undefined ? songs.findBySource(job.Input?.Object ?? '') : songs.get(song);
}
