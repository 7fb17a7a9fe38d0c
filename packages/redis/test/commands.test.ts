import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { redisStore, type RedisClient } from '../src/index.ts';

const lease = { lease: 1000, expiry: 60_000 };
/** Shown by what claims, if it was sent. */
const claimed = { state: 'claimed', attempt: 1 };

describe('the client', () => {
  it('is called as ioredis is, with its own this', async () => {
    const sent: string[][] = [];
    const client = {
      sent,
      async call(this: { sent: string[][] }, ...args: string[]): Promise<unknown> {
        this.sent.push(args);
        return 'claimed 1';
      },
      sendCommand: () => expect.fail('is of another kind than that of node-redis'),
    };
    expect(await redisStore(client).claim('key', 'one', lease)).toEqual(claimed);
    expect(sent).toEqual([['EVALSHA', expect.any(String), '1', 'ci-callback:key', 'one', '1000', '60000']]);
  });

  it('is called as node-redis is, with its own this', async () => {
    const sent: string[][] = [];
    const client = {
      sent,
      async sendCommand(this: { sent: string[][] }, args: string[]): Promise<unknown> {
        this.sent.push(args);
        return 'claimed 1';
      },
    };
    expect(await redisStore(client).claim('key', 'one', lease)).toEqual(claimed);
    expect(sent).toEqual([['EVALSHA', expect.any(String), '1', 'ci-callback:key', 'one', '1000', '60000']]);
  });

  it.each([[{}], [null], [undefined], ['redis://localhost'], [{ call: true }]])('can not be %j', (client) => {
    expect(() => redisStore(client as unknown as RedisClient)).toThrow(TypeError);
    expect(() => redisStore(client as unknown as RedisClient)).toThrow('redisStore: the client must be one of ioredis');
    expect(() => redisStore(client as unknown as RedisClient)).not.toThrow('localhost');
  });
});

describe('options', () => {
  it.each([0, -1, Number.NaN, Infinity, 2 ** 31, '10', null])('refuse a timeout of %j', (timeout) => {
    expect(() => redisStore(async () => 'done', { timeout: timeout as number })).toThrow(TypeError);
  });

  it.each([1, null, {}])('refuse a prefix of %j', (prefix) => {
    expect(() => redisStore(async () => 'done', { prefix: prefix as string })).toThrow(TypeError);
  });
});

describe('what is wrong with options', () => {
  it.each<[unknown, string]>([
    [{ prefx: 'a' }, 'prefx: there is no such option; there are prefix and timeout.'],
    [{ toString: undefined }, 'toString: there is no such option; there are prefix and timeout.'],
    [null, 'options must be an object, not null.'],
    ['songs:', 'options must be an object, not text.'],
    [['songs:'], 'options must be an object, not a list.'],
    [() => {}, 'options must be an object, not a function.'],
    [{ prefix: 1 }, 'prefix must be text, not a number.'],
    [{ prefix: {} }, 'prefix must be text, not an object.'],
    [{ timeout: '10' }, 'timeout must be a number of milliseconds greater than 0, 2147483647 at most, not text.'],
    [{ timeout: 0 }, 'timeout must be a number of milliseconds greater than 0, 2147483647 at most, not 0.'],
  ])('is told: %o', (options, told) => {
    expect(() => redisStore(async () => 'done', options as object)).toThrow(new TypeError(`redisStore: ${told}`));
  });

  it('is nothing where they are undefined', () => {
    const none: object = { prefix: undefined, timeout: undefined };
    expect(() => redisStore(async () => 'done', none)).not.toThrow();
  });
});

describe('scripts', () => {
  it('are sent by their digests, and as texts once Redis does not know one', async () => {
    const sent: (readonly string[])[] = [];
    const store = redisStore(async (args) => {
      sent.push(args);
      if (args[0] === 'EVALSHA') throw new Error('NOSCRIPT No matching script.');
      return 'yes';
    });
    expect(await store.commit('key', 'one', 5000)).toBe(true);
    const [byDigest, asText] = sent;
    const digest = createHash('sha1')
      .update(asText?.[1] ?? '')
      .digest('hex');
    expect(byDigest).toEqual(['EVALSHA', digest, '1', 'ci-callback:key', 'one', '5000']);
    expect(asText).toEqual(['EVAL', expect.stringContaining('redis.call'), '1', 'ci-callback:key', 'one', '5000']);
    expect(sent).toHaveLength(2);
  });

  it('are not sent again after another error', async () => {
    const sent: (readonly string[])[] = [];
    const store = redisStore(async (args) => {
      sent.push(args);
      throw new Error('READONLY You can not write against a read only replica.');
    });
    await expect(store.commit('key', 'one', 5000)).rejects.toThrow('READONLY');
    expect(sent).toHaveLength(1);
  });
});

