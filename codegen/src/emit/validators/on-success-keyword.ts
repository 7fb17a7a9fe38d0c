import { _, type CodeKeywordDefinition } from 'ajv';

/**
 * A keyword for a schema that a job has to meet when it has succeeded. `if` and `then` say the same in five times the code,
 * and add a violation of their own to each that they find.
 */
export const onSuccessKeyword: CodeKeywordDefinition = {
  keyword: 'onSuccess',
  type: 'object',
  schemaType: 'object',
  code(context) {
    const { data, gen } = context;
    gen.if(_`${data}.State === "Success"`, () => context.subschema({ keyword: 'onSuccess' }, gen.name('valid')));
  },
};
