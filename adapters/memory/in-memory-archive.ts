import type { Archive } from '../../application/archive/archive.ts';
import { nameOfCommit } from '../../application/archive/archived-commit.ts';
import { volumeOf } from '../archive-volume.ts';

/** An archive that forgets on restart. */
export const inMemoryArchive = (): Archive => {
  const volumes = new Map<string, Map<string, string>>();

  return {
    add: async (commits) => {
      const fresh = commits.filter((commit) => !volumes.get(volumeOf(commit))?.has(nameOfCommit(commit)));
      for (const commit of fresh) {
        const volume = volumes.get(volumeOf(commit)) ?? new Map<string, string>();
        volumes.set(volumeOf(commit), volume.set(nameOfCommit(commit), commit.text));
      }
      return fresh;
    },

    async *parts() {
      for (const [from, lines] of [...volumes].sort(([one], [other]) => (one < other ? -1 : 1)))
        yield { from, lines: [...lines.values()] };
    },
  };
};
