// Controls, what changes the direction of text or is not seen, ends of lines, and halves of characters.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A text of which each character is seen, so that names from a body neither end a line of a log nor change how it is shown. */
export function printable(text: string): string {
  return text.replaceAll(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The beginning of a text in quotation marks, for a message. */
export function quoted(text: string): string {
  return printable(JSON.stringify(text.slice(0, 40)));
}
