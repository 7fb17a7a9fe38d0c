import { definitionOf, type Model, type Variant, type Variants } from '../../model.ts';
import { markdownBanner } from '../banner.ts';
import type { GeneratedFile } from '../emitter.ts';
import { evidenceName, isUnverified } from '../evidence.ts';
import type { Sample } from '../../samples.ts';
import { schemaFilesOf } from '../schema-files.ts';
import { code, link, table } from './markdown.ts';
import { definitionPage, pagePath } from './page.ts';
import { shownSamples } from './shown-samples.ts';

/** A page with the fields of each event and job, and an index of them. */
export function emitDocs(model: Model, samples: readonly Sample[]): readonly GeneratedFile[] {
  return [indexPage(model, samples), ...pages(model, samples, model.events), ...pages(model, samples, model.jobs)];
}

function pages(model: Model, samples: readonly Sample[], choice: Variants): readonly GeneratedFile[] {
  const { property, known, unknown } = choice;
  return [
    ...known.map((variant) =>
      definitionPage(
        model,
        variant.title,
        howTold(variant, property, known),
        shownSamples(model, choice, variant, samples),
      ),
    ),
    definitionPage(model, unknown, `For every ${code(property)} that this version of the schema does not know.`, []),
  ];
}

function howTold(variant: Variant, property: string, known: readonly Variant[]): string {
  const { name, inferredBy, toldBy } = variant;
  const inference = inferredBy === undefined ? '' : ` or, where that is missing, by ${sign(inferredBy, name)}`;
  const others = known.filter((other) => other.name === name && other !== variant);
  const own = toldBy === undefined ? [] : [`Told from other forms of the event by having ${code(toldBy)}.`];
  return [
    `Told by ${code(property)} being ${code(name)}${inference}.`,
    ...own,
    ...others.map((other) => `Another form: ${otherForm(other)}.`),
  ].join(' ');
}

function otherForm({ title, toldBy }: Variant): string {
  return `${link(title, pagePath(title))}${toldBy === undefined ? '' : `, which has ${code(toldBy)}`}`;
}

/** What a kind is inferred by: the presence of a field, or a text in one. */
function sign(inferredBy: string, name: string): string {
  const [field = '', inner] = inferredBy.split('/');
  return inner === undefined ? `having ${code(field)}` : `${code(inner)} in ${code(field)} being ${code(name)}`;
}

function indexPage(model: Model, samples: readonly Sample[]): GeneratedFile {
  const { root, events, jobs } = model;
  const content = `# Field reference

${root.description} In XML its root element is ${code(root.elementName)}.

## Events

${index(model, samples, events)}
## Jobs

${index(model, samples, jobs)}
**Verified** are those of which a body has been seen. What is said of the others can be wrong.
`;
  return { path: 'README.md', content: markdownBanner(schemaFilesOf(model)) + content };
}

function index(model: Model, samples: readonly Sample[], choice: Variants): string {
  const { property, known, unknown } = choice;
  const rows = known.map((variant) => {
    const { name, title } = variant;
    const { description, evidence } = definitionOf(model, title);
    const verified = isUnverified(evidence) ? 'no' : 'yes';
    const sample =
      shownSamples(model, choice, variant, samples).length > 0 ? link('sample', `${pagePath(title)}#sample`) : '';
    return [code(name), link(title, pagePath(title)), verified, sample, evidenceName(evidence), description];
  });
  const other = ['any other', link(unknown, pagePath(unknown)), '', '', '', definitionOf(model, unknown).description];
  return table([code(property), 'Fields', 'Verified', 'Sample', 'Known from', 'Description'], [...rows, other]);
}
