// All resources that this repository needs. `azd up` deploys them; docs/deploy.md explains how, and what they cost.
targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of this environment (azd calls it AZURE_ENV_NAME): part of the resource group\'s name, and a tag of everything.')
param environmentName string

@minLength(1)
@description('Region. It must offer Flex Consumption: az functionapp list-flexconsumption-locations.')
@metadata({ azd: { type: 'location' } })
param location string

@allowed(['serverless', 'autoscale'])
@description('serverless costs nothing while nothing happens, up to 5,000 RU/s a partition. autoscale bills at least a tenth of its maximum. An account keeps what it was created with.')
param cosmosCapacity string = 'serverless'

@minValue(1000)
@maxValue(1000000)
@description('autoscale only: most RU/s of the history. A multiple of 1,000.')
param eventsThroughput int = 1000

@minValue(1000)
@maxValue(1000000)
@description('autoscale only: most RU/s that all other containers share. A multiple of 1,000.')
param sharedThroughput int = 1000

@description('Regions of the store, the one that it writes in first, as westeurope,northeurope. Empty: the region of the app. The order must follow a failover. More than one needs autoscale.')
param cosmosRegions string = ''

@description('Name of the account, for one that was restored or belongs to another environment. Empty: a name of this environment.')
param cosmosAccount string = ''

@description('Resource group of another environment, whose account cosmosAccount this one uses as it is. Empty: the account is of this environment.')
param cosmosGroup string = ''

@description('Address of a key in another vault that has wrapped the personal data. Empty: the key of this environment.')
param personalDataKey string = ''

@allowed(['Continuous7Days', 'Continuous30Days'])
@description('How far back the account can be restored to any moment. 7 days are free; 30 days are billed per GB.')
param backupTier string = 'Continuous7Days'

@description('Puts Front Door with a firewall in front of the API, and refuses requests that do not come through it.')
param edge bool = false

@minValue(100)
@maxValue(1000000)
@description('Requests that one address may send to the edge within five minutes.')
param edgeRateLimit int = 3000

@allowed(['Standard', 'Premium'])
@description('Premium is what private endpoints and messages above 256 kB need, and by far the largest fixed cost.')
param serviceBusTier string = 'Standard'

@description('Puts the data services behind private endpoints and takes them off the internet. Brings Service Bus Premium with it. The API itself stays public.')
param privateNetwork bool = false

@description('Spreads plan, history and storage over availability zones. The region must have them.')
param zoneRedundant bool = false

@allowed([512, 2048, 4096])
@description('Memory of one instance of the app, in MB.')
param instanceMemory int = 2048

@minValue(1)
@maxValue(1000)
@description('Most instances that each group of functions may grow to.')
param maximumInstances int = 100

@minValue(0)
@maxValue(100)
@description('Instances that always wait for HTTP requests. 0 scales to nothing, and the first request after a pause waits for a start.')
param alwaysReadyHttp int = 0

@minValue(0)
@maxValue(100)
@description('Instances that are always ready, for each function in functions.json: followers of the feed, consumers and timers. 0 scales to nothing.')
param alwaysReadyFeeds int = 0

@minValue(100)
@maxValue(60000)
@description('How long readers of the feed wait before they ask again once they have everything, in milliseconds. Each question costs request units.')
param feedPollDelay int = 1000

@minValue(1)
@maxValue(1000)
@description('How often the code of a follower must fail on a stream, while others go on, before the stream is parked.')
param parkCodeAfterTries int = 3

@minValue(1)
@maxValue(1000)
@description('The same, where a service refuses the stream.')
param parkAfterTries int = 10

@minValue(1)
@maxValue(86400)
@description('A stream that has failed for so long, while others went on, is parked however often that was.')
param parkAfterSeconds int = 300

@minValue(1)
@maxValue(100000)
@description('A follower parks at most so many streams')
param parkAtMost int = 1000

@minValue(1)
@maxValue(86400)
@description('within this time, in seconds. Then its batches are delivered again as a whole.')
param parkAtMostWithinSeconds int = 600

@minValue(0)
@maxValue(100)
@description('How many traces of a hundred are recorded: the spans of a command take about 3 KB of logs. The line of each command is written in any case.')
param tracePercent int = 100

@description('Client id of the Entra application that callers get tokens for. Empty: every call but the health check is refused.')
param entraClientId string = ''

@description('Where alerts are sent. Empty: they are shown in the portal only.')
param alertEmail string = ''

@description('Asks for the health of the API from five places outside, every five minutes, and raises an alert when three of them get none.')
param availabilityTest bool = false

@minValue(0)
@description('Notifies alertEmail when a month costs more than 80 and 100 % of this, in the currency of the subscription. 0: no budget.')
param monthlyBudget int = 0

@description('First month of the budget, as 2026-12-01: needed with monthlyBudget. Azure refuses to change it once the budget exists.')
param budgetStart string = ''

@description('Forbids to delete the history and its archive, also for owners, until the lock is removed.')
param lockData bool = false

