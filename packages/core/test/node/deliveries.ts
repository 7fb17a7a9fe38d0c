import { bodies } from './bodies.ts';
import type { Message } from './exchange.ts';
import { transmissions } from './transmissions.ts';

export const form = 'application/x-www-form-urlencoded';

/** The Content-Types that a callback may come with; the vendor documents none. The empty one stands for none. */
const contentTypes = {
  XML: ['application/xml', 'text/xml; charset=utf-8', 'text/plain', 'application/octet-stream', 'image/png', form, ''],
  JSON: ['application/json', 'application/json; charset=UTF-8', 'text/plain', 'application/octet-stream', form, ''],
} as const;

/** One way in which the sample callback can come over the wire. */
export interface Delivery {
  readonly title: string;
  readonly format: 'XML' | 'JSON';
  readonly contentType: string;
  readonly transmission: string;
  readonly message: Message;
}

/** Deliveries that can't be had back behind some body parser. */
export interface Loss {
  readonly why: string;
  readonly when: (parser: string, delivery: Delivery) => boolean;
  /** What is answered instead of the callback. */
  readonly answer: { readonly status: number; readonly code: string };
}

/** Every format with every Content-Type and every transmission. */
export const deliveries: readonly Delivery[] = (['XML', 'JSON'] as const).flatMap((format) =>
  contentTypes[format].flatMap((contentType) =>
    Object.entries(transmissions).map(([transmission, transmit]): Delivery => {
      const { headers, pieces } = transmit(bodies[format]);
      return {
        title: `${format} as ${contentType || 'no type'}, ${transmission}`,
        format,
        contentType,
        transmission,
        message: { headers: contentType === '' ? headers : { ...headers, 'content-type': contentType }, pieces },
      };
    }),
  ),
);
