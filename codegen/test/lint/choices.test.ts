import { describe } from 'vitest';
import type { SchemaPatch } from '../support/schemas.ts';
import { callback, echo, objectFile, operation, taskFinish, testRule, unknownEvent, unknownJob } from './case.ts';

const workflow = 'events/workflow.schema.json';
const twoEvents = {
  anyOf: ['task-finish', 'workflow', 'unknown'].map((name) => ({ $ref: `./events/${name}.schema.json` })),
};
const twoJobs = {
  properties: {
    JobsDetail: {
      items: { anyOf: ['echo', 'other', 'unknown'].map((name) => ({ $ref: `../jobs/${name}.schema.json` })) },
    },
  },
};

function workflowFinish(name: string | null) {
  return {
    ...objectFile('WorkflowFinish', {
      EventName: { type: 'string', description: 'The name.', ...(name === null ? {} : { const: name }) },
      RunId: { type: 'string', description: 'The run.' },
    }),
    required: ['EventName'],
  };
}

const detail = 'events/detail.schema.json';
const simple = 'events/simple.schema.json';
const twoReviews = {
  anyOf: ['task-finish', 'detail', 'simple', 'unknown'].map((name) => ({ $ref: `./events/${name}.schema.json` })),
};
const data = {
  data: {
    type: 'object',
    title: 'SimpleResult',
    description: 'A result.',
    properties: {
      event: { type: 'string', const: 'Review', description: 'The name.' },
      name: { type: 'string', description: 'A name.' },
    },
  },
};

function reviewForm(title: string, properties: SchemaPatch) {
  const name = { type: 'string', const: 'Review', description: 'The name.' };
  return {
    ...objectFile(title, { EventName: name, ...properties }),
    required: ['EventName', ...Object.keys(properties)],
  };
}

function otherJob(tag: string | null) {
  return {
    ...objectFile('OtherJob', {
      Tag: { type: 'string', description: 'The tag.', ...(tag === null ? {} : { const: tag }) },
    }),
    required: ['Tag'],
  };
}

describe('choices between kinds', () => {
  testRule({
    code: 'root.not-one',
    broken: { [callback]: { 'x-root': null } },
    at: [`${callback}#`],
    fine: { [callback]: { 'x-root': 'Callback' } },
  });

  testRule({
    code: 'choice.misplaced',
    broken: operation({
      One: { type: 'array', description: 'Jobs.', items: { anyOf: [{ $ref: './unknown.schema.json' }] } },
    }),
    at: [`${echo}#/properties/Operation/properties/One/items/anyOf`],
    fine: { [callback]: twoEvents, [workflow]: workflowFinish('WorkflowFinish') },
  });

  testRule({
    code: 'event.no-name',
    broken: { [callback]: twoEvents, [workflow]: workflowFinish(null) },
    at: [`${workflow}#`],
    fine: { [callback]: twoEvents, [workflow]: workflowFinish('WorkflowFinish') },
  });

  testRule({
    code: 'event.duplicate-name',
    broken: { [callback]: twoEvents, [workflow]: workflowFinish('TaskFinish') },
    at: [`${workflow}#/properties/EventName`],
    fine: { [callback]: twoEvents, [workflow]: workflowFinish('taskFinish') },
  });

  testRule({
    code: 'event.duplicate-name',
    broken: {
      [callback]: twoReviews,
      [detail]: reviewForm('ReviewDetail', { JobsDetail: { type: 'string', description: 'The job.' } }),
      [simple]: { ...reviewForm('ReviewSimple', data), required: ['EventName'] },
    },
    at: [`${simple}#/properties/EventName`],
    fine: {
      [callback]: twoReviews,
      [detail]: reviewForm('ReviewDetail', {}),
      [simple]: reviewForm('ReviewSimple', data),
    },
  });

  testRule({
    code: 'event.inference',
    broken: {
      [callback]: twoReviews,
      [detail]: reviewForm('ReviewDetail', {}),
      [simple]: { ...reviewForm('ReviewSimple', data), 'x-inferred-by': 'data/name' },
    },
    at: [`${simple}#/x-inferred-by`],
    fine: {
      [callback]: twoReviews,
      [detail]: reviewForm('ReviewDetail', {}),
      [simple]: { ...reviewForm('ReviewSimple', data), 'x-inferred-by': 'data/event' },
    },
  });

  testRule({
    code: 'event.inference',
    broken: {
      [callback]: twoEvents,
      [taskFinish]: { 'x-inferred-by': 'Jobs' },
      [workflow]: workflowFinish('WorkflowFinish'),
    },
    at: [`${taskFinish}#/x-inferred-by`],
    fine: { [callback]: twoEvents, [workflow]: { ...workflowFinish('WorkflowFinish'), 'x-inferred-by': 'RunId' } },
  });

  testRule({
    code: 'job.no-tag',
    broken: { [taskFinish]: twoJobs, 'jobs/other.schema.json': otherJob(null) },
    at: ['jobs/other.schema.json#'],
    fine: { [taskFinish]: twoJobs, 'jobs/other.schema.json': otherJob('Other') },
  });

  testRule({
    code: 'job.duplicate-tag',
    broken: { [taskFinish]: twoJobs, 'jobs/other.schema.json': otherJob('Echo') },
    at: ['jobs/other.schema.json#/properties/Tag'],
    fine: { [taskFinish]: twoJobs, 'jobs/other.schema.json': otherJob('echo') },
  });

  testRule({
    code: 'kind.no-unknown',
    broken: {
      [unknownJob]: { properties: { Tag: { type: 'string', const: 'Unknown', description: 'The tag.' } } },
      [unknownEvent]: {
        required: null,
        properties: { EventName: null, Name: { type: 'string', description: 'A text.' } },
      },
    },
    at: [`${unknownEvent}#`, `${unknownJob}#/properties/Tag`],
    fine: { [unknownJob]: { properties: { Tag: { type: 'string', enum: ['One', 'Two'], description: 'The tag.' } } } },
  });

  testRule({
    code: 'kind.optional-name',
    broken: { [echo]: { required: null } },
    at: [`${echo}#/properties/Tag`],
    fine: { [echo]: { required: ['State', 'Tag'] } },
  });
});
