import { objectPlaces, type ObjectRole } from '../generated/object-places.ts';
import { objectKey } from './object-key.ts';
import type { ObjectPlace } from './object-place.ts';
import { RequestedKey } from './requested-key.ts';
import { entriesOf, fieldOf, textOf } from './untyped-fields.ts';

/** An object that a job wrote. */
export interface WrittenObject {
  /** Its name and the account's number, joined by `-`. */
  readonly bucket: string;
  readonly region: string;
  /** Complete, and without a slash before it. */
  readonly key: string;
  /** MD5 of the content, 32 hexadecimal digits; missing where the job doesn't tell. */
  readonly md5?: string;
  /** What it is among those of its job; missing where the job type writes but one kind of object, or isn't known. */
  readonly role?: ObjectRole;
}

/** What {@link outputObjects} looks at: a job of any type, with texts or {@link toNative | natively}. */
export interface JobWithObjects {
  readonly Tag?: string;
  readonly State?: string;
  readonly Operation: object;
  readonly Workflow?: object;
}

/**
 * Every object that a job wrote, in the order in which it tells of them; none for a job that failed or that writes nothing.
 *
 * Keys are complete: with the prefix that numbered files share, and without the slash that some bodies put before them. The few job
 * types that tell nowhere what they wrote are taken at their word when they succeeded: what they were asked to write is there.
 * A job of a type that isn't known is looked at for the files that most types tell of, `MediaResult.OutputFile`. An object
 * of which the job doesn't tell the bucket and the region is left out.
 *
 * @example
 * ```ts
 * for (const { key, md5, role } of outputObjects(job)) console.log(role ?? 'result', key, md5);
 * ```
 */
export function outputObjects(job: JobWithObjects): WrittenObject[] {
  return new ObjectFinder(job).find();
}

/** A place in a job of a known type, or the one that all jobs have. */
type Place = Omit<ObjectPlace<ObjectRole>, 'role'> & { readonly role?: ObjectRole };

interface Request {
  readonly requested: RequestedKey;
  readonly role: ObjectRole | undefined;
}

const outputFile: Place = { path: 'MediaResult/OutputFile', holds: 'files' };

class ObjectFinder {
  readonly #job: JobWithObjects;
  readonly #places: readonly Place[];
  readonly #requests: readonly Request[];

  constructor(job: JobWithObjects) {
    this.#job = job;
    const tag = textOf(job, 'Tag') ?? '';
    const places: readonly Place[] = Object.hasOwn(objectPlaces, tag) ? (objectPlaces[tag] ?? []) : [];
    this.#places = places.some(({ path }) => path === outputFile.path) ? places : [outputFile, ...places];
    this.#requests = this.#places
      .filter(({ holds }) => holds === 'request')
      .flatMap((place) => this.#requestsAt(place));
  }

  find(): WrittenObject[] {
    return this.#places.flatMap((place) => {
      switch (place.holds) {
        case 'files':
          return this.#valuesAt(place.path.split('/')).flatMap((files) => this.#files(files, place));
        case 'key':
          return this.#keys(place);
        case 'destination':
          return this.#destination(place);
        case 'request':
          return [];
      }
    });
  }

  #files(files: unknown, place: Place): WrittenObject[] {
    const prefix = textOf(files, 'ObjectPrefix') ?? '';
    const digests = digestsOf(files);
    return entriesOf(files, 'ObjectName').flatMap((name) => {
      if (typeof name !== 'string' || prefix.length + name.length > longestKey) return [];
      const key = objectKey(prefix + name);
      // Digests have complete keys. Not every type that has a prefix was seen with digests, so the name alone counts too.
      const md5 = digests.get(key) ?? digests.get(objectKey(name));
      return this.#located(files, key, place.role ?? this.#requestedRole(key), md5);
    });
  }

  #keys({ path, role }: Place): WrittenObject[] {
    const names = path.split('/');
    const last = names.pop() ?? '';
    return this.#valuesAt(names).flatMap((holder) => {
      const state = textOf(holder, 'State') ?? textOf(holder, 'Code') ?? this.#job.State ?? success;
      const key = textOf(holder, last);
      return key === undefined || state !== success ? [] : this.#located(holder, objectKey(key), role);
    });
  }

  #destination({ path, role }: Place): WrittenObject[] {
    if (this.#job.State !== success) return [];
    return this.#valuesAt(path.split('/')).flatMap((destination) => {
      const requested = this.#requested(fieldOf(destination, 'Object'));
      return requested?.isComplete === true ? this.#located(destination, requested.key, role) : [];
    });
  }

  #requestsAt({ path, role }: Place): readonly Request[] {
    return this.#valuesAt(path.split('/')).flatMap((text) => {
      const requested = this.#requested(text);
      return requested === undefined ? [] : [{ requested, role }];
    });
  }

  #requested(text: unknown): RequestedKey | undefined {
    return typeof text === 'string' ? new RequestedKey(text, textOf(this.#job.Workflow, 'RunId')) : undefined;
  }

  /** The role of the one request that a key fits; none when it fits several, and none of them to the character. */
  #requestedRole(key: string): ObjectRole | undefined {
    const exact = this.#requests.find(({ requested }) => requested.key === key);
    if (exact !== undefined) return exact.role;
    const [first, ...others] = this.#requests.filter(({ requested }) => requested.fits(key));
    return others.length === 0 ? first?.role : undefined;
  }

  #located(holder: unknown, key: string, role?: ObjectRole, md5?: string): WrittenObject[] {
    const output = fieldOf(this.#job.Operation, 'Output');
    const bucket = textOf(holder, 'Bucket') ?? textOf(output, 'Bucket');
    const region = textOf(holder, 'Region') ?? textOf(output, 'Region');
    if (bucket === undefined || region === undefined || key === '') return [];
    return [{ bucket, region, key, ...(md5 === undefined ? {} : { md5 }), ...(role === undefined ? {} : { role }) }];
  }

  #valuesAt(names: readonly string[]): readonly unknown[] {
    return names.reduce<readonly unknown[]>(
      (values, name) => values.flatMap((value) => entriesOf(value, name)),
      [this.#job.Operation],
    );
  }
}

const success = 'Success';

// COS has no keys as long as that. A prefix as long as a body, before each of many names, would not fit into memory.
const longestKey = 1024;

/** The digests of files by their keys. */
function digestsOf(files: unknown): ReadonlyMap<string, string> {
  return new Map(
    entriesOf(files, 'Md5Info').flatMap((entry) => {
      const [name, md5] = [textOf(entry, 'ObjectName'), textOf(entry, 'Md5')];
      return name === undefined || md5 === undefined ? [] : [[objectKey(name), md5] as const];
    }),
  );
}
