import { watch } from 'node:fs';
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
  const watchers = [
    ...sources.folders.map((folder) => watch(join(root, folder), { recursive: true }, touch)),
    watch(root, (_, file) => {
      if (file !== null && sources.files.includes(file)) touch();
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
