import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} root @returns {string} the file that says which lockfile is installed */
export const markerPath = (root) => join(root, 'node_modules', '.annal-lock');

/** @param {string} root @returns {string} a hash of everything that decides what is installed */
export function lockHash(root) {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'tools/node24/package.json']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/**
 * Whether the lockfile's packages are installed: the marker says so or, after an install by hand, npm's own record of
 * what it installed does. Then the marker is written, so that the next time is quick.
 *
 * @param {string} root the checkout
 * @returns {boolean}
 */
export function isInstalled(root) {
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return false;
  const hash = lockHash(root);
  if (readText(markerPath(root)) === hash) return true;
  if (!fits(root)) return false;
  markInstalled(root);
  return true;
}

/**
 * Notes which lockfile is installed. In a new file: the old one may be the same file as in the checkout that this
 * `node_modules` was copied from with hard links.
 *
 * @param {string} root the checkout
 */
export function markInstalled(root) {
  rmSync(markerPath(root), { force: true });
  writeFileSync(markerPath(root), lockHash(root));
}

/**
 * Every package that npm must have installed is there in its version, and every workspace is linked; optional packages
 * depend on the platform.
 */
function fits(root) {
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const there = JSON.parse(readText(join(root, 'node_modules', '.package-lock.json')) || '{}').packages ?? {};
  return Object.entries(wanted)
    .filter(([path, { optional, devOptional }]) => path.startsWith('node_modules/') && !optional && !devOptional)
    .every(
      ([path, { version, link }]) =>
        there[path] !== undefined && there[path].version === version && (!link || existsSync(join(root, path))),
    );
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
