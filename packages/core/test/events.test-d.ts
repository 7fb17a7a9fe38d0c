import { assertType, expectTypeOf, test } from 'vitest';
import {
  isReview,
  isTaskFinish,
  isWorkflowFinish,
  type Callback,
  type EventByName,
  type Review,
  type ReviewDocument,
  type ReviewHtml,
  type ReviewImageDetail,
  type ReviewImageSimple,
  type ReviewTextDetail,
  type ReviewTextSimple,
  type ReviewVideoDetail,
  type TaskFinish,
  type UnknownCallback,
  type UnnamedReview,
  type WorkflowFinish,
} from '../src/index.ts';

declare const callback: Callback;

test('the guards of events narrow both ways, until what is unknown is left', () => {
  if (isWorkflowFinish(callback)) expectTypeOf(callback).toEqualTypeOf<WorkflowFinish>();
  else expectTypeOf(callback).toEqualTypeOf<Exclude<Callback, WorkflowFinish>>();
  if (isReview(callback)) expectTypeOf(callback).toEqualTypeOf<Review>();
  else expectTypeOf(callback).toEqualTypeOf<TaskFinish | WorkflowFinish | UnknownCallback>();
  if (isReview(callback) || isTaskFinish(callback) || isWorkflowFinish(callback)) return;
  expectTypeOf(callback).toEqualTypeOf<UnknownCallback>();
});

test('a review is one of all forms of all events of content moderation', () => {
  expectTypeOf<Review>().toEqualTypeOf<
    EventByName[
      | 'ReviewImage'
      | 'ReviewText'
      | 'ReviewAudio'
      | 'ReviewVideo'
      | 'ReviewDocument'
      | 'ReviewHtml'
      | 'Review']
  >();
});

test('the name of an event narrows to its forms, and a field to one of them', () => {
  if (callback.EventName !== 'ReviewImage') return;
  expectTypeOf(callback).toEqualTypeOf<ReviewImageDetail | ReviewImageSimple>();
  // @ts-expect-error only the detailed form has it
  void callback.JobsDetail;
  if ('data' in callback) {
    expectTypeOf(callback).toEqualTypeOf<ReviewImageSimple>();
    expectTypeOf(callback.data.trace_id).toEqualTypeOf<string | undefined>();
    // @ts-expect-error a simple form of an image has a score in place of a count
    void callback.data.porn_info?.count;
  } else {
    expectTypeOf(callback).toEqualTypeOf<ReviewImageDetail>();
    expectTypeOf(callback.JobsDetail.JobId).toEqualTypeOf<string>();
  }
});

test('a field narrows all reviews to the detailed or the simple ones', () => {
  if (!isReview(callback)) return;
  if ('JobsDetail' in callback) {
    expectTypeOf<ReviewTextDetail | ReviewVideoDetail | ReviewDocument | ReviewHtml>().toExtend<typeof callback>();
    expectTypeOf(callback.JobsDetail.CosHeaders?.['x-cos-meta-id']).not.toBeAny();
    expectTypeOf(callback.JobsDetail.Label).toEqualTypeOf<string | undefined>();
  } else {
    expectTypeOf<ReviewTextSimple | UnnamedReview>().toExtend<typeof callback>();
    expectTypeOf(callback.data.result).toExtend<number | undefined>();
  }
});

test('numbers are numbers, and their documented values stay open', () => {
  expectTypeOf<ReviewImageDetail['JobsDetail']['Score']>().toEqualTypeOf<number | undefined>();
  assertType<ReviewImageDetail['JobsDetail']['Result']>(1);
  assertType<ReviewImageDetail['JobsDetail']['Result']>(7 as number);
  // @ts-expect-error a verdict is no text
  assertType<ReviewImageDetail['JobsDetail']['Result']>('1');
});

test('a workflow has its tasks in a list, with text as leaves', () => {
  if (!isWorkflowFinish(callback)) return;
  expectTypeOf(callback.WorkflowExecution.RunId).toEqualTypeOf<string>();
  expectTypeOf(callback.WorkflowExecution.Tasks?.[0]?.ResultInfo?.ObjectCount).toExtend<string | undefined>();
});
