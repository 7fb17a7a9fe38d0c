import { isDeepStrictEqual } from 'node:util';
import { formatXml, parseCallback, type Callback } from '@ci-callback/core';
import { XMLBuilder } from 'fast-xml-parser';
import { Builder } from 'xml2js';
import type { Body } from '../bodies/index.ts';
import { sampleInterleaved, type SamplingOptions, type Timing } from './sampler.ts';

/** Writes a callback as XML in one line; each writer's text is parsed before it is timed. */
export function measureWriting({ canonical }: Body, options: SamplingOptions): readonly Timing[] {
  const callback = canonical as Callback;
  const fastXmlBuilder = new XMLBuilder({ suppressEmptyNode: true });
  const xml2jsBuilder = new Builder({ rootName: 'Response', headless: true, renderOpts: { pretty: false } });
  const tasks = [
    { name: 'ci-callback, formatXml', run: () => formatXml(callback) },
    { name: 'JSON.stringify', run: () => JSON.stringify(callback) },
    { name: 'fast-xml-parser, XMLBuilder', run: () => fastXmlBuilder.build({ Response: callback }) },
    { name: 'xml2js, Builder', run: () => xml2jsBuilder.buildObject(callback) },
  ];
  for (const { name, run } of tasks)
    if (!isDeepStrictEqual(parseCallback(run()), canonical)) throw new Error(`${name} writes something else`);
  return sampleInterleaved(tasks, options);
}
