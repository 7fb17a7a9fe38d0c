/**
 * Path and query of a request's target, which may be a whole URL (RFC 9112, 3.2.2). A fragment is none of the server's business, and
 * Node lets it pass. What can't be understood is the root.
 */
export function pathAndQuery(target: string): string {
  if (target.startsWith('/') && !target.includes('#')) return target;
  if (!URL.canParse(target, 'http://localhost')) return '/';
  const { pathname, search } = new URL(target, 'http://localhost');
  return pathname + search;
}
