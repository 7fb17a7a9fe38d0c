import { definitionOf, type Model, type Variant, type Variants } from '../../model.ts';
import type { Sample } from '../../samples.ts';
import { kebabCase } from '../names.ts';

/** Where the samples of a kind are: those of a job under the name of its schema file, those of an event under its own name. */
function folderOf(model: Model, { property }: Variants, { name, title }: Variant): string {
  if (property === 'Tag') return definitionOf(model, title).file.replace(/^.*\/|\.schema\.json$/g, '');
  return kebabCase(name);
}

/** What a reader wants to see first, if it is there: a plain job, then one of a workflow. */
const preferred = ['job-api', 'success', 'workflow'];

/** One callback of a kind as the samples have it: in JSON and, unless it is never sent so, in XML. */
export function shownSamples(
  model: Model,
  choice: Variants,
  variant: Variant,
  samples: readonly Sample[],
): readonly Sample[] {
  const folder = folderOf(model, choice, variant);
  const others = choice.known.filter(({ name, title }) => name === variant.name && title !== variant.title);
  const own = samples.filter(({ file }) => file.startsWith(`samples/${folder}/`));
  const fitting = own.filter((sample) => sample.file.endsWith('.json') && isOfForm(sample, variant, others));
  const stems = [...preferred.map((stem) => `${folder}/${stem}`), ...fitting.map(({ stem }) => stem)];
  const shown = stems.find((stem) => fitting.some((sample) => sample.stem === stem));
  return own.filter(({ stem }) => stem === shown);
}

/** Whether a body has what tells its form, or lacks what tells the others. */
function isOfForm({ bytes }: Sample, { toldBy }: Variant, others: readonly Variant[]): boolean {
  if (others.length === 0) return true;
  const body = JSON.parse(Buffer.from(bytes).toString('utf8')) as object;
  return toldBy === undefined
    ? others.every((other) => !Object.hasOwn(body, other.toldBy ?? ''))
    : Object.hasOwn(body, toldBy);
}
