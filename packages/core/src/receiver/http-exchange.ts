import type { AuthRequest } from '../auth/authenticator.ts';

/** A body in memory: as it was sent, or as the tree that a parser has made of it. */
export type BodyInMemory = Uint8Array | string | object;

/** What a receiver needs of an HTTP request. */
export interface ReceiverRequest extends AuthRequest {
  /** All headers, for handlers. */
  readonly headers: Headers;
  /**
   * Reads the body and takes its Content-Encoding off. Called once at most. Gives up when `signal` aborts.
   * @throws {BodyError}
   */
  readBody(maxBytes: number, signal: AbortSignal): Promise<BodyInMemory>;
}

/** What a receiver answers. The body is ASCII, so its length is the one in `content-length`. */
export interface ReceiverAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
