import type { Diagnostic } from '../diagnostics.ts';
import type { SchemaSet } from '../load.ts';
import { compareWithVocabulary } from './meta-schema.ts';
import { applyRules, type Rule } from './rule.ts';
import { choiceRules } from './rules/choices.ts';
import { descriptionRules } from './rules/descriptions.ts';
import { keywordRules } from './rules/keywords.ts';
import { kindRules } from './rules/kinds.ts';
import { mergedNameRules, nameRules } from './rules/names.ts';
import { objectRules } from './rules/objects.ts';
import { presenceRules } from './rules/presence.ts';
import { referenceRules } from './rules/references.ts';
import { roleRules } from './rules/roles.ts';

/** Rules about what is written, each file by itself or by where its references lead. */
export const writtenRules: readonly Rule[] = [
  ...referenceRules,
  ...descriptionRules,
  ...nameRules,
  ...keywordRules,
  ...choiceRules,
];

/** Rules about what the files mean together. They follow references, so they only apply to files that meet the other rules. */
export const mergedRules: readonly Rule[] = [
  ...mergedNameRules,
  ...objectRules,
  ...kindRules,
  ...presenceRules,
  ...roleRules,
];

/** Everything that is wrong with a schema; nothing if a model can be built from it. */
export function lintSchema(schema: SchemaSet): readonly Diagnostic[] {
  const written = applyRules(writtenRules, schema);
  const others = compareWithVocabulary(schema).filter((problem) => !written.some((told) => covers(told, problem)));
  const problems = [...written, ...others];
  return problems.length > 0 ? problems : applyRules(mergedRules, schema);
}

/** Whether a rule of this project, which knows more of what was meant, has told of the place that the meta-schema complains of. */
function covers(told: Diagnostic, problem: Diagnostic): boolean {
  if (told.file !== problem.file) return false;
  return told.pointer === problem.pointer || (told.pointer !== '' && problem.pointer.startsWith(`${told.pointer}/`));
}
