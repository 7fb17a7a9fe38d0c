import { describe, expect, it, vi } from 'vitest';
import {
  AuthenticationError,
  BodyError,
  CallbackError,
  FormatError,
  JsonSyntaxError,
  MappingError,
  parseCallback,
  ValidationError,
  XmlSyntaxError,
} from '../src/index.ts';

const error = new BodyError('body.empty', 'The body is empty.');

describe('an error', () => {
  it('has its class as name, its code, and the status that fits', () => {
    expect(error).toMatchObject({ name: 'BodyError', code: 'body.empty', status: 400, statusCode: 400, expose: true });
    expect(new BodyError('body.consumed', '').expose).toBe(false);
  });

  it('is an instance of its class and of the base, and of no other', () => {
    for (const errorClass of [CallbackError, BodyError, Error]) expect(error).toBeInstanceOf(errorClass);
    for (const errorClass of [
      XmlSyntaxError,
      JsonSyntaxError,
      MappingError,
      ValidationError,
      AuthenticationError,
      FormatError,
    ])
      expect(error).not.toBeInstanceOf(errorClass);
    for (const other of [new Error('BodyError'), null, undefined, 'BodyError', { name: 'BodyError' }])
      expect(other).not.toBeInstanceOf(BodyError);
  });

  it('is an instance of the classes of another copy of the package', async () => {
    vi.resetModules();
    const other = await import('../src/index.ts');
    expect(other.BodyError).not.toBe(BodyError);
    expect(error).toBeInstanceOf(other.BodyError);
    expect(error).toBeInstanceOf(other.CallbackError);
    expect(error).not.toBeInstanceOf(other.XmlSyntaxError);
  });

  it('can be subclassed', () => {
    class TeapotError extends BodyError {}
    expect(new TeapotError('body.empty', '')).toBeInstanceOf(TeapotError);
    expect(error).not.toBeInstanceOf(TeapotError);
  });

  it('keeps the cause', () => {
    expect(new BodyError('body.empty', '', { cause: 'c' }).cause).toBe('c');
  });
});

describe('messages', () => {
  it('name the place, what was expected and what came, but no value', () => {
    const body = '<Response><JobsDetail><JobId><Secret>hunter2</Secret></JobId></JobsDetail></Response>';
    expect(() => parseCallback(body)).toThrow(
      '/JobsDetail/0/JobId: The value is of the wrong type. Expected text, got an object.',
    );
  });

  it('count the issues that they do not show', () => {
    expect(() => parseCallback('{"JobsDetail":[1,2,3]}')).toThrow(/^\/JobsDetail\/0: .* \(and 2 more\)$/);
  });

  it('are short where a name of the body is long', () => {
    const body = JSON.stringify({
      JobsDetail: [{ JobId: 'j1', Input: { CosHeaders: [1] }, [`N${'a'.repeat(100_000)}`]: 1 }],
    });
    expect(catchMapping(() => parseCallback(body)).message.length).toBeLessThan(300);
    const deep = `<Response><JobsDetail><JobId>j</JobId><N${'a'.repeat(100_000)}>t<b/></N${'a'.repeat(100_000)}></JobsDetail></Response>`;
    expect(catchMapping(() => parseCallback(deep)).message.length).toBeLessThan(300);
  });

  it('do not list more issues than anybody reads', () => {
    const caught = catchMapping(() =>
      parseCallback(JSON.stringify({ JobsDetail: Array.from({ length: 1000 }, () => 1) })),
    );
    expect(caught.issues).toHaveLength(50);
  });
});

function catchMapping(run: () => unknown): MappingError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof MappingError) return thrown;
  }
  throw new Error('no MappingError was thrown');
}
