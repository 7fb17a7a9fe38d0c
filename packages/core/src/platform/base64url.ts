// Bits of the last character that stand for no byte are zero.
const canonical = /^(?:[-\w]{4})*(?:[-\w][AQgw]|[-\w]{2}[AEIMQUYcgkosw048])?$/;

/** RFC 4648, section 5, without padding. */
export function encodeBase64Url(bytes: Uint8Array): string {
  let characters = '';
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The bytes of a text that {@link encodeBase64Url} gives, or undefined for any other text, so that no two texts give the same bytes. */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  return canonical.test(text) ? decodeBase64(text.replaceAll('-', '+').replaceAll('_', '/')) : undefined;
}

/** @throws {DOMException} for what is not base64 (RFC 4648, section 4) */
export function decodeBase64(text: string): Uint8Array {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = characters.charCodeAt(index);
  return bytes;
}