@minValue(0)
@maxValue(146000)
@description('Days, counted from the last addition, for which what was archived cannot be changed or deleted, until somebody removes the policy. 0: no such policy.')
param archiveRetention int = 0

@description('Keeps a second copy of the archive in the paired region, which can be read while the first is down.')
param archiveGeoRedundant bool = false

@description('Gives the person who deploys the rights of the app to its data, to develop against this environment. Refused where lockData protects the data.')
param developerAccess bool = false

@description('Object id of the person who deploys; azd knows it.')
param principalId string = ''

@description('Logs every request to Cosmos DB. Expensive: switch it on only for the hours of an investigation.')
param dataPlaneLogs bool = false

@minValue(1)
@maxValue(1000)
@description('Logs that are kept of one day, in GB; what comes after is dropped until the next day.')
param dailyLogQuota int = 1

@description('Tags of yours for everything.')
param extraTags object = {}

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = union(extraTags, { 'azd-env-name': environmentName })
var packageContainer = 'packages'
var cosmosName = empty(cosmosAccount) ? 'cosmos-${token}' : cosmosAccount
var cosmosGroupName = empty(cosmosGroup) ? 'rg-${environmentName}' : cosmosGroup
var cosmosId = resourceId(subscription().subscriptionId, cosmosGroupName, 'Microsoft.DocumentDB/databaseAccounts', cosmosName)
var cosmosEndpoint = 'https://${cosmosName}.documents.azure.com:443/'
var cosmosDatabase = loadJsonContent('cosmos.json').database
var regions = empty(cosmosRegions) ? [location] : map(split(cosmosRegions, ','), region => trim(region))

// What no decorator can say: a sentence instead of what Azure would answer minutes later.
var wholeEventsThroughput = eventsThroughput % 1000 == 0
  ? eventsThroughput
  : fail('EVENTS_THROUGHPUT must be a multiple of 1,000.')
var wholeSharedThroughput = sharedThroughput % 1000 == 0
  ? sharedThroughput
  : fail('SHARED_THROUGHPUT must be a multiple of 1,000.')
var readyHttp = zoneRedundant && alwaysReadyHttp == 1
  ? fail('With ZONE_REDUNDANT, ALWAYS_READY_HTTP must be 0 or at least 2.')
  : alwaysReadyHttp
var readyFeeds = zoneRedundant && alwaysReadyFeeds == 1
  ? fail('With ZONE_REDUNDANT, ALWAYS_READY_FEEDS must be 0 or at least 2.')
  : alwaysReadyFeeds
var possibleRegions = length(regions) > 1 && cosmosCapacity == 'serverless'
  ? fail('COSMOS_REGIONS: a serverless account has one region. Set COSMOS_CAPACITY to autoscale, before the first deployment.')
  : regions
var ownAccount = !empty(cosmosGroup) && empty(cosmosAccount)
  ? fail('COSMOS_GROUP needs COSMOS_ACCOUNT: the name of the account in that group.')
  : empty(cosmosGroup)
var developer = developerAccess && (lockData || empty(principalId))
  ? fail('DEVELOPER_ACCESS is for an environment of your own: without LOCK_DATA, and with AZURE_PRINCIPAL_ID, which azd sets.')
  : principalId
var firstMonth = monthlyBudget > 0 && (length(budgetStart) != 10 || !endsWith(budgetStart, '-01'))
  ? fail('MONTHLY_BUDGET needs BUDGET_START: the first day of the month in which the budget begins, as 2026-12-01.')
  : budgetStart
var keyUrl = empty(personalDataKey) ? vault.outputs.keyUrl : personalDataKey

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: 'id-${token}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    dailyQuota: dailyLogQuota
    principalId: identity.outputs.principalId
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  scope: group
  params: { name: 'vnet-${token}', location: location, tags: tags }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'st${token}'
    location: location
    tags: tags
    packageContainer: packageContainer
    principalId: identity.outputs.principalId
    privateNetwork: privateNetwork
    zoneRedundant: zoneRedundant
    workspaceId: monitoring.outputs.workspaceId
  }
}

module archive 'modules/archive.bicep' = {
  name: 'archive'
  scope: group
  params: {
    name: 'starc${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    privateNetwork: privateNetwork
    zoneRedundant: zoneRedundant
    geoRedundant: archiveGeoRedundant
    retentionDays: archiveRetention
    locked: lockData
    workspaceId: monitoring.outputs.workspaceId
  }
}

module cosmos 'modules/cosmos.bicep' = if (ownAccount) {
  name: 'cosmos'
  scope: group
  params: {
    name: cosmosName
    location: location
    tags: tags
    regions: possibleRegions
    capacity: cosmosCapacity
    eventsThroughput: wholeEventsThroughput
    sharedThroughput: wholeSharedThroughput
    backupTier: backupTier
    privateNetwork: privateNetwork
    zoneRedundant: zoneRedundant
    locked: lockData
    dataPlaneLogs: dataPlaneLogs
    workspaceId: monitoring.outputs.workspaceId
  }
}

