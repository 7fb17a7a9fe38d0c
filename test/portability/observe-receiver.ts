/**
 * Runs in Node, in a browser and in a bare context alike: nothing but the language, Request and ReadableStream are used here, and all
 * imports are of types.
 */
import type {
  Authenticator,
  FetchContext,
  HandlerContext,
  IdempotencyStore,
  Job,
  Logger,
  Receiver,
  ReceiverEventName,
  ReceiverHooks,
  ReceiverOptions,
} from '../../packages/core/src/index.ts';
import type { Core } from './core.ts';
import type { Answer, Delivery, Given, LinkOrder, Receiving } from './deliveries.ts';

export interface Observation {
  readonly name: string;
  readonly answer: Answer;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** What the store, handlers, hooks and the logger have seen, one after the other. */
  readonly witnessed: readonly unknown[];
}

export interface Observed {
  readonly observations: readonly Observation[];
  /** The URLs that were signed. */
  readonly links: readonly string[];
}

/** Gives what receivers answer to each delivery, and to what comes slowly or ends late; and URLs that were signed. */
export async function observe(core: Core, given: Given): Promise<Observed> {
  const links = await Promise.all(given.links.map((order) => sign(core, order, given.secrets[0])));
  const observations = [
    ...(await observeDeliveries(core, given)),
    ...(await observeLinks(core, given, links)),
    await observeSlowSender(core),
    ...(await observeLateHandler(core, given)),
    await observeWaitUntil(core, given),
    await observeRenewal(core, given),
    ...(await observeClosing(core, given)),
  ];
  return { observations, links };
}

/** Gives what is answered to a callback to each of some signed URLs. */
export function observeLinks(core: Core, given: Given, links: readonly string[]): Promise<Observation[]> {
  const first = firstOf(given);
  const deliveries = links.map((url, index): Delivery => ({
    ...first,
    name: `signed URL ${index}`,
    to: 'signed',
    url,
  }));
  return observeDeliveries(core, { ...given, deliveries });
}

async function observeDeliveries(core: Core, given: Given): Promise<Observation[]> {
  const receivers = createReceivers(core, given);
  const observations: Observation[] = [];
  for (const delivery of given.deliveries) {
    observations.push(await receivers[delivery.to].observe(delivery.name, requestOf(delivery)));
  }
  return observations;
}

function sign({ signCallbackUrl }: Core, { url, expires, claims }: LinkOrder, secret: string): Promise<string> {
  return signCallbackUrl(url, { secret, expires: new Date(expires), claims });
}

function requestOf({ method, url, headers, body }: Pick<Delivery, 'method' | 'url' | 'headers' | 'body'>): Request {
  return new Request(url, { method, headers, body: body === undefined ? null : Uint8Array.from(body) });
}

function createReceivers(core: Core, { tokens, secrets, maxBytes }: Given): Readonly<Record<Receiving, Witness>> {
  const byToken = core.urlToken(tokens);
  const confirmed = core.confirmJob(({ id }) => tellOf(id), { timeout: 20 });
  const create = (auth: Authenticator): Witness => new Witness(core, { auth, limits: { bytes: maxBytes } });
  return {
    token: create(byToken),
    basic: create(core.urlToken(tokens, { in: 'basic' })),
    signed: create(core.signedUrl({ secrets })),
    confirmed: create(core.all(byToken, confirmed)),
  };
}

/** What an API would say of a job, if anything. */
function tellOf(id: string): Promise<object | undefined> | object | undefined {
  if (id === 'silence') return new Promise(() => {});
  if (id === 'made-up') return undefined;
  return { JobsDetail: { JobId: id, Tag: 'VoiceSeparate', State: 'Success', UserData: 'from the API' } };
}

/** A receiver, and whatever it does. */
class Witness {
  readonly receiver: Receiver;
  readonly store: IdempotencyStore;
  #seen: unknown[] = [];

  constructor(core: Core, options: ReceiverOptions) {
    const see = (...what: readonly unknown[]): void => void this.#seen.push(what);
    this.store = seenStore(core.memoryStore(), see);
    const { store } = this;
    const seen = { hooks: seenHooks(see), logger: seenLogger(see) };
    this.receiver = core.createReceiver({ ...seen, ...options, idempotency: { store, ...options.idempotency } });
    this.receiver
      .on('VoiceSeparate', {
        success: (job, context) => see('success', describeJob(core, job), describeContext(context)),
        failed: (job, context) => see('failed', describeJob(core, job), describeContext(context)),
      })
      .onUnknown((value, context) => see('unknown', value, describeContext(context)))
      .onError((error, { late, rawBody }) => see('error', String(error), late, lengthOf(rawBody)));
  }

  async observe(name: string, request: Request, context?: FetchContext): Promise<Observation> {
    const response = await this.receiver.fetch(request, context);
    const text = await response.text();
    const { code } = (text === '' ? { code: '' } : JSON.parse(text)) as { code: string };
    return { name, answer: [response.status, code], headers: [...response.headers], witnessed: this.take() };
  }

  /** What was seen since the last time. */
  take(): unknown[] {
    return this.#seen.splice(0);
  }
}

type See = (...what: readonly unknown[]) => void;

/** Owners are made at random, so nothing is told of them. */
function seenStore(store: IdempotencyStore, see: See): IdempotencyStore {
  return {
    claim(key, owner, lease) {
      const claim = store.claim(key, owner, lease) as { readonly state: string };
      see('claim', key, claim.state);
      return claim as ReturnType<IdempotencyStore['claim']>;
    },
    renew: (key, owner, lease) => store.renew(key, owner, lease),
    commit(key, owner, expiry) {
      see('commit', key);
      return store.commit(key, owner, expiry);
    },
    release(key, owner) {
      see('release', key);
      return store.release(key, owner);
    },
  };
}

