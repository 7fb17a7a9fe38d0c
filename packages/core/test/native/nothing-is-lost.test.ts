import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseCallback, toNative, type Callback } from '../../src/index.ts';
import { sample, validSamples } from '../samples.ts';

it.each(validSamples)('%s is the same natively', (path) => {
  const callback = parseCallback(sample(path));
  const { success, data } = toNative(callback);
  expect(differences(callback, data, '')).toEqual([]);
  // Samples of known types hold what the schema says; those of unknown ones may hold anything.
  if (!path.startsWith('unknown/')) expect(success).toBe(true);
});

it('finds what would be lost', () => {
  const differ = (text: unknown, native: unknown): number => differences({ a: text }, { a: native }, '').length;
  expect([
    differ('1.10', 1.1),
    differ('-', undefined),
    differ('2024-01-01T00:00:00+0100', new Date('2023-12-31T23:00:00Z')),
  ]).toEqual([0, 0, 0]);
  expect([
    differ('1.10', 1.11),
    differ('x', undefined),
    differ('2024-01-01T00:00:00+0100', new Date(0)),
    differ('1', '2'),
  ]).toEqual([1, 1, 1, 1]);
});

it('numbers of as many digits as a double keeps are equal in each of them', () => {
  const digits = fc.stringMatching(/^-?[0-9]{1,8}\.[0-9]{1,7}$/);
  fc.assert(
    fc.property(digits, (text) => {
      const native = formatOf({ Duration: text }).Duration;
      expect(typeof native).toBe('number');
      expect(decimal(String(native))).toEqual(decimal(text));
    }),
    { numRuns: 2000 },
  );
});

it('integers are equal in each digit, or stay text', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 56n), max: 2n ** 56n }), (integer) => {
      const native = formatOf({ Size: String(integer) }).Size;
      expect(String(native)).toBe(String(integer));
      expect(typeof native).toBe(Number.isSafeInteger(Number(integer)) ? 'number' : 'string');
    }),
    { numRuns: 2000 },
  );
});

it('moments are the same in every form and at every offset', () => {
  const time = fc.date({ min: new Date('0001-01-01'), max: new Date('9998-12-31'), noInvalidDate: true });
  const offset = fc.integer({ min: -1439, max: 1439 });
  fc.assert(
    fc.property(time, offset, fc.constantFrom('T', ' '), fc.constantFrom('', ':'), (moment, minutes, blank, colon) => {
      const whole = new Date(Math.floor(moment.getTime() / 1000) * 1000);
      const local = new Date(whole.getTime() + minutes * 60_000).toISOString();
      const absolute = Math.abs(minutes);
      const [hours, rest] = [Math.floor(absolute / 60), absolute % 60].map((part) => String(part).padStart(2, '0'));
      const text = `${local.slice(0, 10)}${blank}${local.slice(11, 19)}${minutes < 0 ? '-' : '+'}${hours}${colon}${rest}`;
      const callback = parseCallback({ JobsDetail: { JobId: 'j', CreationTime: text } });
      expect(differences(callback, toNative(callback).data, '')).toEqual([]);
      expect(toNative(callback).data).toMatchObject({ JobsDetail: [{ CreationTime: whole }] });
    }),
    { numRuns: 2000 },
  );
});

/** The facts about a file, natively, of a job that has them as texts. */
function formatOf(format: object): { readonly Duration?: unknown; readonly Size?: unknown } {
  const callback: Callback = parseCallback({
    JobsDetail: { JobId: 'j', Tag: 'Transcode', Operation: { MediaInfo: { Format: format } } },
  });
  const { data } = toNative(callback);
  const [job] = data.EventName === 'TaskFinish' ? data.JobsDetail : [];
  return job?.Tag === 'Transcode' ? (job.Operation.MediaInfo?.Format ?? {}) : {};
}

/** Where a native value does not say what the text says that it was made of. */
function differences(canonical: unknown, native: unknown, path: string): readonly string[] {
  if (typeof canonical === 'string') return isSame(canonical, native) ? [] : [path];
  if (typeof canonical !== 'object') return canonical === native ? [] : [path];
  if (typeof native !== 'object' || native === null || Array.isArray(canonical) !== Array.isArray(native))
    return [path];
  const [before, after] = [canonical, native] as Readonly<Record<string, unknown>>[];
  const added = Object.keys(after ?? {}).filter((name) => !Object.hasOwn(before ?? {}, name));
  const own = (name: string): unknown => (Object.hasOwn(after ?? {}, name) ? after?.[name] : undefined);
  return [
    ...added.map((name) => `${path}/${name}`),
    ...Object.entries(before ?? {}).flatMap(([name, field]) => differences(field, own(name), `${path}/${name}`)),
  ];
}

function isSame(text: string, native: unknown): boolean {
  if (typeof native === 'number') {
    const [one, other] = [decimal(text), decimal(String(native))];
    return one.digits === other.digits && one.exponent === other.exponent;
  }
  if (native instanceof Date)
    return Date.parse(text.replace(' ', 'T').replace(/(\d{2})(\d{2})$/, '$1:$2')) === native.getTime();
  return native === undefined ? text === '-' : native === text;
}

/** A number as its digits without zeros at the end, and the power of ten that they are multiplied with. */
function decimal(text: string): { readonly digits: bigint; readonly exponent: number } {
  const [, whole = '', fraction = '', power = '0'] = /^(-?\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text) ?? [];
  let [digits, exponent] = [BigInt(whole + fraction), Number(power) - fraction.length];
  if (digits === 0n) return { digits, exponent: 0 };
  for (; digits % 10n === 0n; exponent++) digits /= 10n;
  return { digits, exponent };
}
