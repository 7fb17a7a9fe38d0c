declare module 'koa2' {
  import Koa from 'koa';
  export default Koa;
}

declare module 'koa-xml-body' {
  import type { Middleware } from 'koa';
  export default function xmlBody(options?: { limit?: string; xmlOptions?: object }): Middleware;
}

declare module 'koa-bodyparser' {
  import type { Middleware } from 'koa';
  export default function bodyParser(options?: { enableTypes?: string[] }): Middleware;
}
