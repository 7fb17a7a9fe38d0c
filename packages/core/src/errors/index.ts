export { BodyError } from './body-error.ts';
export { CallbackError } from './callback-error.ts';
export { FormatError, MappingError, ValidationError } from './content-errors.ts';
export type { ErrorCode } from './error-codes.ts';
export { pointerTo, type Issue, type IssueCode } from './issue.ts';
export { quoted } from './printable.ts';
export { AuthenticationError, ReceiverError, type AuthenticationCode, type RefusalOptions } from './request-errors.ts';
export { JsonSyntaxError, XmlSyntaxError } from './syntax-errors.ts';
export { locate } from './text-position.ts';
