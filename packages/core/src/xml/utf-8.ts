/**
 * The length of the character beyond ASCII that starts at a position, in bytes: https://www.rfc-editor.org/rfc/rfc3629#section-4.
 * 0 if it isn't well-formed, or one of the two that XML doesn't allow (U+FFFE and U+FFFF).
 */
export function characterLength(bytes: Uint8Array, at: number): 0 | 2 | 3 | 4 {
  const first = bytes[at] as number;
  const second = bytes[at + 1] as number;
  const third = bytes[at + 2] as number;
  if (first < 0xc2 || first > 0xf4 || !isTail(second)) return 0;
  if (first < 0xe0) return 2;
  if (!isTail(third)) return 0;
  if (first < 0xf0) {
    const isOverlong = first === 0xe0 && second < 0xa0;
    const isSurrogate = first === 0xed && second >= 0xa0;
    const isNoCharacter = first === 0xef && second === 0xbf && third >= 0xbe;
    return isOverlong || isSurrogate || isNoCharacter ? 0 : 3;
  }
  const isOverlong = first === 0xf0 && second < 0x90;
  const isBeyondUnicode = first === 0xf4 && second >= 0x90;
  return isOverlong || isBeyondUnicode || !isTail(bytes[at + 3] as number) ? 0 : 4;
}

function isTail(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
