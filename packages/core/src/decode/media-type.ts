/** What a Content-Type header says, as far as it matters here. */
export interface MediaType {
  /** `xml` also for `text/xml` and `…+xml`, `json` likewise. */
  readonly format: 'xml' | 'json' | undefined;
  /** The `charset` parameter in lower case. */
  readonly charset: string | undefined;
}

/** Reads a Content-Type header (RFC 9110, 8.3). A header that can't be read says nothing. */
export function readMediaType(header: string | undefined): MediaType {
  if (header === undefined) return { format: undefined, charset: undefined };
  const [type = '', ...parameters] = header.split(';');
  const subtype = type.trim().toLowerCase().split('/')[1] ?? '';
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/i.exec(parameter)?.[1])
    .find((found) => found !== undefined);
  return { format: formatOf(subtype), charset: charset?.toLowerCase() };
}

function formatOf(subtype: string): 'xml' | 'json' | undefined {
  if (subtype === 'xml' || subtype.endsWith('+xml')) return 'xml';
  if (subtype === 'json' || subtype.endsWith('+json')) return 'json';
  return undefined;
}
