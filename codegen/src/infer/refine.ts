import { definingSchema, keyword, type Layers, propertiesOf } from '../layers.ts';
import type { Presence, SchemaNode } from '../schema-node.ts';
import { allOf, type Draft, draftProperty, noteMissed, type Path } from './draft-property.ts';
import { describeField } from './grounds.ts';
import { contradiction, isLeftToOthers, valueOf } from './match.ts';
import type { Observed } from './observed.ts';
import { placeholder } from './placeholder.ts';
import { referenceFrom } from './written.ts';

type Properties = Readonly<Record<string, SchemaNode>>;

/**
 * Drafts what an object has beyond its bases.
 * @param restates whether references are repeated where bodies show more of their presence than the base promises
 */
export function draftBeyond(
  draft: Draft,
  layers: Layers,
  path: Path,
  observed: Observed,
  restates: boolean,
): Properties {
  const known = propertiesOf(draft.schema, layers);
  const isOpen = keyword(layers, 'additionalProperties') === true;
  return Object.fromEntries(
    [...observed.fields].flatMap(([name, field]) => {
      const own = known.get(name);
      const at = [...path, name];
      if (own === undefined && isOpen) return [];
      const property =
        own === undefined
          ? draftProperty(draft, { path: at, field, around: observed, siblings: known.keys() })
          : refine(draft, own, at, field, observed, restates);
      return property === undefined ? [] : [[name, property] as const];
    }),
  );
}

/** Drafts a field again that a base has, if there is more to say of it. */
function refine(
  draft: Draft,
  own: Layers,
  path: Path,
  field: Observed,
  around: Observed,
  restates: boolean,
): SchemaNode | undefined {
  if (field.form === 'nothing') return undefined;
  const problem = contradiction(draft.schema, own, field);
  if (problem !== undefined) {
    draft.report.note(path.join('.'), problem);
    return undefined;
  }
  const value = valueOf(draft.schema, own);
  if (keyword(value, 'type') !== 'object') return undefined;
  const inherited = keyword(own, 'x-presence') ?? 'sometimes';
  const presence = stronger(inherited, draft.presence(field, around));
  const grounds = draft.report.grounds.length;
  const tell = (): void => {
    draft.report.grounds.splice(grounds, 0, describeField(path, field, around, presence));
  };
  if (isLeftToOthers(draft.schema, own)) {
    const object = draftObject(draft, path, field, presence);
    tell();
    return object;
  }
  const properties = draftBeyond(draft, value, path, field, false);
  const file = fileOf(draft, value);
  if (Object.keys(properties).length > 0) {
    tell();
    return extension(draft, path, { file, properties, presence, isList: keyword(own, 'type') === 'array' });
  }
  if (!restates || presence === inherited || file === undefined || keyword(own, 'type') === 'array') return undefined;
  tell();
  return { $ref: referenceFrom(draft.file, file), description: placeholder('what it holds'), 'x-presence': presence };
}

/** Drafts an object of which a base says that there is one, and no more. */
export function draftObject(draft: Draft, path: Path, field: Observed, presence: Presence): SchemaNode {
  const found = draft.shared.bases(path.at(-1) ?? '', field);
  const [file, ...others] = found?.candidate.files ?? [];
  if (found !== undefined) noteMissed(draft, path, found);
  if (found?.extra === 0 && found.candidate.isWhole && file !== undefined && others.length === 0)
    return { $ref: referenceFrom(draft.file, file), description: placeholder('what it holds'), 'x-presence': presence };
  const properties = draftBeyond(draft, found?.layers ?? [], path, field, true);
  const object = {
    type: 'object',
    title: draft.titles.ofObject(draft.owner, path),
    description: placeholder('what it holds'),
    'x-presence': presence,
  } as const;
  if (found === undefined && Object.keys(properties).length === 0) {
    draft.report.note(path.join('.'), 'nothing tells what it holds: it is left open');
    return { ...object, additionalProperties: true };
  }
  return {
    ...object,
    ...allOf(draft, found),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  };
}

interface Extension {
  /** The file that has the definition, if one has. */
  readonly file: string | undefined;
  readonly properties: Properties;
  readonly presence: Presence;
  readonly isList: boolean;
}

/** What a base has in a field, with more fields. */
function extension(draft: Draft, path: Path, { file, properties, presence, isList }: Extension): SchemaNode {
  const title = draft.titles.ofObject(draft.owner, path);
  const definition = {
    ...(file === undefined ? {} : { allOf: [{ $ref: referenceFrom(draft.file, file) }] }),
    properties,
  };
  if (!isList) {
    const description = placeholder('what it holds');
    return { type: 'object', title, description, 'x-presence': presence, ...definition };
  }
  const items = { type: 'object', title, description: placeholder('what an entry is'), ...definition } as const;
  return { type: 'array', description: placeholder('what it lists'), 'x-presence': presence, items };
}

function fileOf({ schema }: Draft, value: Layers): string | undefined {
  const at = definingSchema(schema, value);
  return at?.pointer === '' ? at.file : undefined;
}

/** What bodies show, unless the base promises as much. */
function stronger(inherited: Presence, shown: Presence): Presence {
  return inherited === 'sometimes' ? shown : inherited;
}
