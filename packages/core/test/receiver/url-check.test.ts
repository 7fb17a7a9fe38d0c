import { expect, it, vi } from 'vitest';
import { request, setUp } from './set-up.ts';

it.each(['GET', 'HEAD'])(
  'answers %s without authentication, for those who look whether the URL is there',
  async (method) => {
    const auth = vi.fn<() => boolean>(() => false);
    const { send, named } = setUp({ auth });
    const readBody = vi.fn<() => Promise<string>>();
    expect(await send('', { method, readBody })).toEqual([200, 'ok']);
    expect(auth).not.toHaveBeenCalled();
    expect(readBody).not.toHaveBeenCalled();
    expect(named('answered')).toMatchObject([{ status: 200, code: 'ok' }]);
  },
);

it.each(['PUT', 'OPTIONS', 'get', ''])('refuses %j before it asks who comes', async (method) => {
  const auth = vi.fn<() => boolean>(() => true);
  const { receiver, send } = setUp({ auth });
  const { status, headers } = await receiver.receive(request('', { method }));
  expect([status, headers['allow']]).toEqual([405, 'GET, HEAD, POST']);
  expect(await send('', { method })).toEqual([405, 'request.method_not_allowed']);
  expect(auth).not.toHaveBeenCalled();
});

const message = 'Test request when the callback URL is saved';

it.each([
  ['the test of a URL', { code: 0, message, data: { forbidden_status: 0 } }],
  ['one of an address', { code: 0, message: 'a TEST request for your callback address', data: {} }],
  ['one without data', { code: 0, message }],
  ['one whose data is null', { code: 0, message, data: null }],
  ['one that names an event, and fails its validation', { EventName: 'WorkflowFinish', message }],
])('answers %s, which is for no handler', async (_name, body) => {
  const { receiver, send, named, errors } = setUp();
  const handler = vi.fn<() => void>();
  receiver.onAny(handler).onUnknown(handler);
  expect(await send(JSON.stringify(body))).toEqual([200, 'ok']);
  expect(handler).not.toHaveBeenCalled();
  expect(errors).toEqual([]);
  expect(named('parsed')).toEqual([]);
  expect(named('authenticated')).toHaveLength(1);
});

it.each([
  ['has a result', { EventName: 'Review', message, data: { result: 1, trace_id: 't1' } }],
  ['says something else', { EventName: 'Review', message: 'A test of the callback URL', data: { trace_id: 't1' } }],
  ['speaks of something else', { EventName: 'Review', message: 'A test request of the URL', data: { trace_id: 't1' } }],
  ['says nothing', { EventName: 'Review', data: { trace_id: 't1' } }],
  ['says it within a long text', { EventName: 'Review', message: `${'x'.repeat(41)} ${message}`, data: {} }],
  ['says much between', { EventName: 'Review', message: `test request ${'x'.repeat(41)} callback url`, data: {} }],
  ['goes on', { EventName: 'Review', message: `${message}s`.replace('URL', 'URLs'), data: {} }],
  ['speaks of a latest request', { EventName: 'Review', message: `latest request of a callback url`, data: {} }],
  ['has jobs', { EventName: 'New', message, JobsDetail: [{ JobId: 'j1' }] }],
  ['says no text', { EventName: 'New', message: { text: message } }],
  ['says it in a list', { EventName: 'New', message: [message, 'and more'] }],
])('takes for a callback what %s', async (_name, body) => {
  const { receiver, send, named } = setUp();
  const handler = vi.fn<() => void>();
  receiver.onAny(handler);
  expect(await send(JSON.stringify(body))).toEqual([200, 'ok']);
  expect(handler).toHaveBeenCalledOnce();
  expect(named('parsed')).toHaveLength(1);
});

it('authenticates who tests the URL by POST', async () => {
  const { send } = setUp({ auth: () => false });
  expect(await send(JSON.stringify({ code: 0, message }))).toEqual([401, 'auth.failed']);
});
