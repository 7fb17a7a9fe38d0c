import { cosUrl, outputObjects, type VoiceSeparateJob } from '@ci-callback/koa';

/** A song that is to be split into voice and accompaniment. */
export interface Song {
  readonly title: string;
  /** The key of the recording in its bucket. */
  readonly source: string;
  readonly state: 'waiting' | 'separated' | 'failed';
  /** The addresses of the files that the separation has written. */
  readonly files: readonly string[];
}

/** The songs of this server, in memory. A real one keeps them in a database, and its methods return promises. */
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

  /** Takes what came of a job. The same job may come again after a crash, which changes nothing. */
  finish(job: VoiceSeparateJob, state: 'separated' | 'failed'): void {
    const song = this.#songs.get(job.Input?.Object ?? '');
    if (song !== undefined) this.#songs.set(song.source, { ...song, state, files: outputObjects(job).map(cosUrl) });
  }
}
