// node hashes.ts 1 2 3: prints the hash of what has happened in the runs of these seeds, one a line.
import { simulate } from './simulate.ts';

for (const seed of process.argv.slice(2)) console.log((await simulate({ seed: Number(seed), commands: 20 })).traceHash);
