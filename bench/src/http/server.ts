/** Serves one stack on a free port of the loopback interface, tells the port to its parent, and ends with it. */
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import { stacks } from './stacks.ts';

const stack = stacks[process.argv[2] ?? ''];
if (stack === undefined) throw new Error(`There is no stack ${process.argv[2]}`);

const answer: RequestHandler = (_request, response) => {
  response.sendStatus(200);
};
const server = express()
  .post('/', ...stack, answer)
  .listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
