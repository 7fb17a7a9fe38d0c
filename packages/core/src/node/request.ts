/**
 * What is needed of a request: a readable stream with headers. Node's HTTP/1 and HTTP/2 requests have it, and so have
 * Express' and Koa's. It is described here by its shape, so that no framework's types have to be installed.
 */
export interface CallbackRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly readable: boolean;
  readonly readableDidRead: boolean;
  readonly readableEnded: boolean;
  readonly readableFlowing?: boolean | null;
  readonly readableEncoding: string | null;
  readonly destroyed: boolean;
  readonly aborted?: boolean;
  listenerCount?(event: string): number;
  pause?(): unknown;
  read(): unknown;
  resume(): unknown;
  on(event: string, listener: (...values: never[]) => void): unknown;
  removeListener(event: string, listener: (...values: never[]) => void): unknown;
}

/** A request, and what body parsers and platforms have made of its body. */
export interface BodySource {
  readonly request: CallbackRequest;
  /** What a body parser has left, usually `request.body`. */
  readonly body?: unknown;
  /** The body's bytes or text as sent, where someone has kept it, usually `request.rawBody`. */
  readonly rawBody?: unknown;
}

/** One header's value; Node joins repeated ones with commas. */
export function readHeader(request: CallbackRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' || value === undefined ? value : value.join(', ');
}

/** What Content-Length promises, in bytes; nothing where the transfer coding delimits the body (RFC 9112, 6.3). */
export function readContentLength(request: CallbackRequest): number | undefined {
  const value = readHeader(request, 'content-length');
  if (value === undefined || !/^\d+$/.test(value) || request.headers['transfer-encoding'] !== undefined)
    return undefined;
  return Number(value);
}
