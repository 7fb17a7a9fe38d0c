import { expectTypeOf, test } from 'vitest';
import { signCallbackUrl, type JobTag, type LinkClaims } from '../../src/index.ts';

test('editors propose the names that are known, and others compile', () => {
  // With `string` alone there would be nothing to propose.
  expectTypeOf<Extract<LinkClaims['name'], JobTag | 'WorkflowFinish'>>().toEqualTypeOf<JobTag | 'WorkflowFinish'>();
  expectTypeOf<Extract<LinkClaims['name'], 'TaskFinish'>>().toBeNever();
  const options = { secret: '', expires: new Date() };
  expectTypeOf(signCallbackUrl).toBeCallableWith('', { ...options, claims: { name: 'NotYetKnown' } });
});
