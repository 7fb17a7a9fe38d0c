import { bodyParser } from '@koa/bodyparser';
import Koa, { type Middleware } from 'koa';
import oldBodyParser from 'koa-bodyparser';
import xmlBody from 'koa-xml-body';
import koa2 from 'koa2';

export const frameworks: Readonly<Record<string, typeof Koa>> = { 'Koa 2': koa2, 'Koa 3': Koa };

/** What may stand before callbackParser, as a server sets it up. */
export const bodyParsers: Readonly<Record<string, () => Middleware[]>> = {
  'no parser': () => [],
  'koa-bodyparser': () => [oldBodyParser()],
  'koa-bodyparser with every type': () => [oldBodyParser({ enableTypes: ['json', 'form', 'text', 'xml'] })],
  'koa-bodyparser, its body alone': () => [oldBodyParser(), forgetRawBody],
  '@koa/bodyparser': () => [bodyParser()],
  '@koa/bodyparser with every type': () => [bodyParser({ enableTypes: ['json', 'form', 'text', 'xml'] })],
  '@koa/bodyparser, its body alone': () => [bodyParser({ patchNode: true }), forgetRawBody],
  'koa-xml-body': () => [xmlBody()],
  'koa-xml-body, its tree alone': () => [xmlBody(), forgetRawBody],
  'koa-xml-body without arrays or root, its tree alone': () => [
    xmlBody({ xmlOptions: { explicitArray: false, explicitRoot: false, mergeAttrs: true } }),
    forgetRawBody,
  ],
  'koa-xml-body and koa-bodyparser': () => [xmlBody(), oldBodyParser()],
};

const forgetRawBody: Middleware = (context, next) => {
  Object.assign(context.request, { rawBody: undefined });
  Object.assign(context.req, { rawBody: undefined });
  return next();
};
