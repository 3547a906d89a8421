import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readText } from './bicep-files.ts';
import { commandsOfPage, commandsOfScript, type TypedCommand } from './commands-of-a-page.ts';
import { commandsRead, everywhere, sources } from './commands-read.ts';

const filesOf = (...patterns: string[]) =>
  patterns
    .flatMap((pattern) => globSync(pattern, { cwd: join(import.meta.dirname, '../..') }))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();

const typed: readonly (TypedCommand & { readonly path: string })[] = [
  ...filesOf('*.md', 'docs/**/*.md', 'bench/**/*.md').flatMap((path) =>
    commandsOfPage(readText(path)).map((command) => ({ path, ...command })),
  ),
  ...filesOf('.github/workflows/*.yml', 'infra/**/*.env').flatMap((path) =>
    commandsOfScript(readText(path)).map((command) => ({ path, ...command })),
  ),
];

/** What was read about a command: its words may be followed by a value that looks like a word. */
const readAbout = ({ words }: TypedCommand) =>
  commandsRead.find(({ command }) => `${words} `.startsWith(`${command} `));

const unreadOptions = (command: TypedCommand): readonly string[] => {
  const known = [...(readAbout(command)?.options ?? []), ...(everywhere[command.words.split(' ')[0] ?? ''] ?? [])];
  return command.options.filter((option) => !known.includes(option));
};

describe('The commands of az, azd and gh, in all pages, workflows and settings', () => {
  it('were each read where their tool is documented: look a new one up, and say in commands-read.ts where', () => {
    expect(typed.length).toBeGreaterThan(150);
    expect(typed.filter((command) => readAbout(command) === undefined)).toEqual([]);
  });

  it('have no option that was not found there', () => {
    expect(typed.filter((command) => unreadOptions(command).length > 0)).toEqual([]);
  });

  it('are all that the list has, and each of its sources is known', () => {
    const used = new Set(typed.map((command) => readAbout(command)?.command));
    expect(commandsRead.filter(({ command }) => !used.has(command))).toEqual([]);
    expect(commandsRead.filter(({ source }) => !(source in sources))).toEqual([]);
  });

  it('are found in substitutions, behind pipes and over several lines, and not in quotes or comments', () => {
    const page =
      '```sh\n# az not this\nid=$(az a show --one "$(azd b get C)" \\\n  --two \'az not that\') | xargs -r az c --three\n```\n`gh d --four`';
    expect(commandsOfPage(page)).toEqual([
      { words: 'az c', options: ['--three'] },
      { words: 'azd b get', options: [] },
      { words: 'az a show', options: ['--one', '--two'] },
      { words: 'gh d', options: ['--four'] },
    ]);
  });
});

describe.each(['docs/operations.md', 'docs/deploy.md'])('%s', (path) => {
  const page = readText(path);

  it('asks azd to ignore what it remembers wherever unchanged templates are to repair something', () => {
    const repairing = page
      .split('\n')
      .filter((line) => line.includes('azd provision') && /restore|gives it back|anew/.test(line));
    expect(repairing.filter((line) => !line.includes('azd provision --no-state'))).toEqual([]);
  });
});

describe('docs/operations.md', () => {
  const page = readText('docs/operations.md');
  const before = (one: string, other: string) => page.includes(one) && page.indexOf(one) < page.indexOf(other);

  it('says on which day the commands were looked up, and in which versions', () => {
    const section = page.slice(page.indexOf('\n## The commands'));
    expect(section).toMatch(/looked up on \d{4}-\d\d-\d\d/);
    for (const { source } of commandsRead.filter(({ source }) => source === 'help' || source === 'gh-api'))
      expect(section).toContain(/ (\d+\.\d+\.\d+) /.exec(sources[source as 'help' | 'gh-api'])?.[1]);
  });

  it('asks a Flex Consumption app for its state where Azure CLI answers it: below properties', () => {
    expect(page).toContain("--query 'properties.{state: state, availability: availabilityState}'");
  });

  it('looks for a vault that was deleted among the deleted ones', () => {
    expect(before('az keyvault list-deleted --resource-type vault', 'az keyvault recover --name')).toBe(true);
  });

  it('takes the subject of the pipeline from GitHub, which knows whether it holds numbers', () => {
    expect(page).toContain('actions/oidc/customization/sub');
    expect(page).toMatch(/"subject.*\$\{prefix:-repo:\$repository\}:environment:\$environment/);
  });

  it('makes an environment before it sets variables of it', () => {
    expect(before('gh api --method PUT "repos/$repository/environments/$environment"', 'gh variable set')).toBe(true);
  });

  it('says what the loss of a region costs, with each of the parameters against it', () => {
    const table = page.slice(page.indexOf('### Loss of a region'), page.indexOf('**Before it happens:**'));
    expect(table).toMatch(/\| What fails +\| RPO +\| RTO +\|/);
    for (const parameter of ['ZONE_REDUNDANT', 'ARCHIVE_GEO_REDUNDANT', 'COSMOS_REGIONS'])
      expect(table).toContain(parameter);
  });

  it('tells, after a failover, to set the order of the regions before anybody deploys', () => {
    expect(before('az cosmosdb offline-region', 'azd env set COSMOS_REGIONS northeurope,westeurope')).toBe(true);
  });
});
