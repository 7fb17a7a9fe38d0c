import { BodyError } from '../errors/index.ts';

export function tooLarge(maxBytes: number): BodyError {
  return new BodyError('body.too_large', `The body has more than ${maxBytes} bytes.`);
}

export function bodyTimeout(milliseconds: number): BodyError {
  return new BodyError('body.timeout', `The body did not come to its end within ${milliseconds} ms.`);
}
