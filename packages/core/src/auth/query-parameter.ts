/**
 * The value of a parameter in the query of a request target, or undefined if it isn't there. One that is there more than once, and
 * one with a broken percent escape, is the empty text: two programs may disagree about what it says.
 *
 * A plus sign is a plus sign, as in any URL that is no form, so that tokens in base64 can be used.
 */
export function queryParameter(url: string, name: string): string | undefined {
  const query = url.indexOf('?');
  let found: string | undefined;
  for (let start = query + 1; start > 0;) {
    const next = url.indexOf('&', start);
    const pair = next < 0 ? url.slice(start) : url.slice(start, next);
    start = next + 1;
    const equals = pair.indexOf('=');
    const key = equals < 0 ? pair : pair.slice(0, equals);
    if (percentDecoded(key) !== name) continue;
    if (found !== undefined) return '';
    found = equals < 0 ? '' : (percentDecoded(pair.slice(equals + 1)) ?? '');
  }
  return found;
}

/** The last segment of the path that is not empty, or undefined if there is none; one with a broken escape is the empty text. */
export function lastSegment(url: string): string | undefined {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  let end = path.length;
  while (path[end - 1] === '/') end--;
  if (end === 0) return undefined;
  return percentDecoded(path.slice(path.lastIndexOf('/', end - 1) + 1, end)) ?? '';
}

function percentDecoded(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
