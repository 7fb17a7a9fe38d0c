/** A song that is to be split into voice and accompaniment. */
export interface Song {
  readonly id: string;
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
    const song: Song = { id: String(this.#songs.size + 1), title, source, state: 'waiting', files: [] };
    this.#songs.set(song.id, song);
    return song;
  }

  list(): Song[] {
    return [...this.#songs.values()];
  }

  get(id: string): Song | undefined {
    return this.#songs.get(id);
  }

  findBySource(source: string): Song | undefined {
    return this.list().find((song) => song.source === source);
  }

  /** Doing it twice changes nothing, which helps where a job is handled again after a crash. */
  update(song: Song, outcome: Pick<Song, 'state' | 'files'>): void {
    this.#songs.set(song.id, { ...song, ...outcome });
  }
}