module cosmosAccess 'modules/cosmos-access.bicep' = {
  name: 'cosmos-access-${token}'
  scope: resourceGroup(cosmosGroupName)
  params: { accountName: cosmosName, principalId: identity.outputs.principalId }
  dependsOn: [cosmos]
}

// After the app's: an account refuses to change two roles at once.
module developerCosmos 'modules/cosmos-access.bicep' = if (developerAccess) {
  name: 'developer-cosmos-${token}'
  scope: resourceGroup(cosmosGroupName)
  params: { accountName: cosmosName, principalId: developer }
  dependsOn: [cosmosAccess]
}

module developerAccessToData 'modules/developer-access.bicep' = if (developerAccess) {
  name: 'developer-access'
  scope: group
  params: {
    principalId: developer
    archiveName: archive.outputs.name
    serviceBusName: bus.outputs.name
    vaultName: vault.outputs.name
  }
}

module bus 'modules/service-bus.bicep' = {
  name: 'service-bus'
  scope: group
  params: {
    name: 'sb-${token}'
    location: location
    tags: tags
    tier: privateNetwork ? 'Premium' : serviceBusTier
    privateNetwork: privateNetwork
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    privateNetwork: privateNetwork
    locked: lockData
    workspaceId: monitoring.outputs.workspaceId
  }
}

module front 'modules/edge.bicep' = if (edge) {
  name: 'edge'
  scope: group
  params: { token: token, tags: tags, rateLimit: edgeRateLimit, workspaceId: monitoring.outputs.workspaceId }
}

module app 'modules/function-app.bicep' = {
  name: 'function-app'
  scope: group
  params: {
    name: 'func-${token}'
    planName: 'plan-${token}'
    location: location
    tags: tags
    identityName: identity.outputs.name
    storageName: storage.outputs.name
    packageContainer: packageContainer
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    cosmosEndpoint: cosmosEndpoint
    cosmosDatabase: cosmosDatabase
    serviceBusNamespace: bus.outputs.fullyQualifiedName
    serviceBusTopic: bus.outputs.topic
    personalDataKey: keyUrl
    archiveUri: archive.outputs.blobServiceUri
    archiveContainer: archive.outputs.container
    feedPollDelay: feedPollDelay
    parkCodeAfterTries: parkCodeAfterTries
    parkAfterTries: parkAfterTries
    parkAfterSeconds: parkAfterSeconds
    parkAtMost: parkAtMost
    parkAtMostWithinSeconds: parkAtMostWithinSeconds
    tracePercent: tracePercent
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    alwaysReadyHttp: readyHttp
    alwaysReadyFeeds: readyFeeds
    zoneRedundant: zoneRedundant
    subnetId: network.?outputs.appSubnetId ?? ''
    entraClientId: entraClientId
    behindEdge: edge
    edgeId: front.?outputs.frontDoorId ?? ''
  }
  dependsOn: [cosmosAccess, endpoints]
}

module route 'modules/edge-route.bicep' = if (edge) {
  name: 'edge-route'
  scope: group
  params: {
    profileName: front!.outputs.profileName
    endpointName: front!.outputs.endpointName
    appHost: app.outputs.host
  }
}

// A name for each service that the app reaches; without a network, nothing.
module endpoints 'modules/private-endpoints.bicep' = if (privateNetwork) {
  name: 'private-endpoints'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    subnetId: network!.outputs.endpointSubnetId
    networkId: network!.outputs.id
    storageId: storage.outputs.id
    archiveId: archive.outputs.id
    cosmosId: cosmosId
    serviceBusId: bus.outputs.id
    vaultId: vault.outputs.id
  }
  dependsOn: [cosmos]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: tags
    email: alertEmail
    workspaceId: monitoring.outputs.workspaceId
    cosmosId: cosmosId
    serviceBusId: bus.outputs.id
    twoRegions: length(regions) > 1
  }
  dependsOn: [cosmos]
}

module availability 'modules/availability.bicep' = if (availabilityTest) {
  name: 'availability'
  scope: group
  params: {
    location: location
    tags: tags
    url: front.?outputs.url ?? 'https://${app.outputs.host}'
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    actionGroupId: alerts.outputs.actionGroupId
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: { location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

module budget 'modules/budget.bicep' = if (monthlyBudget > 0) {
  name: 'budget'
  scope: group
  params: {
    amount: monthlyBudget
    start: firstMonth
    actionGroupId: alerts.outputs.actionGroupId
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output FUNCTION_APP_NAME string = app.outputs.name
output API_URL string = front.?outputs.url ?? 'https://${app.outputs.host}'
output COSMOS_ACCOUNT_NAME string = cosmosName
output SERVICE_BUS_NAMESPACE string = bus.outputs.fullyQualifiedName
output ARCHIVE_URI string = archive.outputs.blobServiceUri
output ARCHIVE_CONTAINER string = archive.outputs.container
output COSMOS_ENDPOINT string = cosmosEndpoint
output COSMOS_DATABASE string = cosmosDatabase
output SERVICE_BUS_TOPIC string = bus.outputs.topic
output PERSONAL_DATA_KEY_URL string = keyUrl
