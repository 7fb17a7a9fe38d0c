/** Serves the functions of a route handler as Next.js calls them: by the method, with a request and what the path says. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../repository/tracked-files.ts';

type RouteHandler = (request: Request, context: { readonly params: Promise<object> }) => Promise<Response>;

// The bridge that core's own tests use.
const { serve } = createRequire(join(root, 'packages/core/package.json'))('@hono/node-server') as {
  serve: (options: { fetch: (request: Request) => Promise<Response>; port: number }) => unknown;
};
const [, , file = ''] = process.argv;
const route = (await import(file)) as Readonly<Record<string, RouteHandler | undefined>>;

serve({
  port: 0,
  fetch: async (request) => {
    const handle = route[request.method];
    return handle === undefined
      ? new Response(null, { status: 405 })
      : handle(request, { params: Promise.resolve({}) });
  },
});
