import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { repositoryRoot } from './planted-tree.ts';

// As far as it is used here (GitHub documentation, "Dependabot options reference"): a misspelt key is a rule that does nothing.
const updateTypes = z.array(z.enum(['minor', 'patch', 'version-update:semver-major', 'version-update:semver-minor']));
const lockfileFolders = ['/', '/tools/mutation', '/tools/browser'];
const update = z.strictObject({
  'package-ecosystem': z.enum(['npm', 'github-actions']),
  directory: z.literal('/').optional(),
  directories: z.array(z.enum(lockfileFolders)).length(lockfileFolders.length).optional(),
  schedule: z.strictObject({ interval: z.literal('weekly') }),
  cooldown: z.strictObject({ 'default-days': z.int().min(1) }),
  groups: z.record(
    z.string(),
    z.strictObject({
      patterns: z.array(z.string()).optional(),
      'dependency-type': z.enum(['production', 'development']).optional(),
      'exclude-patterns': z.array(z.string()).optional(),
      'update-types': updateTypes.optional(),
    }),
  ),
  ignore: z.array(z.strictObject({ 'dependency-name': z.string(), 'update-types': updateTypes })).optional(),
});
const dependabot = z.strictObject({ version: z.literal(2), updates: z.array(update) });

const text = readFileSync(join(repositoryRoot, '.github/dependabot.yml'), 'utf8');

it('Updates of dependencies come in groups, for packages and for actions', () => {
  const { updates } = dependabot.parse(parse(text));
  expect(updates.map((each) => each['package-ecosystem'])).toEqual(['npm', 'github-actions']);
  expect(updates.filter(({ groups }) => Object.keys(groups).length === 0)).toEqual([]);
});

it.each(['cooldown', 'update-types', 'package-ecosystem'])('A misspelt %s would be found', (key) => {
  expect(() => dependabot.parse(parse(text.replaceAll(`${key}:`, `${key}x:`)))).toThrow();
});
