import { expect, it } from 'vitest';
import { parseCallback } from '../../src/index.ts';
import { Delivery } from '../../src/receiver/delivery.ts';
import { itemsOf } from '../../src/receiver/item.ts';
import { describeItem, ItemContext } from '../../src/receiver/item-context.ts';
import { RunningHandlers } from '../../src/receiver/running-handlers.ts';
import { Trace } from '../../src/receiver/trace.ts';
import { job, recordingLogger, request, taskFinish } from './set-up.ts';

const rawBody = taskFinish(job('j1'));
const callback = parseCallback(rawBody);
const [item] = itemsOf(callback);
if (item === undefined) throw new Error('There is no item.');

it('tells a handler that looks at its signal later that it was aborted before', () => {
  const delivery = new Delivery(new Trace(undefined), request(rawBody), { callback, rawBody, claims: undefined });
  const { logger } = recordingLogger();
  const context = new ItemContext(delivery, item, { key: 'k', attempt: 1 }, { logger, running: new RunningHandlers() });
  const reason = new Error('lost');
  expect(() => context.abort(reason)).not.toThrow();
  expect(context.signal).toMatchObject({ aborted: true, reason });
});

it('tells names of 256 characters whole, and cuts longer ones', () => {
  const longest = 'x'.repeat(256);
  const whole = { event: longest, tag: longest, id: longest, state: longest };
  expect(describeItem({ ...item, ...whole })).toEqual(whole);
  const cut = `${longest}…`;
  const longer = `${longest}y`;
  expect(describeItem({ ...item, event: longer, tag: longer, id: longer, state: longer })).toEqual({
    event: cut,
    tag: cut,
    id: cut,
    state: cut,
  });
});
