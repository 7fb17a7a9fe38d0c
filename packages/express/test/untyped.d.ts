declare module 'express4' {
  import express from 'express';
  export default express;
}

declare module 'body-parser-xml' {
  import type { RequestHandler } from 'express';
  /** Adds `xml` to an object that has body-parser's `text`. */
  export default function addXml(parsers: { text: object; xml?: (options?: object) => RequestHandler }): void;
}

declare module 'express-xml-bodyparser' {
  import type { RequestHandler } from 'express';
  export default function xmlParser(options?: object): RequestHandler;
}
