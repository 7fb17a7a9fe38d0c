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
    'cosUrl',
    'defaultLimits',
    'eventNames',
    'formatJson',
    'formatXml',
    'isJob',
    'isTaskFinish',
    'isUnknownCallback',
    'isUnknownJob',
    'jobTags',
    'outputObjects',
    'parseCallback',
    'parseJson',
    'parseTree',
    'parseXml',
    'safeParseCallback',
    'toNative',
    'validateCallback',
  ],
  types: [
    'ErrorCode',
    'EventByName',
    'EventName',
    'FormatOptions',
    'IntegerText',
    'Issue',
    'IssueCode',
    'Job',
    'JobByTag',
    'JobTag',
    'JobWithObjects',
    'KindOf',
    'Limits',
    'Native',
    'NativeResult',
    'NumberText',
    'ObjectRole',
    'ParseOptions',
    'ParseResult',
    'StandardIssue',
    'StandardResult',
    'StandardSchema',
    'TimeText',
    'UnknownFields',
    'UnknownName',
    'UnknownValue',
    'ValidateOptions',
    'ValidationMode',
    'WrittenObject',
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
