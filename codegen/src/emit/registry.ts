import { definitionOf, formsByName, type Model, type Variants } from '../model.ts';
import { codeBanner } from './banner.ts';
import type { GeneratedFile } from './emitter.ts';
import { kindDirectories, kindSpecifier } from './catalog.ts';
import { ModuleImports } from './module-imports.ts';
import { constantName, kindName, literal } from './names.ts';
import { shapePath } from './shapes/shape-writer.ts';
import { modulePath } from './validators/index.ts';
import { validatorName } from './validators/names.ts';

const path = 'registry.ts';

/** What this version of the schema knows, by name, and what holds for everything else. */
export function emitRegistry({ events, jobs, root, ...model }: Model): readonly GeneratedFile[] {
  const whole = { events, jobs, root, ...model };
  const imports = new ModuleImports(path, 'import');
  imports.add('../catalog/kinds.ts', 'type EventKind');
  imports.add('../catalog/kinds.ts', 'type JobKind');
  imports.add('../catalog/kinds.ts', 'type UnknownKind');
  const unknownEvent = unknownKind(whole, imports, events, 'otherEvents', 'What holds for every other callback.');
  const unknownJob = unknownKind(whole, imports, jobs, 'otherJobs', 'What holds for every other job.');
  const content = [
    `/** The name of the root element in XML. */\nexport const rootName = ${literal(root.elementName)};\n`,
    names('eventNames', events, `The \`${events.property}\` of each event that this version of the schema knows.`),
    names('jobTags', jobs, `The \`${jobs.property}\` of each job that this version of the schema knows.`),
    list(
      'allEvents',
      'EventKind',
      'events',
      events,
      'All events, in the order in which one is inferred where its name is missing.',
    ),
    list('allJobs', 'JobKind', 'jobs', jobs, 'All jobs.'),
    unknownEvent,
    unknownJob,
  ].join('\n');
  const kinds = Object.values(kindDirectories).map(
    (directory) => `import * as ${directory} from '${kindSpecifier(path, directory)}';\n`,
  );
  return [{ path, content: codeBanner([root.file]) + kinds.join('') + imports.toString() + content }];
}

function names(name: string, choice: Variants, description: string): string {
  const all = [...formsByName(choice).keys()].map(literal);
  return `/** ${description} */\nexport const ${name} = [${all.join(', ')}] as const;\n`;
}

function list(name: string, type: string, directory: string, choice: Variants, description: string): string {
  const all = [...formsByName(choice).keys()].map((kind) => `${directory}.${kindName(kind)}`);
  return `/** ${description} */\nexport const ${name}: readonly ${type}[] = [${all.join(', ')}];\n`;
}

function unknownKind(
  model: Model,
  imports: ModuleImports,
  { unknown }: Variants,
  name: string,
  description: string,
): string {
  const { file } = definitionOf(model, unknown);
  const shape = constantName(unknown);
  imports.add(shapePath(file), shape);
  for (const mode of ['lenient', 'strict'] as const)
    imports.add(modulePath(mode, file), `${validatorName(unknown)} as ${mode}${unknown}`);
  return `/** ${description} */\nexport const ${name}: UnknownKind = { shape: ${shape}, lenient: lenient${unknown}, strict: strict${unknown} };\n`;
}
