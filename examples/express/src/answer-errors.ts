import { CallbackError } from '@ci-callback/core';
import type { ErrorRequestHandler } from 'express';

/** Answers with the error's status and code when the sender is to blame; with a bare 500, and a line in the log, else. */
export const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  if (error instanceof CallbackError && error.expose) {
    response.status(error.status).json({ code: error.code, message: error.message });
  } else if (isClientError(error)) {
    response.status(error.status).json({ code: error.type, message: error.message });
  } else {
    console.error(error);
    response.status(500).json({ code: 'internal', message: 'Something went wrong on this side.' });
  }
};

/** Whether an error is one of those that express.json() makes of a bad body. */
function isClientError(error: unknown): error is Error & { status: number; type: string } {
  return error instanceof Error && 'type' in error && 'status' in error && Number(error.status) < 500;
}
