import { isJob, type Job, type VoiceSeparateJob } from '@ci-callback/core';

/** What a job's callback says, as lines for people. */
export function describeJob(job: Job): string {
  const rows: [label: string, value: string][] = [
    ['job', `${job.JobId} (${job.Tag ?? 'no tag'})`],
    ['state', job.State ?? 'unknown'],
    [
      'started by',
      job.Workflow === undefined
        ? 'the job API'
        : `workflow ${job.Workflow.WorkflowName ?? ''}, run ${job.Workflow.RunId ?? ''}`,
    ],
    ...(isJob(job, 'VoiceSeparate') ? describeSeparation(job) : []),
  ];
  return rows.map(([label, value]) => `  ${label.padEnd(11)} ${value}`).join('\n');
}

function describeSeparation({ Operation }: VoiceSeparateJob): [label: string, value: string][] {
  const seconds = Number(Operation.MediaInfo?.Format?.Duration);
  const files = Operation.MediaResult?.OutputFile?.Md5Info ?? [];
  return [
    ['duration', `${seconds.toFixed(2)} s`],
    ...files.map(({ ObjectName, Md5 }, index): [string, string] => [
      index === 0 ? 'files' : '',
      `${ObjectName}, MD5 ${Md5}`,
    ]),
  ];
}