function seenHooks(see: See): ReceiverHooks {
  const names: readonly ReceiverEventName[] = ['received', 'authenticated', 'parsed', 'rejected', 'handled', 'failed'];
  const more: readonly ReceiverEventName[] = ['duplicate', 'late', 'answered'];
  const listen = (name: ReceiverEventName) => (event: object) => see(name, withoutChance(event));
  return Object.fromEntries([...names, ...more].map((name) => [name, listen(name)]));
}

function seenLogger(see: See): Logger {
  const write = (level: keyof Logger) => (fields: object, message: string) =>
    see(level, message, withoutChance(fields));
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** Times and identities that are made at random differ every time: of them it is told what they are like. Errors have a text. */
function withoutChance(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => {
      if (name === 'delivery') return [name, isUuid(value)];
      if (name === 'duration' || name === 'handling') return [name, typeof value === 'number' && value >= 0];
      return [name, value instanceof Error ? value.message : value];
    }),
  );
}

function isUuid(value: unknown): boolean {
  return typeof value === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(value);
}

function describeJob({ cosUrl, outputObjects, toNative }: Core, job: Job): object {
  return { job, native: toNative(job), written: outputObjects(job).map((object) => cosUrl(object)) };
}

function describeContext(context: HandlerContext): object {
  const { attempt, claims, delivery, headers, key, rawBody, signal } = context;
  const type = headers.get('content-type');
  return {
    attempt,
    claims,
    delivery: isUuid(delivery),
    key,
    type,
    length: lengthOf(rawBody),
    aborted: signal.aborted,
  };
}

/** No body in it is anything but bytes. */
function lengthOf(body: unknown): unknown {
  return ArrayBuffer.isView(body) ? body.byteLength : typeof body;
}

/** One who begins a body and never ends it. */
async function observeSlowSender(core: Core): Promise<Observation> {
  const witness = new Witness(core, { auth: core.unsafeNoAuth(), limits: { readingTime: 20 } });
  const body = new ReadableStream({ start: (stream) => stream.enqueue(Uint8Array.of(0x3c)) });
  const slow = { method: 'POST', body, duplex: 'half' as const };
  return witness.observe('a body that never ends', new Request('https://hooks.example.com/', slow));
}

/** What a handler waits for until it may go on. */
function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const resolvers: (() => void)[] = [];
  const opened = new Promise<void>((resolve) => void resolvers.push(resolve));
  return { opened, open: () => resolvers[0]?.() };
}

async function observeLateHandler(core: Core, given: Given): Promise<Observation[]> {
  const gate = createGate();
  const witness = new Witness(core, { auth: core.urlToken(given.tokens), deadline: 20 });
  witness.receiver.onAny(() => gate.opened);
  const waiting: Promise<unknown>[] = [];
  const context = { waitUntil: (work: Promise<unknown>) => void waiting.push(work) };
  const answered = await witness.observe('a handler that takes too long', firstRequest(given), context);
  gate.open();
  await Promise.all(waiting);
  const ended = { ...answered, name: 'that handler, when it has ended', witnessed: witness.take() };
  return [answered, ended, await witness.observe('what it was called for, again', firstRequest(given))];
}

async function observeWaitUntil(core: Core, given: Given): Promise<Observation> {
  const gate = createGate();
  const witness = new Witness(core, { auth: core.urlToken(given.tokens), ack: 'immediate' });
  witness.receiver.onAny(() => gate.opened);
  const waiting: Promise<unknown>[] = [];
  const answered = await witness.observe('an answer before the handlers end', firstRequest(given), {
    waitUntil: (work) => void waiting.push(work),
  });
  gate.open();
  await Promise.all(waiting);
  return { ...answered, witnessed: [...answered.witnessed, `${waiting.length} to wait for`, ...witness.take()] };
}

/** The handler goes on when its claim has been renewed, which a timer does. */
async function observeRenewal(core: Core, given: Given): Promise<Observation> {
  const gate = createGate();
  const store = core.memoryStore();
  const renewing: IdempotencyStore = {
    claim: (key, owner, lease) => store.claim(key, owner, lease),
    commit: (key, owner, expiry) => store.commit(key, owner, expiry),
    release: (key, owner) => store.release(key, owner),
    renew(key, owner, lease) {
      gate.open();
      return store.renew(key, owner, lease);
    },
  };
  const auth = core.urlToken(given.tokens);
  const witness = new Witness(core, { auth, idempotency: { store: renewing, lease: 30 } });
  witness.receiver.onAny(() => gate.opened);
  const observation = await witness.observe('a claim that is renewed', firstRequest(given));
  await witness.receiver.close();
  return observation;
}

/** The handler ends when it is told that the receiver is closed. */
async function observeClosing(core: Core, given: Given): Promise<Observation[]> {
  const gate = createGate();
  const witness = new Witness(core, { auth: core.urlToken(given.tokens) });
  witness.receiver.onAny(async (_value, { signal }) => {
    gate.open();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    throw signal.reason;
  });
  const answering = witness.observe('a handler that is told to stop', firstRequest(given));
  await gate.opened;
  await witness.receiver.close({ timeout: 1 });
  return [await answering, await witness.observe('a receiver that is closed', firstRequest(given))];
}

function firstRequest(given: Given): Request {
  return requestOf(firstOf(given));
}

function firstOf({ deliveries: [first] }: Given): Delivery {
  if (first === undefined) throw new TypeError('There is no delivery.');
  return first;
}
