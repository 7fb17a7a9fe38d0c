import { BodyError, JsonSyntaxError, locate, type ErrorCode } from '../errors/index.ts';
import { setOwn, type LooseObject, type LooseValue } from '../mapping/loose-value.ts';

const whiteSpace = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const plainCharacters = /[^"\\\u0000-\u001F]*/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const literals: ReadonlyMap<string, LooseValue> = new Map<string, LooseValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Reads a JSON text by its grammar, https://www.rfc-editor.org/rfc/rfc8259; each method reads one production. */
export class JsonReader {
  readonly #text: string;
  readonly #maxDepth: number;
  #position = 0;

  constructor(text: string, maxDepth: number) {
    this.#text = text;
    this.#maxDepth = maxDepth;
  }

  readText(): LooseValue {
    const value = this.#readValue(1);
    this.#skipWhiteSpace();
    if (this.#position < this.#text.length) throw this.#error('json.unexpected_token', 'Nothing may follow the value.');
    return value;
  }

  #readValue(depth: number): LooseValue {
    if (depth > this.#maxDepth) throw new BodyError('limit.depth', `Values nest deeper than ${this.#maxDepth} levels.`);
    this.#skipWhiteSpace();
    const next = this.#text[this.#position];
    if (next === '{') return this.#readObject(depth);
    if (next === '[') return this.#readArray(depth);
    if (next === '"') return this.#readString();
    if (next !== undefined && /[-0-9]/.test(next)) return this.#readNumber();
    for (const [literal, value] of literals) if (this.#take(literal)) return value;
    throw this.#error('json.unexpected_token', 'A value must stand here.');
  }

  #readObject(depth: number): LooseObject {
    const object: LooseObject = {};
    this.#readMembers('}', () => {
      if (this.#text[this.#position] !== '"')
        throw this.#error('json.unexpected_token', 'A name in double quotes must stand here.');
      const name = this.#readString();
      this.#skipWhiteSpace();
      if (!this.#take(':')) throw this.#error('json.unexpected_token', 'A colon must follow a name.');
      setOwn(object, name, this.#readValue(depth + 1));
    });
    return object;
  }

  #readArray(depth: number): LooseValue[] {
    const array: LooseValue[] = [];
    this.#readMembers(']', () => array.push(this.#readValue(depth + 1)));
    return array;
  }

  /** The members of an object or array with their commas, from the opening bracket to the closing one. */
  #readMembers(closing: string, readMember: () => void): void {
    this.#position++;
    this.#skipWhiteSpace();
    if (this.#take(closing)) return;
    for (;;) {
      this.#skipWhiteSpace();
      readMember();
      this.#skipWhiteSpace();
      if (this.#take(closing)) return;
      if (!this.#take(',')) throw this.#error('json.unexpected_token', `"," or "${closing}" must follow.`);
    }
  }

  #readString(): string {
    const start = this.#position++;
    for (;;) {
      this.#match(plainCharacters);
      if (this.#take('"')) return JSON.parse(this.#text.slice(start, this.#position)) as string;
      if (this.#position >= this.#text.length) throw this.#error('json.unexpected_end', 'The string has no end.');
      if (this.#match(escape) === undefined)
        throw this.#error('json.invalid_string', 'This must be escaped, or is no known escape.');
    }
  }

  #readNumber(): number | string {
    const source = this.#match(number);
    if (source === undefined || /[0-9.eE+-]/.test(this.#text[this.#position] ?? ''))
      throw this.#error('json.invalid_number', 'This is no JSON number.');
    return isKept(source) ? Number(source) : source;
  }

  #skipWhiteSpace(): void {
    this.#match(whiteSpace);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text)?.[0];
    this.#position += found?.length ?? 0;
    return found;
  }

  #take(expected: string): boolean {
    if (!this.#text.startsWith(expected, this.#position)) return false;
    this.#position += expected.length;
    return true;
  }

  #error(code: Extract<ErrorCode, `json.${string}`>, message: string): JsonSyntaxError {
    const position = locate(this.#text, this.#position);
    if (this.#position >= this.#text.length)
      return new JsonSyntaxError('json.unexpected_end', 'The text ends too early.', position);
    return new JsonSyntaxError(code, message, position);
  }
}

/** Whether a double keeps what a number says: not those beyond its range, and not all of more than 15 digits. */
function isKept(source: string): boolean {
  const value = Number(source);
  const [digits = ''] = source.split(/[eE]/);
  if (!Number.isFinite(value) || (value === 0 && /[1-9]/.test(digits))) return false;
  return Number.isSafeInteger(value) || digits.replaceAll(/[^0-9]/g, '').length <= 15;
}
