import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, markInstalled } from './installed.mjs';
import { withLock } from './lock.mjs';

/**
 * Installs the packages of the lockfile unless they are there. Two of these at once do not disturb each other: the
 * second waits, and then finds everything in place. Ends the process with a clear message when installing fails.
 *
 * @param {string} root the checkout
 */
export async function installIfNeeded(root) {
  if (isInstalled(root)) return;
  mkdirSync(join(root, '.annal'), { recursive: true });
  await withLock(
    join(root, '.annal', 'install.lock'),
    'Another install is running in this folder; waiting for it.',
    () => {
      if (!isInstalled(root)) install(root);
    },
  );
}

function install(root) {
  const started = performance.now();
  console.error('Installing the packages of package-lock.json (once; about a minute)...');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawnSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  if (npm.status !== 0) fail(npm);
  markInstalled(root);
  console.error(`Installed in ${Math.round((performance.now() - started) / 1000)} s.`);
}

function fail(npm) {
  const said = [npm.error?.message, npm.stdout, npm.stderr].filter(Boolean).join('\n').trim();
  console.error(`${said}\n\nThe packages could not be installed (npm ci). ${advice(said)}`);
  process.exit(1);
}

/** What to do about it, for the causes that are common. */
function advice(said) {
  if (/ENOENT.*npm|spawnSync npm/.test(said)) return 'npm was not found: install Node with npm, and try again.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(said))
    return 'The package registry could not be reached: check the network and proxy settings (npm config list), and try again.';
  if (/EACCES|EPERM|EROFS/.test(said)) return 'This user may not write here: check who owns the folder, and try again.';
  if (/ENOSPC/.test(said)) return 'The disk is full: make room, and try again.';
  return 'The lines above say why. Try again, or run "npm ci" by hand.';
}
