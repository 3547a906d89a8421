import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ build: z.string().min(1) });

/**
 * The build that runs, as `npm run build` has written it into the package.json of the deployed folder. Undefined where the app
 * runs from its sources: these have no builds, and nothing is retried by itself.
 */
export const readBuildId = (folder: string = import.meta.dirname): string | undefined => {
  try {
    return manifest.safeParse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).data?.build;
  } catch {
    return undefined;
  }
};
