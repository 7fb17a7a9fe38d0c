import { isJob, isTaskFinish, type Callback, type Md5Info, type VoiceSeparateJob } from '@ci-callback/core';

/** A song that is to be split into voice and accompaniment. */
export interface Song {
  readonly title: string;
  /** The key of the recording in its bucket. */
  readonly source: string;
  readonly state: 'waiting' | 'separated' | 'failed';
  /** The files that the separation has written. */
  readonly files: readonly Md5Info[];
}

/** The songs of this server, in memory. A real one keeps them in a database. */
export class SongLibrary {
  readonly #songs = new Map<string, Song>();

  add(title: string, source: string): Song {
    const song: Song = { title, source, state: 'waiting', files: [] };
    this.#songs.set(source, song);
    return song;
  }

  list(): Song[] {
    return [...this.#songs.values()];
  }

  /** Takes what a callback tells about songs. The same callback may come twice, which changes nothing. */
  receive(callback: Callback): void {
    if (!isTaskFinish(callback)) return;
    for (const job of callback.JobsDetail) {
      if (isJob(job, 'VoiceSeparate')) this.#finish(job);
    }
  }

  #finish({ Input, Operation, State }: VoiceSeparateJob): void {
    const song = this.#songs.get(Input?.Object ?? '');
    if (song === undefined) return;
    // State alone tells how a job went; Code and Message may speak of success when it failed.
    if (State === 'Success') {
      const files = Operation.MediaResult?.OutputFile?.Md5Info ?? [];
      this.#songs.set(song.source, { ...song, state: 'separated', files });
    } else if (State === 'Failed' || State === 'Cancel') {
      this.#songs.set(song.source, { ...song, state: 'failed', files: [] });
    }
  }
}
