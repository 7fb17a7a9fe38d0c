/** Whether a request asks no more than whether the URL is there. */
export function isUrlCheck(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/**
 * Whether a body is the test that content moderation sends when a callback URL is saved, and reviews nothing: its message says so, and
 * there is no result.
 */
export function isProbe(callback: object): boolean {
  const {
    message,
    data,
    JobsDetail: jobs,
  } = callback as {
    readonly message?: unknown;
    readonly data?: { readonly result?: unknown } | null;
    readonly JobsDetail?: unknown;
  };
  if (typeof message !== 'string' || jobs !== undefined || data?.result !== undefined) return false;
  return /^.{0,40}\btest request\b.{0,40}\bcallback (?:url|address)\b/i.test(message);
}
