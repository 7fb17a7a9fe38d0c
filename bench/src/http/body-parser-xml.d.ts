declare module 'body-parser-xml' {
  import type { RequestHandler } from 'express';

  /** Adds `xml` to an object that has body-parser's `text`. */
  export default function bodyParserXml(bodyParser: object): asserts bodyParser is {
    xml(options: { readonly type?: string; readonly xmlParseOptions?: object }): RequestHandler;
  };
}
