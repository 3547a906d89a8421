// What a person needs who runs the app on a machine of their own against this environment: the app's rights to data, and no other.
// Those to Cosmos DB are cosmos-access.bicep, once more.
param principalId string
param archiveName string
param serviceBusName string
param vaultName string

var archive = loadJsonContent('../archive.json')
var bus = loadJsonContent('../service-bus.json')
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var dataSender = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
var dataReceiver = '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
var wrapsAndUnwraps = 'e147488a-f6f5-4113-8e2d-b22465e65bf6'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: archiveName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource containers 'containers' existing = [for name in [archive.container, archive.keysContainer]: { name: name }]
  }
}

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName

  resource topic 'topics' existing = {
    name: bus.topics[0].name
  }

  resource queue 'queues' existing = {
    name: bus.queues[0].name
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName

  resource key 'keys' existing = {
    name: 'personal-data'
  }
}

resource blobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for i in range(0, 2): {
    name: guid(account.id, string(i), principalId, blobDataContributor)
    scope: account::blobs::containers[i]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
      principalId: principalId
      principalType: 'User'
    }
  }
]

// On the topic, and so on its subscriptions.
resource messages 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [dataSender, dataReceiver]: {
    name: guid(namespace::topic.id, principalId, role)
    scope: namespace::topic
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: principalId
      principalType: 'User'
    }
  }
]

resource hints 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [dataSender, dataReceiver]: {
    name: guid(namespace::queue.id, principalId, role)
    scope: namespace::queue
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: principalId
      principalType: 'User'
    }
  }
]

resource personalData 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault::key.id, principalId, wrapsAndUnwraps)
  scope: vault::key
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', wrapsAndUnwraps)
    principalId: principalId
    principalType: 'User'
  }
}