describe('a reply', () => {
  it.each([
    ['claimed 3', { state: 'claimed', attempt: 3 }],
    ['running 250', { state: 'running', remaining: 250 }],
    ['done', { state: 'done' }],
  ])('of "%s" to a claim is understood, as text and as bytes', async (reply, claim) => {
    expect(await redisStore(async () => reply).claim('key', 'one', lease)).toEqual(claim);
    expect(await redisStore(async () => Buffer.from(reply)).claim('key', 'one', lease)).toEqual(claim);
  });

  it.each(['', 'yes', 'claimed', 'claimed x', 'running -1', 'done ', 'OK', null, undefined, 1, ['done'], {}])(
    'of %j to a claim is refused',
    async (reply) => {
      await expect(redisStore(async () => reply).claim('key', 'one', lease)).rejects.toThrow(/^Redis replied/);
    },
  );

  it.each(['', 'done', 'OK', 'QUEUED', null, 1, true])('of %j to the other steps is refused', async (reply) => {
    const store = redisStore(async () => reply);
    await expect(store.renew('key', 'one', lease)).rejects.toThrow(/^Redis replied/);
    await expect(store.commit('key', 'one', 1)).rejects.toThrow(/^Redis replied/);
    await expect(store.release('key', 'one')).rejects.toThrow(/^Redis replied/);
  });
});

describe('without an answer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(['claim', 'renew', 'commit', 'release'] as const)('%s rejects in time', async (step) => {
    const store = redisStore(() => new Promise(() => {}), { timeout: 700 });
    const steps = {
      claim: () => store.claim('key', 'one', lease),
      renew: () => store.renew('key', 'one', lease),
      commit: () => store.commit('key', 'one', 1),
      release: () => store.release('key', 'one'),
    };
    const rejection = rejectionOf(steps[step]());
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(700);
    expect(await rejection).toBe('Error: Redis did not answer within 700 ms.');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('no claim rejects before two seconds by default', async () => {
    const store = redisStore(() => new Promise(() => {}));
    const settled = vi.fn<() => void>();
    const claim = Promise.resolve(store.claim('key', 'one', lease)).catch(settled);
    await vi.advanceTimersByTimeAsync(1999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await claim;
    expect(settled).toHaveBeenCalledOnce();
  });

  it('the time counts for a script that has to be sent again as well', async () => {
    const store = redisStore(
      (args) =>
        new Promise((_resolve, reject) => {
          if (args[0] === 'EVALSHA') setTimeout(() => reject(new Error('NOSCRIPT')), 600);
        }),
      { timeout: 700 },
    );
    const rejection = rejectionOf(store.commit('key', 'one', 1));
    await vi.advanceTimersByTimeAsync(700);
    expect(await rejection).toBe('Error: Redis did not answer within 700 ms.');
  });

  it('a step that was answered or refused leaves no timer', async () => {
    await redisStore(async () => 'done').claim('key', 'one', lease);
    await expect(redisStore(() => Promise.reject(new Error('closed'))).release('key', 'one')).rejects.toThrow('closed');
    const throwing = redisStore(() => {
      throw new Error('closed');
    });
    await expect(throwing.release('key', 'one')).rejects.toThrow('closed');
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['claimed 2', 2],
    ['running 10', 1],
    ['done', 1],
    ['nonsense', 1],
  ])('a claim that is answered too late, by "%s", is withdrawn if it took the key', async (reply, commands) => {
    const sent: (readonly string[])[] = [];
    const { promise, resolve } = withResolvers();
    const store = redisStore(
      (args) => {
        sent.push(args);
        return sent.length === 1 ? promise : Promise.reject(new Error('closed'));
      },
      { timeout: 700 },
    );
    const rejection = rejectionOf(store.claim('key', 'one', lease));
    await vi.advanceTimersByTimeAsync(700);
    expect(await rejection).toBe('Error: Redis did not answer within 700 ms.');
    expect(sent).toHaveLength(1);
    resolve(reply);
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(commands);
    expect(sent.slice(1).map((args) => args.slice(2))).toEqual(
      sent.slice(1).map(() => ['1', 'ci-callback:key', 'one']),
    );
  });

  it('a claim that is refused too late disturbs nobody', async () => {
    const { promise, reject } = withResolvers();
    const store = redisStore(() => promise, { timeout: 700 });
    const rejection = rejectionOf(store.claim('key', 'one', lease));
    await vi.advanceTimersByTimeAsync(700);
    expect(await rejection).toBe('Error: Redis did not answer within 700 ms.');
    // vitest fails a run in which nobody handles a rejection.
    reject(new Error('closed'));
    await vi.advanceTimersByTimeAsync(0);
  });
});

/** What a step rejects with, in time for vitest to see that it is handled. */
async function rejectionOf(step: unknown): Promise<string> {
  try {
    return `resolved to ${JSON.stringify(await step)}`;
  } catch (error) {
    return String(error);
  }
}

function withResolvers(): {
  readonly promise: Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
} {
  let resolve: (value: unknown) => void = () => {};
  let reject: (reason: Error) => void = () => {};
  const promise = new Promise((onFulfilled, onRejected) => {
    resolve = onFulfilled;
    reject = onRejected;
  });
  return { promise, resolve, reject };
}
