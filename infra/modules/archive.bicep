// The cold copy of the history, in an account of its own: who deletes the database does not delete this, and the other way round. The app
// adds to append blobs, which have no tiers: lifecycle rules could delete them, never move them (Azure Storage documentation, "Lifecycle
// management policies", supported actions). They cost what the hot tier costs.
param name string
param location string
param tags object
param principalId string
param privateNetwork bool
param zoneRedundant bool
@description('Keeps a second copy in the paired region, which can be read while the first is down.')
param geoRedundant bool
@description('Days, counted from the last addition, for which what was archived cannot be changed or deleted. 0: no such policy.')
param retentionDays int
param locked bool
param workspaceId string

var declared = loadJsonContent('../archive.json')
var sku = geoRedundant ? (zoneRedundant ? 'Standard_RAGZRS' : 'Standard_RAGRS') : (zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS')
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: { defaultAction: privateNetwork ? 'Deny' : 'Allow', bypass: 'None' }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 30 }
      containerDeleteRetentionPolicy: { enabled: true, days: 30 }
    }

    resource archive 'containers' = {
      name: declared.container
      properties: { publicAccess: 'None' }

      // Additions stay allowed. It is unlocked: nobody can change or delete a blob, but who may change policies can shorten or remove it
      // first. A template cannot lock it; docs/operations.md says how to, for good (Azure Storage documentation, "Time-based retention
      // policies for immutable blob data").
      resource retention 'immutabilityPolicies' = if (retentionDays > 0) {
        name: 'default'
        properties: { immutabilityPeriodSinceCreationInDays: retentionDays, allowProtectedAppendWrites: true }
      }
    }
  }
}

// Keys of personal data, wrapped. Never locked: an erasure destroys one. What was overwritten ends with the 30 days above.
resource keys 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: account::blobs
  name: declared.keysContainer
  properties: { publicAccess: 'None' }
}

resource keysRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(keys.id, principalId, blobDataContributor)
  scope: keys
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, blobDataContributor)
  scope: account::blobs::archive
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  name: 'keep-the-archive'
  scope: account
  properties: { level: 'CanNotDelete', notes: 'The cold copy of the history is here. Remove this lock only to remove it.' }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: account::blobs
  properties: {
    workspaceId: workspaceId
    // Who deleted what: also blobs that come back within the 30 days.
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output id string = account.id
output name string = account.name
output blobServiceUri string = account.properties.primaryEndpoints.blob
output container string = declared.container
