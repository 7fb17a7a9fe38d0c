interface PublicNames {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

const core: PublicNames = {
  values: [
    'AuthenticationError',
    'BodyError',
    'CallbackError',
    'FormatError',
    'JsonSyntaxError',
    'MappingError',
    'ValidationError',
    'XmlSyntaxError',
    'callbackSchema',
    'defaultLimits',
    'eventNames',
    'formatJson',
    'formatXml',
    'isJob',
    'isReview',
    'isTaskFinish',
    'isUnknownCallback',
    'isUnknownJob',
    'isWorkflowFinish',
    'jobTags',
    'parseCallback',
    'parseJson',
    'parseTree',
    'parseXml',
    'safeParseCallback',
    'validateCallback',
  ],
  types: [
    'ErrorCode',
    'EventByName',
    'EventName',
    'FormatOptions',
    'Issue',
    'IssueCode',
    'Job',
    'JobByTag',
    'JobTag',
    'Limits',
    'ParseOptions',
    'ParseResult',
    'Review',
    'StandardIssue',
    'StandardResult',
    'StandardSchema',
    'UnknownFields',
    'UnknownName',
    'UnknownValue',
    'ValidateOptions',
    'ValidationMode',
  ],
};

/**
 * Every name that the packages export, but for the types that are generated from the schema and have its titles. A name that
 * goes, or comes by accident, fails the test; one that is meant to come is added here, and told in a changeset.
 */
export const publicNames: Readonly<Record<string, PublicNames>> = {
  '@ci-callback/core': core,
  '@ci-callback/core/node': {
    values: ['createCallbackReader', 'readBody', 'readCallback'],
    types: ['BodyInMemory', 'BodySource', 'CallbackReader', 'CallbackRequest'],
  },
  '@ci-callback/express': {
    values: [...core.values, 'callbackParser'],
    types: [...core.types, 'ParserMiddleware', 'ParserRequest'],
  },
  '@ci-callback/koa': {
    values: [...core.values, 'callbackParser'],
    types: [...core.types, 'CallbackState', 'ParserContext', 'ParserMiddleware'],
  },
};
