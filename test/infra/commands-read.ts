const snapshot = (commit: string, command: string) =>
  `https://github.com/Azure/azure-dev/blob/${commit}/cli/azd/cmd/testdata/TestUsage-azd-${command}.snap`;

/** What was read on 2026-11-30, by the name that the list below uses for it. */
export const sources = {
  help: 'Azure CLI 2.45.0 (azure-cli 2.45.0-1 of Debian 12), --help; its release notes up to 2.83.0 take nothing away',
  'notes-2.54': 'https://learn.microsoft.com/cli/azure/release-notes-azure-cli, 2.54.0',
  'notes-2.56': 'https://learn.microsoft.com/cli/azure/release-notes-azure-cli, 2.56.0 and 2.58.0; options: reference',
  'notes-2.70': 'https://learn.microsoft.com/cli/azure/release-notes-azure-cli, 2.70.0; options: cosmosdb/_params.py',
  'notes-2.71': 'https://learn.microsoft.com/cli/azure/release-notes-azure-cli, 2.69.0 and 2.71.0',
  'ad-app': 'help, and for --requested-access-token-version the release notes of Azure CLI 2.68.0',
  servicebus:
    'https://github.com/Azure/azure-cli/tree/2dd4e9c88057e0767778227886cfde602db59d0c/src/azure-cli/azure/cli/command_modules/servicebus (aaz/latest, _params.py)',
  keys: 'https://learn.microsoft.com/cli/azure/keyvault/key',
  logs: 'https://learn.microsoft.com/cli/azure/monitor/log-analytics',
  'azd-login': snapshot('08e685aacf1782de6b0a5c260f16c1f5b752838e', 'auth-login'),
  'azd-deploy': snapshot('04d5d73284d103111e0d75448c3fb9cb60ef9aab', 'deploy'),
  'azd-down': snapshot('2fed267c2414d70ab0c5aac0ca4960a859b4974f', 'down'),
  'azd-get-value': snapshot('00f25e17a843a231d94eac0ae9e4025c00c8d950', 'env-get-value'),
  'azd-new': snapshot('10b60127a9250d93f554f6039f69681d25a1c859', 'env-new'),
  'azd-select': snapshot('08e685aacf1782de6b0a5c260f16c1f5b752838e', 'env-select'),
  'azd-set': snapshot('0d66b0ba8561bb1828f029d93da7c304f94db0a4', 'env-set'),
  'azd-provision': snapshot('06fa759b68654af7d732f698f82429dbef4ce3ae', 'provision'),
  'azd-up': snapshot('04d5d73284d103111e0d75448c3fb9cb60ef9aab', 'up'),
  'gh-api': 'GitHub CLI 2.23.0 (gh 2.23.0+dfsg1-1 of Debian 12), --help',
  'gh-variable':
    'https://github.com/cli/cli/blob/04cdb294b3a7ac28d42fb5f92c3735eed38364da/pkg/cmd/variable/set/set.go; --repo: https://cli.github.com/manual/gh_variable',
} as const;

/** Options that a whole tool has, with every command. */
export const everywhere: Readonly<Record<string, readonly string[]>> = {
  az: ['--output', '--query'],
  azd: ['--no-prompt'],
  gh: [],
};

/** Every command whose usage was read: in which of the sources, and the options of it that were found there. */
export const commandsRead = `
az account get-access-token | help | --resource
az account show | help |
az ad app create | ad-app | --app-roles --display-name --requested-access-token-version --sign-in-audience
az ad app delete | help | --id
az ad app federated-credential create | help | --id --parameters
az ad app update | help | --id --identifier-uris
az ad signed-in-user show | help |
az ad sp create | help | --id
az ad sp show | help | --id
az bicep build | help | --file --stdout
az bicep install | help |
az bicep lint | notes-2.54 | --file
az cosmosdb failover-priority-change | help | --failover-policies --name --resource-group
az cosmosdb offline-region | notes-2.70 | --name --region --resource-group
az cosmosdb restorable-database-account list | help |
az cosmosdb restore | help | --account-name --location --resource-group --restore-timestamp --target-database-account-name
az cosmosdb show | help | --name --resource-group
az cosmosdb sql container restore | notes-2.56 |
az cosmosdb sql role assignment create | help | --account-name --principal-id --resource-group --role-definition-id --scope
az extension add | help | --name --upgrade
az functionapp config appsettings set | help | --name --resource-group --settings
az functionapp function list | help | --name --resource-group
az functionapp list-flexconsumption-locations | notes-2.71 |
az functionapp restart | help | --name --resource-group
az functionapp show | help | --name --resource-group
az functionapp start | help | --name --resource-group
az functionapp stop | help | --name --resource-group
az identity list | help | --resource-group
az keyvault key list-versions | keys | --name --vault-name
az keyvault key recover | keys | --name --vault-name
az keyvault key set-attributes | keys | --enabled --id
az keyvault list | help | --resource-group
az keyvault list-deleted | help | --resource-type
az keyvault recover | help | --name --resource-group
az keyvault show | help | --name
az lock delete | help | --name --resource --resource-group --resource-type
az login | help |
az monitor log-analytics query | logs | --analytics-query --workspace
az monitor log-analytics workspace list | help | --resource-group
az monitor metrics list | help | --aggregation --filter --interval --metrics --resource
az provider register | help | --namespace
az rest | help | --body --method --url
az role assignment create | help | --assignee --assignee-object-id --assignee-principal-type --condition --condition-version --role --scope
az role definition create | help | --role-definition
az servicebus namespace show | help | --name --resource-group
az servicebus topic delete | help |
az servicebus topic subscription create | servicebus | --enable-session --lock-duration --max-delivery-count --name --namespace-name --resource-group --topic-name
az servicebus topic subscription list | help | --namespace-name --resource-group --topic-name
az servicebus topic subscription rule create | servicebus | --filter-sql-expression --name --namespace-name --resource-group --subscription-name --topic-name
az servicebus topic subscription rule delete | servicebus | --name --namespace-name --resource-group --subscription-name --topic-name
az servicebus topic subscription rule list | servicebus | --namespace-name --resource-group --subscription-name --topic-name
az storage account list | help | --resource-group
az storage container immutability-policy lock | help | --account-name --container-name --if-match
az storage container immutability-policy show | help | --account-name --container-name
azd auth login | azd-login | --client-id --federated-credential-provider --tenant-id
azd deploy | azd-deploy |
azd down | azd-down | --purge
azd env get-value | azd-get-value | --environment
azd env new | azd-new | --location --subscription
azd env select | azd-select |
azd env set | azd-set | --environment --file
azd provision | azd-provision | --no-state --preview
azd up | azd-up |
gh api | gh-api | --jq --method --silent
gh variable set | gh-variable | --body --env --repo`
  .trim()
  .split('\n')
  .map((line) => {
    const [command = '', source = '', options = ''] = line.split('|').map((part) => part.trim());
    return { command, source, options: options.split(' ').filter((option) => option !== '') };
  });
