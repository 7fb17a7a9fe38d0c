import type { WrittenObject } from './output-objects.ts';

/**
 * The address of an object, under the domain that its bucket has by default. Whether it can be read there without a signature
 * is up to the bucket.
 *
 * The address never leads out of `myqcloud.com`, whatever a body says of bucket and region: what can't be part of a host name
 * stays percent-encoded, and such an address can't be requested.
 *
 * @example
 * ```ts
 * for (const object of outputObjects(job)) console.log(cosUrl(object)); // https://stems-1250000000.cos.ap-guangzhou.myqcloud.com/…
 * ```
 */
export function cosUrl({ bucket, region, key }: Pick<WrittenObject, 'bucket' | 'region' | 'key'>): string {
  const path = key.split('/').map(encodeSegment).join('/');
  return `https://${encodeSegment(bucket)}.cos.${encodeSegment(region)}.myqcloud.com/${path}`;
}

function encodeSegment(text: string): string {
  // A lone surrogate has no UTF-8 form, so it is replaced as encoders do.
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD'));
}
