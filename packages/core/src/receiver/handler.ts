import type { LinkClaims } from '../auth/link-claims.ts';
import type { Callback, EventByName, Job, JobByTag, UnknownCallback, UnknownJob } from '../generated/types/index.ts';
import type { BodyInMemory } from './http-exchange.ts';
import type { Logger } from './logger.ts';
import type { WebAbortSignal, WebHeaders } from '../platform/web-types.ts';

/** What a handler gets, by the name that it is registered for: the `Tag` of a job, or an `EventName`. */
export interface HandledByName extends JobByTag, Omit<EventByName, 'TaskFinish'> {
  /** Each job of the callback, whatever its type. */
  TaskFinish: Job;
}

/** A name that handlers can be registered for. */
export type HandlerName = keyof HandledByName;

/** What belongs to a request, for handlers. */
export interface DeliveryContext {
  /** The request's own identity, the same in all of its log lines and hooks. */
  readonly delivery: string;
  /** The body as it came, without its Content-Encoding; the tree that a body parser has left where nothing else is left. */
  readonly rawBody: BodyInMemory;
  readonly headers: WebHeaders;
  /** What the signed URL said, where one was used. */
  readonly claims: LinkClaims | undefined;
}

/** What handlers get beside a job or event. */
export interface HandlerContext extends DeliveryContext {
  /** All that came in the request. */
  readonly callback: Callback;
  /** What duplicates are known by. */
  readonly key: string;
  /** How often this has been tried, counted from 1, as far as the store of duplicates knows. */
  readonly attempt: number;
  /**
   * Aborts when the handler should stop: another replica has taken over, since the store lost the claim, or the receiver is being closed and will
   * not wait longer. It doesn't abort at the deadline, which only bounds how long the sender waits.
   */
  readonly signal: WebAbortSignal;
  /** The receiver's logger; each line tells the delivery and the job. */
  readonly logger: Logger;
}

/** What a handler returns is awaited; if it throws or rejects, the job has not been handled. */
export type Handler<Value> = (value: Value, context: HandlerContext) => unknown;

/** Handlers by how it went: by `State`, which alone tells success from failure; `other` is for jobs that have not come to an end. */
export interface StateHandlers<Value> {
  readonly success?: Handler<Value>;
  readonly failed?: Handler<Value>;
  readonly other?: Handler<Value>;
}

export type AnyHandler = Handler<Job | Exclude<Callback, EventByName['TaskFinish']>>;
export type UnknownHandler = Handler<UnknownJob | UnknownCallback>;

/** Where an error comes from. */
export interface ErrorContext extends Omit<DeliveryContext, 'rawBody'> {
  /** As handlers have it; nothing if the body could not be read. */
  readonly rawBody: BodyInMemory | undefined;
  /** Nothing if the body could not be understood. */
  readonly callback: Callback | undefined;
  /** The job or event that was not handled; nothing if it concerns the whole request. */
  readonly value: Job | Callback | undefined;
  /** Whether the sender was answered without waiting for this: as accepted, or at the deadline. */
  readonly late: boolean;
}

export type ErrorHandler = (error: unknown, context: ErrorContext) => unknown;
