import { readdirSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/** Where the app's sources are: folders and single files of the project's root. */
export interface WatchedSources {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

// Editors write a file in several steps, and a checkout writes many files: all of it is one change.
const quietTime = 80;

/** Calls `changed` once after each burst of changes to the sources. The result ends it. */
export function watchSources(root: string, sources: WatchedSources, changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const touch = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, quietTime);
  };
  const trees = folderWatches(touch);
  const watchTrees = () => {
    for (const folder of sources.folders) trees.add(join(root, folder));
  };
  const above = watch(root, (_, name) => {
    if (name === null || sources.files.includes(name)) touch();
    // A folder of the sources itself may be deleted and come back.
    if (name === null || sources.folders.includes(name)) {
      watchTrees();
      touch();
    }
  });
  watchTrees();
  return () => {
    clearTimeout(timer);
    above.close();
    trees.close();
  };
}

/**
 * Watches folders, each by itself: the recursive watch of Node on Linux loses a file that another one replaced by its
 * name, as editors and git do (nodejs/node, lib/internal/fs/recursive_watch.js).
 */
function folderWatches(touch: () => void): { add(folder: string): void; close(): void } {
  const watches = new Map<string, FSWatcher>();
  const forget = (folder: string) => {
    watches.get(folder)?.close();
    watches.delete(folder);
  };
  const add = (folder: string): void => {
    try {
      // Watched before it is read, so that no folder comes in between. One that was made anew has the name of the old one.
      const next = watch(folder, (event) => {
        if (event === 'rename') add(folder);
        touch();
      });
      forget(folder);
      next.on('error', () => forget(folder));
      watches.set(folder, next);
      for (const each of readdirSync(folder, { withFileTypes: true }))
        if (each.isDirectory()) add(join(folder, each.name));
    } catch {
      // It is gone again; the folder above it says when it comes back.
      forget(folder);
    }
  };
  return { add, close: () => watches.forEach((each) => each.close()) };
}
