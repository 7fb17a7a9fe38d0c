import { seedBody } from '../bodies/index.ts';
import { contestantByName } from '../contestants/index.ts';
import { measureMemory } from './memory.ts';

const [, , name = '', kept = '1'] = process.argv;
console.log(JSON.stringify(await measureMemory(contestantByName(name), seedBody(), Number(kept))));
