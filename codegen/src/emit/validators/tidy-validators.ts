import { isObject, type JsonValue } from '../../json.ts';
import { kindPatterns } from '../../kinds.ts';
import { namePattern, patternName } from './names.ts';

/**
 * Makes the compiler's code shorter and its diffs small, and gives its functions by their names; what they do stays the same.
 * A rewriting whose pattern the compiler no longer writes changes nothing.
 *
 * @throws {Error} if the code has something beside functions, which would belong to none of them
 */
export function tidyValidators(code: string, functionNames: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const inlined = nameKindPatterns(inlineNamePatterns(inlineSchemaLookups(matchKnownNames(code))));
  const shortened = rewritings.reduce((text, [pattern, replacement]) => text.replaceAll(pattern, replacement), inlined);
  const named = shortened.replaceAll(/\bvalidate\d+\b/g, (name) => functionNames.get(name) ?? name);
  return new Map(
    exportDirectly(named)
      .split(functionStart)
      .map((text) => {
        const [, name] = /^export function (\w+)[^]*\n\}\s*$/.exec(text) ?? [];
        if (name === undefined) throw new Error(`The validators have something beside functions: ${text.slice(-80)}`);
        return [name, nameValues(text)];
      }),
  );
}

const rewritings: readonly (readonly [RegExp, string])[] = [
  // Modules are strict anyway.
  [/^"use strict";\n?/g, ''],
  [/\/\*# sourceURL=.*?\*\/;?\n?/g, ''],
  [/typeof (\w+) == "object"/g, 'typeof $1 === "object"'],
  [/\blet (data\d+) = /g, 'const $1 = '],
  // Nothing reads where in the schema a rule stands; the place in the object and the rule's name tell enough.
  [/schemaPath:"[^"]*",/g, ''],
  // Nothing reads the parent of what is checked.
  [/,parentData(?::\w+)?,parentDataProperty(?::(?:"[^"]*"|\w+))?,rootData\}/g, '}'],
  [/\{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}/g, '{instancePath=""}={}'],
  // Field names are XML names, so nothing in them needs escaping in a pointer.
  [/\b(\w+)\.replace\(\/~\/g, "~0"\)\.replace\(\/\\\/\/g, "~1"\)/g, '$1'],
  // What is written out for each violation goes into one function.
  [/\{instancePath,keyword:/g, '{instancePath:instancePath,keyword:'],
  [
    /const (err\d+) = \{instancePath:(.*),keyword:("\w+"),params:(.*)\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}/g,
    'vErrors = report(vErrors, $2, $3, $4);',
  ],
  // Whether there are violations tells as much as how many there are.
  [/^let errors = 0;\n|^errors\+\+;\n|^errors = vErrors\.length;\n/gm, ''],
  [/\breturn errors === 0;/g, 'return vErrors === null;'],
  // A field's presence and its only rule are one condition.
  [
    /if\((data\.\w+ !== undefined|\/.*?\/u\.test\(key\d+\))\)\{\nif\((.*)\)\{\n((?:.*;\n)+)\}\n\}/g,
    'if($1 && ($2)){\n$3}',
  ],
];

const functionStart = /^(?=export function )/m;

function exportDirectly(code: string): string {
  return code
    .replaceAll(/^export const (\w+) = \1;\n/gm, '')
    .replaceAll(/^function (\w+)/gm, 'export function $1')
    .trimStart();
}

/** Calls a field's value by the field, not by a number that changes with the fields before it. */
function nameValues(functionCode: string): string {
  const names = new Map(
    [...functionCode.matchAll(/\bconst (data\d+) = data\.(\w+);/g)].map(([, value = '', field = '']) => [
      value,
      `value${field}`,
    ]),
  );
  return functionCode.replaceAll(/\bdata\d+\b/g, (value) => names.get(value) ?? value);
}

/** Calls the patterns of what a text holds by what it holds, and leaves them to a module of their own. */
function nameKindPatterns(code: string): string {
  const names = new Map(Object.entries(kindPatterns).map(([kind, pattern]) => [String(pattern), patternName(kind)]));
  const used = new Map<string, string>();
  const remaining = code.replaceAll(/^const (formats\d+) = (.*);\n/gm, (line, name: string, pattern: string) => {
    const known = names.get(pattern);
    if (known === undefined) return line;
    used.set(name, known);
    return '';
  });
  return remaining.replaceAll(/\bformats\d+\b/g, (name) => used.get(name) ?? name);
}

/** Looks names up by a pattern, as where there are few of them: the compiler asks the properties of a schema where there are many. */
function matchKnownNames(code: string): string {
  const schemas = schemasIn(code);
  return code
    .replaceAll(/^const func\d+ = Object\.prototype\.hasOwnProperty;\n/gm, '')
    .replaceAll(/\bfunc\d+\.call\((schema\d+)([^,]*), (\w+)\)/g, (_call, name: string, path: string, key: string) => {
      const properties = lookUp(schemas.get(name), path);
      return `/${namePattern(Object.keys(isObject(properties) ? properties : {}))}/u.test(${key})`;
    });
}

/** Puts the patterns of field names where they are used: hoisted ones have numbers, and a new one would change all after it. */
function inlineNamePatterns(code: string): string {
  const patterns = new Map<string, string>();
  const remaining = code.replaceAll(
    /^const (pattern\d+) = new RegExp\((".*"), "u"\);\n/gm,
    (_line, name: string, source: string) => {
      patterns.set(name, `/${JSON.parse(source)}/u`);
      return '';
    },
  );
  return remaining.replaceAll(/\bpattern\d+\b/g, (name) => patterns.get(name) ?? name);
}

/** Puts values in place of lookups in the schemas that the compiler keeps, and drops the schemas. */
function inlineSchemaLookups(code: string): string {
  const schemas = schemasIn(code);
  return code
    .replaceAll(schemaConstant, '')
    .replaceAll(/\b(schema\d+)((?:\.\w+|\["[^"]*"\])*)/g, (_lookup, name: string, path: string) =>
      JSON.stringify(lookUp(schemas.get(name), path)),
    );
}

const schemaConstant = /^const (schema\d+) = (\{.*\});\n/gm;

function schemasIn(code: string): ReadonlyMap<string, JsonValue> {
  const constants = code.matchAll(schemaConstant);
  return new Map([...constants].map(([, name = '', json = '']) => [name, JSON.parse(json) as JsonValue]));
}

function lookUp(schema: JsonValue | undefined, path: string): JsonValue | undefined {
  const names = [...path.matchAll(/\.(\w+)|\["([^"]*)"\]/g)].map(([, plain, quoted]) => plain ?? quoted ?? '');
  return names.reduce<JsonValue | undefined>((at, name) => (isObject(at) ? at[name] : undefined), schema);
}
