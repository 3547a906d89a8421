import { describe, expect, it } from 'vitest';
import { readText } from './bicep-files.ts';

/** Every command that was looked up in the documentation of its tool on the day that the pages name. */
const lookedUp = `
  az account get-access-token, account show, ad app create, ad app delete, ad app federated-credential create, ad app update,
  ad signed-in-user show, ad sp create, ad sp show, cosmosdb failover-priority-change, cosmosdb offline-region,
  cosmosdb restorable-database-account list, cosmosdb restore, cosmosdb show, cosmosdb sql container restore,
  cosmosdb sql role assignment create, functionapp config appsettings set, functionapp function list,
  functionapp list-flexconsumption-locations, functionapp restart, functionapp show, functionapp start, functionapp stop,
  identity list, keyvault key list-versions, keyvault key recover, keyvault key set-attributes, keyvault list,
  keyvault list-deleted, keyvault recover, keyvault show, lock delete, login, monitor app-insights query,
  monitor log-analytics query, monitor log-analytics workspace list, monitor metrics list, provider register, rest,
  role assignment create, role definition create, servicebus namespace show, servicebus topic delete,
  servicebus topic subscription list, storage account list, storage container immutability-policy lock,
  storage container immutability-policy show;
  azd auth login, deploy, down, env get-value, env new, env select, env set, provision, up;
  gh api, variable set`;

const known = lookedUp.split(';').flatMap((list) => {
  const [tool = '', ...rest] = list.trim().split(/\s+/);
  return rest
    .join(' ')
    .split(', ')
    .map((command) => `${tool} ${command}`);
});

/** Commands in code blocks and in code within prose: the tool and the words after it, up to the first flag or value. */
const commandsOf = (page: string): readonly string[] => {
  const code = [...page.matchAll(/```sh\n([^]*?)```|`([^`\n]+)`/g)].map(([, block, words]) => block ?? words ?? '');
  return code.flatMap((text) => text.match(/(?<![\w./-])(?:az|azd|gh)(?: [a-z][a-z-]+)+(?=[\s;)]|$)/gm) ?? []);
};

const isKnown = (command: string) => known.some((each) => `${command} `.startsWith(`${each} `));

describe.each(['docs/operations.md', 'docs/deploy.md'])('%s', (path) => {
  const page = readText(path);

  it('names only commands that were read in the documentation of their tool: look a new one up, add it here, and change the date', () => {
    expect(commandsOf(page).length).toBeGreaterThan(15);
    expect(commandsOf(page).filter((command) => !isKnown(command))).toEqual([]);
  });

  it('says when, and for which versions', () => {
    expect(page.replaceAll('\n', ' ')).toMatch(
      /were read against .* on \d{4}-\d\d-\d\d: Azure CLI \d+\.\d+, azd \d+\.\d+/,
    );
  });

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
