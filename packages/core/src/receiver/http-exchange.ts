import type { AuthRequest } from '../auth/authenticator.ts';
import type { WebHeaders } from '../platform/web-types.ts';

/** A body in memory: as it was sent, or as the tree that a parser has made of it. */
export type BodyInMemory = Uint8Array | string | object;

/** What reading a body may cost. */
export interface BodyLimits {
  /** Bytes, as they come and, anew, inflated. */
  readonly bytes: number;
  /** Milliseconds. */
  readonly readingTime: number;
}

/** What a receiver needs of an HTTP request. */
export interface ReceiverRequest extends AuthRequest {
  /** All headers, for handlers. */
  readonly headers: WebHeaders;
  /**
   * Reads the body and takes its Content-Encoding off. It is called once at most.
   * @throws {BodyError}
   */
  readBody(limits: BodyLimits): Promise<BodyInMemory>;
  /** Sees to what nobody has read of the body, as soon as the answer is known. That may take `readingTime` milliseconds. */
  dropBody?(readingTime: number): void;
  /** Keeps the platform from stopping before some work is done that goes on after the answer. */
  waitUntil?(work: Promise<unknown>): void;
}

/** What a receiver answers. The body is ASCII. */
export interface ReceiverAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
