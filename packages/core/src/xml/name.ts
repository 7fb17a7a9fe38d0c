import { isNameCharacterBeyondAscii, isNameStartBeyondAscii } from './characters.ts';

/** [5] Name, https://www.w3.org/TR/xml/#NT-Name */
export function isName(text: string): boolean {
  if (/^[A-Za-z_:][\w:.-]*$/.test(text)) return true;
  const [first, ...others] = text;
  return first !== undefined && isNameStart(first) && others.every((character) => isNameCharacter(character));
}

function isNameStart(character: string): boolean {
  return /^[A-Za-z_:]$/.test(character) || isNameStartBeyondAscii(character.codePointAt(0) as number);
}

function isNameCharacter(character: string): boolean {
  return /^[\w:.-]$/.test(character) || isNameCharacterBeyondAscii(character.codePointAt(0) as number);
}
