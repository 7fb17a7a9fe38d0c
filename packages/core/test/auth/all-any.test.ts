import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import {
  all,
  any,
  confirmJob,
  signCallbackUrl,
  signedUrl,
  type Admission,
  type Authenticator,
  type LinkClaims,
} from '../../src/auth/index.ts';
import { AuthenticationError, type Callback } from '../../src/index.ts';
import { outcomeOf, request } from './requests.ts';

type Code = ConstructorParameters<typeof AuthenticationError>[0];

const refuse = (code: Code) => () => new AuthenticationError(code, code);
const admitting =
  (confirm: Admission['confirm']): Authenticator =>
  () => ({ confirm });
const named = (id: string): Callback => ({ EventName: 'TaskFinish', JobsDetail: [{ JobId: id, Operation: {} }] });
const throwing =
  (error: unknown): Authenticator =>
  () => {
    throw error;
  };
const letIn: Authenticator = () => true;
const callback = named('j0');

async function confirmed(result: unknown): Promise<unknown> {
  expect(outcomeOf(result)).toBe('admission');
  return await (result as Admission).confirm(callback);
}

describe.each([
  ['all', all],
  ['any', any],
])('%s', (name, combine) => {
  it('needs authenticators', () => {
    expect(() => combine()).toThrow(TypeError);
    expect(() => combine(letIn, undefined as unknown as Authenticator)).toThrow(TypeError);
    expect(() => combine(true as unknown as Authenticator)).toThrow('functions, and not a boolean.');
    expect(() => combine()).toThrow(`${name}() needs at least one`);
  });

  it('is at once where all is there at once, and waits where it is not', async () => {
    expect(combine(letIn)(request())).toBe(true);
    const later = combine(() => Promise.resolve(true))(request());
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toBe(true);
    // A promise of another realm is no instance of this one's.
    const foreign: unknown = runInNewContext('Promise.resolve(true)');
    expect(foreign).not.toBeInstanceOf(Promise);
    expect(await combine(() => foreign as Promise<boolean>)(request())).toBe(true);
  });

  it('gives the request to each', () => {
    const given = request();
    const authenticator = vi.fn<Authenticator>(() => true);
    void combine(authenticator)(given);
    expect(authenticator).toHaveBeenCalledExactlyOnceWith(given);
  });

  it.each([[undefined], [1], ['yes'], [{}], [null], [[]]])('is not let in by %j', async (odd) => {
    expect(outcomeOf(combine(() => odd as unknown as boolean)(request()))).toBe('auth.unavailable');
    expect(outcomeOf(await combine(() => Promise.resolve(odd as unknown as boolean))(request()))).toBe(
      'auth.unavailable',
    );
    const admission = combine(admitting(() => odd as unknown as AuthenticationError))(request());
    expect(outcomeOf(await confirmed(admission))).toBe('auth.unavailable');
  });

  it('is not let in by false', () => {
    expect(outcomeOf(combine(() => false)(request()))).toBe('auth.failed');
  });

  it('can be put into one another', async () => {
    const result = combine(combine(admitting(() => ({ callback: named('j1') }))))(request());
    expect(await confirmed(result)).toEqual({ callback: named('j1') });
  });
});

