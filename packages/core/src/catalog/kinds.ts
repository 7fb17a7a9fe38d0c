import type { SchemaValidator } from '../generated/validators/schema-validator.ts';
import type { FormsDeclaration, ObjectShape, VariantsShape } from '../shape/index.ts';

interface Validators {
  readonly lenient: SchemaValidator;
  readonly strict: SchemaValidator;
}

/** All that the schema says of one type of job. */
export interface JobKind<Tag extends string = string> extends Validators {
  /** Its `Tag`. */
  readonly name: Tag;
  readonly shape: ObjectShape;
}

/** All that the schema says of one event. */
export interface EventKind<Name extends string = string> extends Validators {
  /** Its `EventName`. */
  readonly name: Name;
  /** The shape with the jobs that are known. */
  readonly shape: (job: VariantsShape) => ObjectShape | FormsDeclaration;
  /** What tells the event where its name is missing: a field that is there, or the path to a text that is the name. */
  readonly inferredBy?: string;
}

/** What holds for everything that isn't known. */
export interface UnknownKind extends Validators {
  readonly shape: ObjectShape;
}
