import { CallbackError, nameErrorClass } from './callback-error.ts';
import type { ErrorCode } from './error-codes.ts';
import { summarizeIssues, type Issue } from './issue.ts';

/** The body is well-formed, yet its content can't be brought into the callback's form. */
export class MappingError extends CallbackError {
  readonly issues: readonly Issue[];

  constructor(code: ErrorCode, issues: readonly Issue[], options?: ErrorOptions) {
    super(code, summarizeIssues(issues), options);
    this.issues = issues;
  }

  static {
    nameErrorClass(this, 'MappingError');
  }
}

/** The callback lacks what it must have or, in strict mode, differs from what the schema says. */
export class ValidationError extends CallbackError {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], options?: ErrorOptions) {
    super('validation.failed', summarizeIssues(issues), options);
    this.issues = issues;
  }

  static {
    nameErrorClass(this, 'ValidationError');
  }
}

/** An object can't be written as XML or JSON. */
export class FormatError extends CallbackError {
  static {
    nameErrorClass(this, 'FormatError');
  }
}
