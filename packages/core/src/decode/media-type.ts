/** The format that a Content-Type header (RFC 9110, 8.3) names: `xml` also for `text/xml` and `…+xml`, `json` likewise. */
export function readFormat(header: string | undefined): 'xml' | 'json' | undefined {
  const [type = ''] = (header ?? '').split(';');
  const subtype = type.trim().toLowerCase().split('/')[1] ?? '';
  if (subtype === 'xml' || subtype.endsWith('+xml')) return 'xml';
  if (subtype === 'json' || subtype.endsWith('+json')) return 'json';
  return undefined;
}

/** The `charset` parameter of a Content-Type header, in lower case. */
export function readCharset(header: string | undefined): string | undefined {
  if (header?.includes(';') !== true) return undefined;
  const [, ...parameters] = header.split(';');
  return parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/i.exec(parameter)?.[1])
    .find((found) => found !== undefined)
    ?.toLowerCase();
}
