// Empties the data folder of the local stack: streams, views, messages, blobs, all of it. Refuses while a system runs.
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { databaseInUse } from '../local/start/folder-lock.ts';
import { dataFolder } from '../local/start/start-options.ts';

// Deletes only what the stack itself makes: other files in the folder of ANNAL_DATA are kept.
const own = ['azurite', 'cosmos', 'functions', 'service-bus'];

const data = dataFolder(resolve(import.meta.dirname, '..'), process.env);
const held = existsSync(data) ? databaseInUse(data) : undefined;
if (held !== undefined) {
  console.error(`A running system uses ${held}. Stop it (Ctrl-C), and reset again.`);
  process.exit(1);
}
const found = existsSync(data) ? (await readdir(data)).filter((name) => own.includes(name)) : [];
for (const name of found) await rm(join(data, name), { recursive: true });
console.log(found.length === 0 ? `${data} was empty already.` : `${data} is empty now.`);
