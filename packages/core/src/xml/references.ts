import { isCharacter } from './characters.ts';
import type { XmlCursor } from './cursor.ts';

const predefined: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
]);

/** [67] Reference, https://www.w3.org/TR/xml/#NT-Reference. Without a DTD only the five predefined entities exist. */
export function readReference(cursor: XmlCursor): string {
  const start = cursor.position;
  cursor.expect('&', 'xml.invalid_reference', 'A reference must start here.');
  if (cursor.take('#')) return readCharacterReference(cursor, start);
  if (!cursor.atName())
    throw cursor.error('xml.invalid_reference', 'A name or "#" must follow "&"; a plain "&" is written "&amp;".');
  const name = cursor.readName();
  cursor.expect(';', 'xml.invalid_reference', 'A reference must end in ";".');
  const text = predefined.get(name);
  if (text === undefined)
    throw cursor.error('xml.undefined_entity', 'Only &lt; &gt; &amp; &apos; and &quot; are defined.', start);
  return text;
}

/** [66] CharRef, https://www.w3.org/TR/xml/#NT-CharRef */
function readCharacterReference(cursor: XmlCursor, start: number): string {
  const radix = cursor.take('x') ? 16 : 10;
  let code = 0;
  let digits = 0;
  for (let digit = digitAt(cursor, radix); digit >= 0; digit = digitAt(cursor, radix)) {
    code = Math.min(code * radix + digit, 0x110000);
    cursor.position++;
    digits++;
  }
  if (digits === 0)
    throw cursor.error(
      'xml.invalid_reference',
      `A character reference needs ${radix === 16 ? 'hexadecimal' : 'decimal'} digits.`,
    );
  cursor.expect(';', 'xml.invalid_reference', 'A character reference must end in ";".');
  if (!isCharacter(code))
    throw cursor.error('xml.invalid_reference', 'The reference names no character that XML allows.', start);
  return String.fromCodePoint(code);
}

function digitAt(cursor: XmlCursor, radix: 10 | 16): number {
  const byte = cursor.peek();
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return radix === 16 && letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
