/** Loaded before an example that runs on its own: finds it the packages, and tells the parent where its server listens. */
import { subscribe } from 'node:diagnostics_channel';
import { registerHooks } from 'node:module';
import type { Server } from 'node:net';
import { pathToFileURL } from 'node:url';

const project = process.env['EXAMPLE_PROJECT'] ?? '';

// As if the example lay in a project that has the packages installed.
registerHooks({
  resolve: (specifier, context, next) =>
    next(
      specifier,
      context.parentURL?.endsWith('/example.ts') === true
        ? { ...context, parentURL: pathToFileURL(`${project}/`).href }
        : context,
    ),
});

subscribe('tracing:net.server.listen:asyncEnd', (message) => {
  const address = (message as { server: Server }).server.address();
  if (typeof address === 'object') process.send?.(address?.port);
});
