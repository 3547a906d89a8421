import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { bicepFiles, readText } from './bicep-files.ts';

const project = readText('azure.yaml');
const lines = (pattern: RegExp) => [...project.matchAll(pattern)].map(([, found]) => found);

describe('azure.yaml', () => {
  it('is of this project', () => {
    expect(lines(/^name: (.+)$/gm)).toEqual([manifest.name]);
  });

  it('has one service, which one resource is tagged with', () => {
    expect(lines(/^ {2}(\w+):\n(?: {4}#.*\n)* {4}project:/gm)).toEqual(['api']);
    const tagged = bicepFiles.flatMap(({ code }) => [...code.matchAll(/'azd-service-name': '(\w+)'/g)]);
    expect(tagged.map(([, service]) => service)).toEqual(['api']);
  });

  it('publishes what the build makes, as it is', () => {
    expect(lines(/^ {4}(?:language|dist|remoteBuild): (.+)$/gm)).toEqual(['custom', 'dist', 'false']);
    expect(readText('scripts/build.ts')).toContain("join(root, 'dist')");
  });

  it('needs no folder that a fresh clone has not', () => {
    expect(lines(/^ {4}project: (.+)$/gm)).toEqual(['.']);
  });

  it('builds before it packages, whichever way it is called', () => {
    const hooks =
      /^ {2}(\w+):\n {4}posix: \{ shell: sh, run: npm run build \}\n {4}windows: \{ shell: pwsh, run: npm run build \}$/gm;
    expect(lines(hooks)).toEqual(['prepackage', 'predeploy']);
    expect(manifest.scripts).toHaveProperty('build');
  });
});
