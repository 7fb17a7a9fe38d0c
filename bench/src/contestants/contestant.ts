/** A way from the bytes of a body to a validated canonical object. */
export interface Contestant {
  readonly name: string;
  /** The formats of the bodies that it can read as they were sent; none: it gets the same data as minified canonical JSON. */
  readonly reads: readonly ('xml' | 'json')[];
  readonly parse: (body: Buffer) => object;
}
