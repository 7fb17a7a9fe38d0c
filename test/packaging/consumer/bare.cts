import core = require('@ci-callback/core');

const receiver = core.createReceiver({ auth: core.urlToken('a-token-of-consumers') });
receiver.on('VoiceSeparate', (job, { attempt, signal }) => [job.JobId, attempt, signal]);
const name: string = core.parseCallback('<Response/>').EventName;
// @ts-expect-error -- the program has no types of Node
type Bytes = Buffer;
// @ts-expect-error -- nor of the Web
type Answer = Response;
export = { name, receiver };