describe('all', () => {
  it('stops at the first refusal', async () => {
    const never = vi.fn<Authenticator>(() => true);
    expect(outcomeOf(all(letIn, refuse('auth.expired'), never)(request()))).toBe('auth.expired');
    expect(outcomeOf(await all(async () => false, never)(request()))).toBe('auth.failed');
    expect(
      outcomeOf(
        all(
          admitting(() => ({ callback })),
          refuse('auth.missing'),
        )(request()),
      ),
    ).toBe('auth.missing');
    expect(never).not.toHaveBeenCalled();
  });

  it('throws what one throws', async () => {
    expect(() => all(letIn, throwing(new Error('down')))(request())).toThrow('down');
    await expect(all(async () => Promise.reject(new Error('down')))(request())).rejects.toThrow('down');
    const admission = all(admitting(() => Promise.reject(new Error('down'))))(request());
    await expect(confirmed(admission)).rejects.toThrow('down');
  });

  it('hands the callback of one to the next', async () => {
    const first = vi.fn<Admission['confirm']>(() => ({ callback: named('j1') }));
    const second = vi.fn<Admission['confirm']>(async () => ({ callback: named('j2') }));
    expect(await confirmed(all(admitting(first), letIn, admitting(second))(request()))).toEqual({
      callback: named('j2'),
    });
    expect(first).toHaveBeenCalledExactlyOnceWith(callback);
    expect(second).toHaveBeenCalledExactlyOnceWith(named('j1'));
  });

  it('asks who has seen another callback than handlers get once more', async () => {
    const judge = vi.fn<Admission['confirm']>((given) => ({ callback: given }));
    const replace = vi.fn<Admission['confirm']>(() => ({ callback: named('j1') }));
    const after = vi.fn<Admission['confirm']>((given) => ({ callback: given }));
    const list = [admitting(judge), admitting(replace), admitting(after)];
    expect(await confirmed(all(...list)(request()))).toEqual({ callback: named('j1') });
    expect(judge.mock.calls).toEqual([[callback], [named('j1')]]);
    expect(replace).toHaveBeenCalledTimes(1);
    expect(after).toHaveBeenCalledExactlyOnceWith(named('j1'));
    judge.mockImplementation((given) =>
      given === callback ? { callback: given } : new AuthenticationError('auth.forbidden', 'Another one.'),
    );
    expect(outcomeOf(await confirmed(all(...list)(request())))).toBe('auth.forbidden');
  });

  it('refuses as who is asked once more does', async () => {
    const refusal = new AuthenticationError('auth.rate_limited', 'Not again.');
    const judge = vi.fn<Admission['confirm']>(() => refusal).mockImplementationOnce((given) => ({ callback: given }));
    const list = [admitting(judge), admitting(() => ({ callback: named('j1') }))];
    expect(await confirmed(all(...list)(request()))).toBe(refusal);
  });

  it('gives handlers what was made of it the second time', async () => {
    const judge = vi.fn<Admission['confirm']>((given) => ({ callback: given, claims: { name: 'first' } }));
    judge.mockImplementationOnce((given) => ({ callback: given, claims: { name: 'of what came' } }));
    const list = [admitting(judge), admitting(() => ({ callback: named('j1') }))];
    expect(await confirmed(all(...list)(request()))).toEqual({ callback: named('j1'), claims: { name: 'first' } });
    const odd = vi.fn<Admission['confirm']>(() => ({ callback: named('j2') }));
    odd.mockImplementationOnce((given) => ({ callback: given }));
    const unstable = all(
      admitting(odd),
      admitting(() => ({ callback: named('j1') })),
    )(request());
    const refusal = await confirmed(unstable);
    expect(outcomeOf(refusal)).toBe('auth.forbidden');
    expect((refusal as Error).message).toContain('not settled');
  });

  it.each([['before'], ['behind']])(
    'holds the claims of a URL against the job that the API tells of, %s',
    async (place) => {
      const of = (JobId: string, Object: string) => ({ JobId, Tag: 'Tts', State: 'Success', Input: { Object } });
      const jobs = [of('j1', 'mine.mp3'), of('j2', 'yours.mp3')];
      const fetched = confirmJob(({ id }) => jobs.find(({ JobId }) => JobId === id));
      const secret = 'a-secret-of-more-than-32-characters';
      const expires = new Date(Date.now() + 60_000);
      const url = await signCallbackUrl('http://localhost/ci', { secret, expires, claims: { object: 'mine.mp3' } });
      const signed = signedUrl({ secrets: secret });
      const both = place === 'before' ? all(signed, fetched) : all(fetched, signed);
      const given = async (...sent: object[]) => {
        const admission = (await both(request({ url }))) as Admission;
        return outcomeOf(await admission.confirm({ EventName: 'TaskFinish', JobsDetail: sent } as Callback));
      };
      expect(await given(of('j1', 'mine.mp3'))).toBe('confirmed');
      // Whoever has seen the URL of one job names another one, and claims that it is about the first one's input.
      expect(await given(of('j2', 'mine.mp3'))).toBe('auth.forbidden');
    },
  );

  it('stops confirming at the first refusal', async () => {
    const never = vi.fn<Admission['confirm']>(() => ({ callback }));
    expect(outcomeOf(await confirmed(all(admitting(refuse('auth.forbidden')), admitting(never))(request())))).toBe(
      'auth.forbidden',
    );
    expect(never).not.toHaveBeenCalled();
  });

  it('collects claims, of which the first of a name counts', async () => {
    const claiming = (claims?: LinkClaims) => admitting((given) => ({ callback: given, claims }));
    const told = async (...list: (LinkClaims | undefined)[]) =>
      confirmed(all(...list.map((claims) => claiming(claims)))(request()));
    expect(await told(undefined, { name: 'Tts' }, undefined)).toEqual({ callback, claims: { name: 'Tts' } });
    expect(await told({ name: 'Tts', bucket: 'a' }, { name: 'Dna', object: 'b' })).toEqual({
      callback,
      claims: { name: 'Tts', bucket: 'a', object: 'b' },
    });
    expect(Object.keys((await told(undefined, undefined)) as object)).toEqual(['callback']);
  });
});

