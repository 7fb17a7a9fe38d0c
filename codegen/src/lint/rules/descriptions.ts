import { reservedTitles } from '../../emit/reserved-titles.ts';
import { nodesOf } from '../nodes.ts';
import type { Rule } from '../rule.ts';

/** What definitions are called and said to be. */
export const descriptionRules: readonly Rule[] = [
  {
    name: 'Every file and property has a description',
    code: 'description.missing',
    help: 'Say in a sentence what the field holds. It becomes the comment of the type and the row of the field table.',
    *find(schema) {
      for (const { node, file, pointer, role } of nodesOf(schema)) {
        if (role !== 'file' && role !== 'property') continue;
        if (typeof node['description'] !== 'string' || node['description'].trim() === '')
          yield { at: { file, pointer }, message: 'the description is missing' };
      }
    },
  },
  {
    name: 'Every description is written out',
    code: 'description.placeholder',
    help: 'The description was left to you: say in a sentence what the field holds.',
    *find(schema) {
      for (const { node, file, pointer } of nodesOf(schema)) {
        const { description } = node;
        if (typeof description === 'string' && /\bTOD[O]\b/i.test(description))
          yield { at: { file, pointer }, message: 'the description is still to be written' };
      }
    },
  },
  {
    name: 'Every file has a title',
    code: 'title.missing',
    help: 'Give the file a title in PascalCase, such as MediaInfo. It becomes the name of the type.',
    *find(schema) {
      for (const { node, file, pointer, role } of nodesOf(schema)) {
        if (role === 'file' && typeof node['title'] !== 'string')
          yield { at: { file, pointer }, message: 'the title is missing' };
      }
    },
  },
  {
    name: 'Every title can be the name of a type',
    code: 'title.form',
    help: 'Write it in PascalCase, with a capital after digits too, such as Md5Info.',
    *find(schema) {
      for (const { node, file, pointer } of nodesOf(schema)) {
        const { title } = node;
        if (typeof title !== 'string' || /^[A-Z](?:[A-Za-z]|\d+(?![a-z]))*$/.test(title)) continue;
        yield { at: { file, pointer: `${pointer}/title` }, message: `${title} is not in PascalCase` };
      }
    },
  },
  {
    name: 'No two definitions have the same title',
    code: 'title.duplicate',
    help: 'A title becomes the name of a TypeScript interface: give each definition its own.',
    *find(schema) {
      const first = new Map<string, string>();
      for (const { node, file, pointer } of nodesOf(schema)) {
        const { title } = node;
        if (typeof title !== 'string') continue;
        const other = first.get(title.toLowerCase());
        if (other === undefined) first.set(title.toLowerCase(), `${file}#${pointer}`);
        else yield { at: { file, pointer: `${pointer}/title` }, message: `${other} has the title ${title} too` };
      }
    },
  },
  {
    name: 'No title is a name that generated code has for something else',
    code: 'title.reserved',
    help: 'Choose a longer title, such as JobEnvelope in place of Job.',
    *find(schema) {
      for (const { node, file, pointer } of nodesOf(schema)) {
        const { title } = node;
        if (typeof title !== 'string' || !reservedTitles.has(title)) continue;
        if (title !== 'Callback' || node['x-root'] === undefined)
          yield { at: { file, pointer: `${pointer}/title` }, message: `generated code has ${title} already` };
      }
    },
  },
];
