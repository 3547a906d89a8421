// The history, the views and what the readers of the feed remember: the containers of cosmos.json.
param name string
param location string
param tags object
@description('Where the data is, the region that is written in first. More than one is not for serverless accounts.')
param regions string[]
param capacity string
param eventsThroughput int
param sharedThroughput int
param backupTier string
param privateNetwork bool
param zoneRedundant bool
param locked bool
param dataPlaneLogs bool
param workspaceId string

var declared = loadJsonContent('../cosmos.json')
var serverless = capacity == 'serverless'
var furtherContainers = flatten(map(
  declared.furtherDatabases,
  further => map(further.containers, container => { database: further.database, container: container })
))

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    // One region to write in: two would let both win the race for one id, and lose a commit. All alike in zones: a region keeps what it
    // was added with, and their order changes after a failover.
    locations: [
      for (region, priority) in regions: {
        locationName: region
        failoverPriority: priority
        isZoneRedundant: zoneRedundant
      }
    ]
    enableMultipleWriteLocations: false
    // Without it nothing can be written for as long as the first region is down. Also with one region: an account refuses to change its
    // regions and anything else in one deployment (Azure Cosmos DB documentation, "Manage with Bicep").
    enableAutomaticFailover: true
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    capabilities: serverless ? [{ name: 'EnableServerless' }] : []
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: backupTier } }
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: declared.database
  properties: {
    resource: { id: declared.database }
    options: serverless ? {} : { autoscaleSettings: { maxThroughput: sharedThroughput } }
  }
}

// One at a time: an account refuses to change many containers at once.
@batchSize(1)
resource containers 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [
  for container in declared.containers: {
    parent: database
    name: container.name
    properties: {
      resource: {
        id: container.name
        partitionKey: { paths: [container.partitionKey], kind: 'Hash', version: 2 }
        indexingPolicy: container.?indexingPolicy
        defaultTtl: container.?defaultTtl
      }
      // The history has its own throughput: a view that is rebuilt must not slow down commands.
      options: !serverless && (container.?appendOnly ?? false)
        ? { autoscaleSettings: { maxThroughput: eventsThroughput } }
        : {}
    }
  }
]

// The stores of consumers, each in a database of its own, whose containers share its throughput. An index of texts has its own: the
// documentation does not say that texts are searched in containers that share one.
@batchSize(1)
resource furtherDatabases 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2025-04-15' = [
  for further in declared.furtherDatabases: {
    parent: account
    name: further.database
    properties: {
      resource: { id: further.database }
      options: serverless ? {} : { autoscaleSettings: { maxThroughput: 1000 } }
    }
    dependsOn: [containers]
  }
]

@batchSize(1)
resource containersOfFurther 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2025-04-15' = [
  for further in furtherContainers: {
    name: '${name}/${further.database}/${further.container.name}'
    properties: {
      resource: {
        id: further.container.name
        partitionKey: { paths: [further.container.partitionKey], kind: 'Hash', version: 2 }
        indexingPolicy: further.container.?indexingPolicy
        fullTextPolicy: further.container.?fullTextPolicy
        defaultTtl: further.container.?defaultTtl
      }
      options: !serverless && contains(further.container, 'fullTextPolicy')
        ? { autoscaleSettings: { maxThroughput: 1000 } }
        : {}
    }
    dependsOn: [furtherDatabases]
  }
]

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  name: 'keep-the-history'
  scope: account
  properties: { level: 'CanNotDelete', notes: 'The history of the business is here. Remove this lock only to remove it all.' }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: account
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      { category: 'ControlPlaneRequests', enabled: true }
      { category: 'DataPlaneRequests', enabled: dataPlaneLogs }
      { category: 'PartitionKeyRUConsumption', enabled: dataPlaneLogs }
    ]
    metrics: [{ category: 'Requests', enabled: true }]
  }
}
