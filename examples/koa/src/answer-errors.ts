import { CallbackError } from '@ci-callback/core';
import type { Middleware } from 'koa';

/** Answers with the error's status and code when the sender is to blame; with a bare 500, and a line in the log, else. */
export const answerErrors: Middleware = async (context, next) => {
  try {
    await next();
  } catch (error) {
    if (error instanceof CallbackError && error.expose) {
      context.status = error.status;
      context.body = { code: error.code, message: error.message };
    } else if (isClientError(error)) {
      context.status = error.status;
      context.body = { code: 'request.invalid', message: error.message };
    } else {
      console.error(error);
      context.status = 500;
      context.body = { code: 'internal', message: 'Something went wrong on this side.' };
    }
  }
};

/** Whether an error is one of those that the body parser makes of a bad body. */
function isClientError(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'status' in error && Number(error.status) < 500;
}
