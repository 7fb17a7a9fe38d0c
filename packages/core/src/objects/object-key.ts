/** The key that a body means: some have a slash before it, which no key has. */
export function objectKey(text: string): string {
  return text.replace(/^\/+/, '');
}
