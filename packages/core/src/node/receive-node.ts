import type { BodyInMemory, BodyLimits, ReceiverAnswer, ReceiverRequest } from '../receiver/http-exchange.ts';
import { pathAndQuery } from '../receiver/request-target.ts';
import { readBody } from './read-body.ts';
import { readHeader, type BodySource, type CallbackRequest } from './request.ts';

/** A request of node:http or node:http2, with what frameworks and platforms add to it. */
export interface NodeRequest extends CallbackRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** As Express has it: the target as sent, where `url` lacks what a router was mounted at. */
  readonly originalUrl?: string | undefined;
  /** Names and values in turn, as they came. */
  readonly rawHeaders?: readonly string[] | undefined;
  readonly httpVersionMajor?: number;
  readonly complete?: boolean;
  readonly socket?: { readonly remoteAddress?: string | undefined } | null;
  /** That of HTTP/2, which carries this request alone. */
  readonly stream?: { destroy(): unknown };
  readonly body?: unknown;
  readonly rawBody?: unknown;
  destroy?(): unknown;
}

/** What is used of a response of node:http or node:http2. */
export interface NodeResponse {
  readonly headersSent: boolean;
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body: string): unknown;
}

/** A request, and what a framework keeps of it somewhere else. */
export interface NodeSource extends BodySource {
  readonly request: NodeRequest;
  /** The target as sent, where a framework has changed the request's own `url`. */
  readonly url?: string | undefined;
}

type Receive = (request: ReceiverRequest) => Promise<ReceiverAnswer>;

/** Answers a request of node:http or node:http2. */
export async function receiveNode(receive: Receive, request: NodeRequest, response: NodeResponse): Promise<void> {
  const { body, rawBody } = request;
  const answer = answerFor(request, await receive(new RequestOfNode({ request, body, rawBody })));
  // Somebody else may have answered meanwhile, such as middleware that bounds the time.
  if (response.headersSent) return;
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

/** Gives the answer to a request of Node, for adapters that write it in the way of their framework. */
export async function receiveSource(receive: Receive, source: NodeSource): Promise<ReceiverAnswer> {
  return answerFor(source.request, await receive(new RequestOfNode(source)));
}

function answerFor({ httpVersionMajor = 1 }: NodeRequest, answer: ReceiverAnswer): ReceiverAnswer {
  if (httpVersionMajor < 2 || answer.headers['connection'] === undefined) return answer;
  // HTTP/2 has no such header (RFC 9113, 8.2.2).
  const { connection: _, ...headers } = answer.headers;
  return { ...answer, headers };
}

class RequestOfNode implements ReceiverRequest {
  readonly #source: NodeSource;

  constructor(source: NodeSource) {
    this.#source = source;
  }

  get method(): string {
    return this.#source.request.method ?? '';
  }

  get url(): string {
    const { originalUrl, url } = this.#source.request;
    return pathAndQuery(this.#source.url ?? originalUrl ?? url ?? '/');
  }

  get remoteAddress(): string | undefined {
    return this.#source.request.socket?.remoteAddress ?? undefined;
  }

  get headers(): Headers {
    const headers = new Headers();
    for (const [name, value] of Object.entries(this.#source.request.headers)) {
      // The pseudo headers of HTTP/2 are none to the Fetch standard.
      if (value !== undefined && !name.startsWith(':'))
        headers.set(name, typeof value === 'string' ? value : value.join(', '));
    }
    return headers;
  }

  // Authenticators may take it out of the request, as they can where it is none of Node's.
  readonly header = (name: string): string | undefined => {
    const { request } = this.#source;
    // Of several Authorization headers Node gives the first; those who check it must see that there are more.
    const all = name === 'authorization' ? rawValues(request, name) : [];
    return all.length > 1 ? all.join(', ') : readHeader(request, name);
  };

  readBody({ bytes, readingTime }: BodyLimits): Promise<BodyInMemory> {
    return readBody(this.#source, bytes, readingTime);
  }

  dropBody(readingTime: number): void {
    dropBody(this.#source.request, readingTime);
  }
}

function rawValues({ rawHeaders = [] }: NodeRequest, name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

// Far more than anybody sends who means well: many senders look for the answer only when they have sent all, and one who is cut off
// before doesn't get it.
const mostDropped = 64 * 1024 * 1024;

/**
 * Reads what is left of a body and throws it away, so that the connection can carry the answer and the next request. A sender who takes
 * more time than a body may, or sends without end, is cut off.
 */
function dropBody(request: NodeRequest, readingTime: number): void {
  if (request.complete === true || request.destroyed || request.readableEnded) return;
  // HTTP/2's request does not pass on that it is destroyed.
  const cutOff = (): unknown => (request.stream === undefined ? request.destroy?.() : request.stream.destroy());
  const timer = setTimeout(cutOff, readingTime);
  let dropped = 0;
  request.on('data', ({ length }: { readonly length: number }) => {
    dropped += length;
    if (dropped > mostDropped) cutOff();
  });
  request.on('end', () => clearTimeout(timer));
  request.on('close', () => clearTimeout(timer));
  request.resume();
}
