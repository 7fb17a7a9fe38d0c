export { all } from './all.ts';
export { any } from './any.ts';
export type {
  Admission,
  Authenticator,
  AuthRequest,
  AuthResult,
  Confirmation,
  ConfirmedCallback,
} from './authenticator.ts';
export { confirmJob, type ConfirmJobOptions } from './confirm-job.ts';
export { ipAllow, type IpAllowOptions } from './ip-allow.ts';
export type { FetchJob } from './job-lookup.ts';
export type { JobHint } from './job-question.ts';
export type { LinkClaims } from './link-claims.ts';
export { signCallbackUrl, type SignOptions } from './sign-callback-url.ts';
export { signedUrl, type SignedUrlOptions } from './signed-url.ts';
export type { Rate } from './token-bucket.ts';
export type { UrlTokenOptions } from './token-place.ts';
export { unsafeNoAuth } from './unsafe-no-auth.ts';
export { urlToken } from './url-token.ts';
