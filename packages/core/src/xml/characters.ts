// The classes of ASCII bytes that the reader's loops ask for, one bit each, so that one table look-up answers.
export const nameStart = 1;
export const nameCharacter = 2;
export const whiteSpace = 4;
/** Bytes that character data can't simply pass over: markup, references, `]`, CR, controls and everything beyond ASCII. */
export const textStop = 8;

export const byteClass: Uint8Array = /* @__PURE__ */ classifyBytes();

function classifyBytes(): Uint8Array {
  const classes = new Uint8Array(256);
  const add = (bit: number, from: string, to = from): void => {
    for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) classes[code] = (classes[code] ?? 0) | bit;
  };
  for (const bit of [nameStart, nameCharacter]) {
    for (const [from, to] of ['AZ', 'az', '__', '::']) add(bit, from as string, to);
  }
  add(nameCharacter, '0', '9');
  add(nameCharacter, '-');
  add(nameCharacter, '.');
  for (const space of [' ', '\t', '\r', '\n']) add(whiteSpace, space);
  add(textStop, '\u0000', '\u0008');
  add(textStop, '\u000B', '\u001F');
  for (const stop of ['<', '&', ']']) add(textStop, stop);
  add(textStop, '\u0080', '\u00FF');
  return classes;
}

/** [4] NameStartChar beyond ASCII, https://www.w3.org/TR/xml/#NT-NameStartChar */
export function isNameStartBeyondAscii(code: number): boolean {
  return (
    (code >= 0xc0 && code <= 0x2ff && code !== 0xd7 && code !== 0xf7) ||
    (code >= 0x370 && code <= 0x1fff && code !== 0x37e) ||
    code === 0x200c ||
    code === 0x200d ||
    (code >= 0x2070 && code <= 0x218f) ||
    (code >= 0x2c00 && code <= 0x2fef) ||
    (code >= 0x3001 && code <= 0xd7ff) ||
    (code >= 0xf900 && code <= 0xfdcf) ||
    (code >= 0xfdf0 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0xeffff)
  );
}

/** [4a] NameChar beyond ASCII, https://www.w3.org/TR/xml/#NT-NameChar */
export function isNameCharacterBeyondAscii(code: number): boolean {
  return (
    code === 0xb7 ||
    (code >= 0x300 && code <= 0x36f) ||
    code === 0x203f ||
    code === 0x2040 ||
    isNameStartBeyondAscii(code)
  );
}

/** [2] Char, https://www.w3.org/TR/xml/#NT-Char */
export function isCharacter(code: number): boolean {
  return code >= 0x20
    ? code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff)
    : code === 0x09 || code === 0x0a || code === 0x0d;
}
