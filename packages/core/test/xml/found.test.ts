import { expect, it } from 'vitest';
import { parseXml } from '../../src/index.ts';

// What `pnpm fuzz` found, at its smallest, with what the canonical form says: containers that hold nothing but empties are missing.
it.each<[name: string, message: string]>([
  ['an empty element in an element', '<Message><X><Y/></X></Message>'],
  ['an empty element twice', '<Message><X/><X/></Message>'],
  ['an element with nothing but a line break', '<Message><X>\n</X></Message>'],
  ['an element with a line break in an element', '<Message><X><Y>\n</Y></X></Message>'],
])('where text is declared, %s is nothing', (_name, message) => {
  const parse = (xml: string): unknown =>
    parseXml(
      `<Response><EventName>TaskFinish</EventName><JobsDetail><JobId>j</JobId>${xml}<Tag>T</Tag></JobsDetail></Response>`,
      {
        validation: 'off',
      },
    );
  expect(parse(message)).toEqual(parse(''));
});
