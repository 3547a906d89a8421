import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Does `work` while no other process of this machine does work under the same lock. The lock is a file that names its
 * holder; one whose holder is gone does not count.
 *
 * @param {string} path the lock's file
 * @param {string} notice said once, when there is another holder to wait for
 * @param {() => void} work
 */
export async function withLock(path, notice, work) {
  let said = false;
  while (!take(path)) {
    if (!said) console.error(notice);
    said = true;
    await pause(200);
  }
  const release = () => rmSync(path, { force: true });
  // Also when the work ends the process.
  process.once('exit', release);
  work();
  process.off('exit', release);
  release();
}

/** Takes the lock if it is free: linking either makes the whole file appear or fails. */
function take(path) {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    removeIfStale(path);
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

function removeIfStale(path) {
  const holder = holderOf(path);
  if (holder === undefined || isRunning(holder)) return;
  // Renamed first: of two that find it stale one succeeds, and what the other moved by mistake goes back.
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (holderOf(aside) === holder) rmSync(aside);
  else renameSync(aside, path);
}

function holderOf(path) {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
