import { MappingError, ValidationError, type CallbackError } from '../errors/index.ts';
import { summarizeIssues } from '../errors/issue.ts';

/** Says what a request was refused for, to logs and hooks: an error itself may hold an excerpt of the body. */
export function describeRefusal(error: CallbackError): string {
  if (!(error instanceof MappingError || error instanceof ValidationError)) return error.message;
  return summarizeIssues(error.issues, { withActual: false });
}
