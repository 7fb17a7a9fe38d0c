import { parseCapture, type Capture } from '../../src/infer/captures.ts';
import { isObject, type JsonObject, type JsonValue } from '../../src/json.ts';

/** Bodies as they would be read from files. */
export function capturesOf(...bodies: readonly (string | Uint8Array)[]): Promise<readonly Capture[]> {
  const encoder = new TextEncoder();
  return Promise.all(
    bodies.map((body, index) =>
      parseCapture(`body ${index + 1}`, typeof body === 'string' ? encoder.encode(body) : body, 'Response'),
    ),
  );
}

let jobs = 0;

/** A job of an invented type, each with an identity of its own, with all that jobs in a queue have. */
export function job(operation: JsonValue, others: JsonObject = {}): JsonObject {
  jobs++;
  return {
    Code: 'Success',
    CreationTime: '2024-03-05T09:30:00+0800',
    EndTime: '2024-03-05T09:30:09+0800',
    JobId: `j${jobs}`,
    Operation: operation,
    QueueId: 'p0',
    StartTime: '2024-03-05T09:30:02+0800',
    State: 'Success',
    Tag: 'Embroider',
    ...others,
  };
}

/** A failed job of the same type. */
export function failedJob(operation: JsonValue): JsonObject {
  return job(operation, { Code: 'NoThread', State: 'Failed' });
}

/** The callback of one job, as JSON. */
export function json(detail: JsonValue, others: JsonObject = {}): string {
  return JSON.stringify({ EventName: 'TaskFinish', JobsDetail: detail, ...others });
}

/** The callback of one job, as XML. */
export function xml(detail: JsonValue): string {
  return `<Response>${elements({ EventName: 'TaskFinish', JobsDetail: detail })}</Response>`;
}

function elements(value: JsonValue): string {
  if (!isObject(value)) return typeof value === 'object' ? '' : String(value);
  return Object.entries(value)
    .flatMap(([name, field]) =>
      (Array.isArray(field) ? (field as readonly JsonValue[]) : [field]).map((entry) => [name, entry] as const),
    )
    .map(([name, entry]) => `<${name}>${elements(entry)}</${name}>`)
    .join('');
}
