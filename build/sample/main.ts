import { parseArgs } from 'node:util';
import { ACTORS } from './actors.ts';
import { seededRandom } from './random.ts';

// One process of the living sample: plays the actor named first, prints "ready" when its first thing is there to
// see, and ends with its standard input, which is its parent's pipe.
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    connect: { type: 'string' },
    seed: { type: 'string', default: '1' },
    still: { type: 'boolean', default: false },
  },
});
const [name = ''] = positionals;
const actor = Object.entries(ACTORS).find(([key]) => key === name)?.[1];
if (actor === undefined || values.connect === undefined) {
  throw new Error(`Usage: main.ts ${Object.keys(ACTORS).join('|')} --connect HOST:PORT`);
}

process.stdin.on('end', () => process.exit(0)).resume();
await actor({
  connectString: values.connect,
  random: seededRandom(Number(values.seed)),
  still: values.still,
  ready: () => {
    console.log('ready');
    if (name === 'builder') process.exit(0);
  },
});
