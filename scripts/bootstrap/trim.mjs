// Removes from node_modules what comes with Node 24 and only serves to compile add-ons: 67 of its 189 MB.
// npm runs this after it has installed ("postinstall"). An install without scripts keeps the files; nothing else differs.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'tools/node24/package.json'), 'utf8'));

for (const name of Object.keys(optionalDependencies))
  rmSync(join(root, 'node_modules', name, 'include'), { recursive: true, force: true });
