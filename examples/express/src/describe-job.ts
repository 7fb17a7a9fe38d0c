import { isJob, outputObjects, toNative, type Job, type VoiceSeparateJob } from '@ci-callback/express';

type Row = readonly [label: string, value: string];

/** What a job's callback says, as lines for people. */
export function describeJob(job: Job): string {
  const rows: readonly Row[] = [
    ['job', `${job.JobId} (${job.Tag ?? 'no tag'})`],
    ['state', job.State ?? 'unknown'],
    [
      'started by',
      job.Workflow === undefined
        ? 'the job API'
        : `workflow ${job.Workflow.WorkflowName ?? ''}, run ${job.Workflow.RunId ?? ''}`,
    ],
    ...(isJob(job, 'VoiceSeparate') ? describeDuration(job) : []),
    ...describeFiles(job),
  ];
  return rows.map(([label, value]) => `  ${label.padEnd(11)} ${value}`).join('\n');
}

function describeDuration(job: VoiceSeparateJob): readonly Row[] {
  const seconds = toNative(job).data.Operation.MediaInfo?.Format?.Duration;
  return typeof seconds === 'number' ? [['duration', `${seconds.toFixed(2)} s`]] : [];
}

function describeFiles(job: Job): readonly Row[] {
  return outputObjects(job).map(({ key, md5 }, index) => [
    index === 0 ? 'files' : '',
    md5 === undefined ? key : `${key}, MD5 ${md5}`,
  ]);
}
