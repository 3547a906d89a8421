import { join } from 'node:path';
import { check, resolveConfig } from 'prettier';
import { repositoryRoot } from './planted-tree.ts';

/** Whether a file with this content would have the layout of this repository. */
export async function isFormatted(path: string, content: string): Promise<boolean> {
  const filepath = join(repositoryRoot, path);
  return check(content, { ...(await resolveConfig(filepath)), filepath });
}
