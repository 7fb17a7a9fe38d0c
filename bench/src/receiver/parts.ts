import { median } from '../measure/sampler.ts';
import { RunningServer } from './running-server.ts';
import { parts, token } from './servers.ts';

const perRound = 800;
const rounds = 80;
const warmUpRounds = 80;

/** Microseconds that a callback takes, and how many more than the first part's in the same round: medians of all rounds. */
export interface PartCost {
  readonly name: string;
  readonly microseconds: number;
  readonly more: number;
}

/** Measures all parts in one process, which take turns, so that nothing but what they do tells them apart. */
export async function measureParts(): Promise<readonly PartCost[]> {
  const server = await RunningServer.start('parts');
  try {
    const names = Object.keys(parts);
    const measured = names.map((): number[] => []);
    for (let round = -warmUpRounds; round < rounds; round++) {
      for (let turn = 0; turn < names.length; turn++) {
        const index = (round + warmUpRounds + turn) % names.length;
        const milliseconds = await server.measure(`/ci-callback?part=${index}&token=${token}`, perRound);
        if (round >= 0) measured[index]?.push((milliseconds * 1000) / perRound);
      }
    }
    const [first = []] = measured;
    return names.map((name, index) => {
      const own = measured[index] ?? [];
      const more = own.map((time, round) => time - (first[round] ?? Number.NaN));
      return { name, microseconds: median(own), more: median(more) };
    });
  } finally {
    server.stop();
  }
}
