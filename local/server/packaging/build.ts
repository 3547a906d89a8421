// npm run build -w local/NAME: makes dist/ of the workspace, from which "npm pack" makes a package.
import { join } from 'node:path';
import { buildPackage } from './build-package.ts';

const workspace = process.cwd();
try {
  await buildPackage(workspace, join(workspace, 'dist'));
  console.log(`${join(workspace, 'dist')} holds the package. In it, "npm pack" makes the file to install.`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
