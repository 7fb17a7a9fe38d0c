import { callbackParser } from '@ci-callback/express';
import bodyParserXml from 'body-parser-xml';
import express, { type RequestHandler } from 'express';
import { XMLParser } from 'fast-xml-parser';
import { normalize } from '../canonical/normalize.ts';
import { validate } from '../canonical/validate.ts';

/** What stands before a handler that answers 200, by name; the first is the least that can be done. */
export const stacks: Readonly<Record<string, readonly RequestHandler[]>> = {
  'body read, not parsed': [express.raw({ type: '*/*' })],
  'callbackParser()': [callbackParser() as RequestHandler],
  'express.text + fast-xml-parser + ajv': [express.text({ type: '*/*' }), parseText()],
  'body-parser-xml + ajv': [
    parseXml(),
    (request, _response, next) => {
      request.body = validate(normalize(request.body));
      next();
    },
  ],
};

function parseXml(): RequestHandler {
  const bodyParser: { xml?: unknown; text: typeof express.text } = { text: express.text };
  bodyParserXml(bodyParser);
  const xmlParseOptions = { explicitArray: false, explicitRoot: false, ignoreAttrs: true };
  return (bodyParser as { xml: (options: object) => RequestHandler }).xml({ type: '*/*', xmlParseOptions });
}

function parseText(): RequestHandler {
  const parser = new XMLParser({ ignoreDeclaration: true, ignorePiTags: true, parseTagValue: false });
  return (request, _response, next) => {
    const tree = parser.parse(request.body as string) as { readonly Response: unknown };
    request.body = validate(normalize(tree.Response));
    next();
  };
}
