// Microsoft's emulators in containers: writes the configuration of Service Bus, then `docker compose up`. Arguments go to that command.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import declared from '../infra/service-bus.json' with { type: 'json' };
import { serviceBusEmulatorConfig } from './emulators/service-bus-config.ts';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, '.annal/emulators');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'Config.json'), JSON.stringify(serviceBusEmulatorConfig(declared), undefined, 2));
const asked = process.argv.slice(2);
const { error, status } = spawnSync('docker', ['compose', ...(asked.length > 0 ? asked : ['up'])], {
  cwd: root,
  stdio: 'inherit',
});
if (error !== undefined)
  console.error(
    `Docker cannot be started (${error.message}). Install it, or do without: npm start needs no container.`,
  );
process.exitCode = status ?? 1;
