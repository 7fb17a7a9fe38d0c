import core = require('@ci-callback/core');

const receiver = core.createReceiver({ auth: core.urlToken('a-token-of-consumers') });
receiver.on('VoiceSeparate', (job, { signal }) => fetch(`https://example.com/${job.JobId}`, { signal }));
const POST: (request: Request) => Promise<Response> = receiver.fetch;
// @ts-expect-error -- the program has no types of Node
type Bytes = Buffer;
export = { POST };
