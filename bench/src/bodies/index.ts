import { readFileSync } from 'node:fs';
import { parseCallback } from '@ci-callback/core';
import type { Contestant } from '../contestants/contestant.ts';
import { noLimits } from './limits.ts';

/** A body, and the same data as the smallest JSON that has it. */
export interface Body {
  readonly name: string;
  readonly format: 'xml' | 'json';
  readonly sent: Buffer;
  readonly canonical: object;
  readonly minified: Buffer;
}

export function seedBody(): Body {
  return sample('voice-separate/workflow.xml');
}

export function allBodies(): readonly Body[] {
  return [
    sample('voice-separate/job-api.xml'),
    seedBody(),
    sample('voice-separate/workflow.json'),
    body('one small job', 'xml', documentOf('<JobsDetail><JobId>j1</JobId><State>Success</State></JobsDetail>')),
    body('200 jobs', 'xml', documentOf(jobs(200))),
    sample('unknown/unknown-tag.xml'),
  ];
}

/** A body of about so many bytes, of jobs like the seed's. */
export function largeBody(bytes: number): Buffer {
  return documentOf(jobs(Math.ceil(bytes / jobElement().length)));
}

/** What a contestant is given of a body, or undefined where it can't read it. */
export function inputFor({ reads }: Contestant, { format, sent, minified }: Body): Buffer | undefined {
  if (reads.length === 0) return minified;
  return reads.includes(format) ? sent : undefined;
}

function sample(path: string): Body {
  const sent = readFileSync(new URL(`../../../schema/samples/${path}`, import.meta.url));
  return body(path, path.endsWith('.xml') ? 'xml' : 'json', sent);
}

function body(name: string, format: 'xml' | 'json', sent: Buffer): Body {
  const canonical = parseCallback(sent, { limits: noLimits });
  return { name, format, sent, canonical, minified: Buffer.from(JSON.stringify(canonical)) };
}

function documentOf(content: string): Buffer {
  return Buffer.from(`<Response><EventName>TaskFinish</EventName>${content}</Response>`);
}

function jobs(count: number): string {
  const job = jobElement();
  return Array.from({ length: count }, (_, index) => job.replace('<JobId>j', `<JobId>j${index}`)).join('\n');
}

function jobElement(): string {
  const xml = sample('voice-separate/job-api.xml').sent.toString();
  return xml.slice(xml.indexOf('<JobsDetail>'), xml.indexOf('</Response>')).trimEnd();
}
