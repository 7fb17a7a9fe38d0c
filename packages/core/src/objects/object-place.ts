/** Where a job tells of objects that it wrote. */
export interface ObjectPlace<Role extends string> {
  /** The names that lead there from the job's `Operation`, joined by slashes. They lead through the entries of lists. */
  readonly path: string;
  /**
   * - `files`: an `OutputFile`, which lists what was written.
   * - `key`: the key of an object that was written.
   * - `destination`: where the one object was asked to be written, for jobs that tell of it nowhere else.
   * - `request`: a key that was asked for, which tells what the file of that key is.
   */
  readonly holds: 'files' | 'key' | 'destination' | 'request';
  /** What the objects are. */
  readonly role: Role;
}
