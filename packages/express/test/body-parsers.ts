import addXml from 'body-parser-xml';
import express, { type RequestHandler } from 'express';
import express4 from 'express4';
import xmlParser from 'express-xml-bodyparser';

export const frameworks: Readonly<Record<string, typeof express>> = { 'Express 4': express4, 'Express 5': express };

const everyType = (): boolean => true;
const keepBytes = (request: object, _response: unknown, rawBody: Uint8Array): void => {
  Object.assign(request, { rawBody });
};

/** What may stand before callbackParser, as a server sets it up. */
export const bodyParsers: Readonly<Record<string, (framework: typeof express) => RequestHandler[]>> = {
  'no parser': () => [],
  'json()': ({ json }) => [json()],
  'raw()': ({ raw }) => [raw({ type: everyType })],
  'text()': ({ text }) => [text({ type: everyType })],
  'urlencoded()': ({ urlencoded }) => [urlencoded({ extended: true })],
  'json(), urlencoded(), raw() and text() in a row': ({ json, urlencoded, raw, text }) => [
    json(),
    urlencoded({ extended: false }),
    raw(),
    text(),
  ],
  'json() and urlencoded() that keep the bytes': ({ json, urlencoded }) => [
    json({ verify: keepBytes }),
    urlencoded({ extended: true, verify: keepBytes }),
  ],
  'body-parser-xml': (framework) => [bodyParserXml(framework, {})],
  'body-parser-xml without arrays or root': (framework) => [
    bodyParserXml(framework, { explicitArray: false, explicitRoot: false, trim: true, normalizeTags: true }),
  ],
  'express-xml-bodyparser': () => [xmlParser()],
  'express-xml-bodyparser, its tree alone': () => [xmlParser(), forgetRawBody],
  'express-xml-bodyparser without arrays or root, its tree alone': () => [
    xmlParser({ explicitArray: false, explicitRoot: false }),
    forgetRawBody,
  ],
};

function bodyParserXml({ text }: typeof express, xmlParseOptions: object): RequestHandler {
  const parsers: Parameters<typeof addXml>[0] = { text };
  addXml(parsers);
  if (parsers.xml === undefined) throw new Error('body-parser-xml has added nothing');
  return parsers.xml({ limit: '1mb', xmlParseOptions });
}

const forgetRawBody: RequestHandler = (request, _response, next) => {
  // Not undefined: by that the parser tells whether it has to call `next` once more.
  Object.assign(request, { rawBody: '' });
  next();
};