describe('any', () => {
  it('takes the first that lets in', () => {
    const never = vi.fn<Authenticator>(() => true);
    expect(any(refuse('auth.failed'), letIn, never)(request())).toBe(true);
    expect(never).not.toHaveBeenCalled();
  });

  it('prefers one that lets in to one that wants to see the callback', () => {
    expect(
      any(
        admitting(() => ({ callback })),
        letIn,
      )(request()),
    ).toBe(true);
  });

  it('takes the first that confirms', async () => {
    const never = vi.fn<Admission['confirm']>(() => ({ callback }));
    const result = any(
      refuse('auth.failed'),
      admitting(refuse('auth.forbidden')),
      admitting((given) => ({ callback: given, claims: { name: 'Tts' } })),
      admitting(never),
    )(request());
    expect(await confirmed(result)).toEqual({ callback, claims: { name: 'Tts' } });
    expect(never).not.toHaveBeenCalled();
  });

  it('gives each the callback as it came', async () => {
    const second = vi.fn<Admission['confirm']>(() => ({ callback: named('j2') }));
    const result = any(admitting(refuse('auth.forbidden')), admitting(second))(request());
    expect(await confirmed(result)).toEqual({ callback: named('j2') });
    expect(second).toHaveBeenCalledExactlyOnceWith(callback);
  });

  it.each<[string, Code[], Code]>([
    ['the only one', ['auth.missing'], 'auth.missing'],
    ['the last one', ['auth.failed', 'auth.expired'], 'auth.expired'],
    ['the last one', ['auth.expired', 'auth.failed'], 'auth.failed'],
    ['one that says more than missing', ['auth.expired', 'auth.missing'], 'auth.expired'],
    ['one that says more than missing', ['auth.missing', 'auth.not_found', 'auth.missing'], 'auth.not_found'],
    ['one that may be none later', ['auth.unavailable', 'auth.forbidden', 'auth.missing'], 'auth.unavailable'],
    ['one that may be none later', ['auth.rate_limited', 'auth.failed'], 'auth.rate_limited'],
    ['the last that may be none later', ['auth.rate_limited', 'auth.unavailable', 'auth.failed'], 'auth.unavailable'],
  ])('gives of several refusals %s: %j', async (_which, codes, expected) => {
    expect(outcomeOf(any(...codes.map(refuse))(request()))).toBe(expected);
    expect(outcomeOf(await confirmed(any(...codes.map((code) => admitting(refuse(code))))(request())))).toBe(expected);
    const [first = 'auth.failed', ...others] = codes;
    const mixed = any(...others.map((code) => admitting(refuse(code))), refuse(first))(request());
    if (others.length > 0) expect(outcomeOf(await confirmed(mixed))).toBe(expected);
  });

  it('gives of equal refusals the last', () => {
    const errors = [1, 2, 3].map((number) => new AuthenticationError('auth.missing', String(number)));
    expect(any(...errors.map((error) => () => error))(request())).toBe(errors[2]);
  });

  it('one that throws does not keep others from letting in', async () => {
    const rejecting: Authenticator = async () => Promise.reject(new Error('down'));
    expect(any(throwing(new Error('down')), letIn)(request())).toBe(true);
    expect(await any(rejecting, letIn)(request())).toBe(true);
    const result = any(
      throwing(new Error('down')),
      admitting(() => ({ callback })),
    )(request());
    expect(await confirmed(result)).toEqual({ callback });
    const confirming = any(
      admitting(() => Promise.reject(new Error('down'))),
      admitting(() => ({ callback })),
    )(request());
    expect(await confirmed(confirming)).toEqual({ callback });
  });

  it('throws what one throws if no other lets in', async () => {
    const [down, late] = [new Error('down'), new Error('late')];
    expect(() => any(throwing(down), refuse('auth.failed'), throwing(late))(request())).toThrow(down);
    await expect(any(async () => Promise.reject(down), refuse('auth.unavailable'))(request())).rejects.toBe(down);
    const before = any(throwing(down), admitting(refuse('auth.forbidden')))(request());
    await expect(confirmed(before)).rejects.toBe(down);
    const within = any(admitting(throwing(down) as never), admitting(refuse('auth.forbidden')))(request());
    await expect(confirmed(within)).rejects.toBe(down);
    await expect(async () => any(throwing(undefined))(request())).rejects.toBeUndefined();
  });
});
