// One queue, which the app sends to and receives from.
param namespaceName string
@description('An entry of service-bus.json.')
param queue object
param principalId string

// Azure Service Bus Data Sender and Data Receiver, and Reader, on this queue alone: the Functions host scales consumers by the number of
// messages that wait (docs/decisions/0020).
var roles = [
  '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
  'acdd72a7-3385-48ef-bd42-f606fba81ae7'
]

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: namespaceName
}

resource entity 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  parent: namespace
  name: queue.name
  properties: queue.properties
}

resource using 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(entity.id, principalId, role)
    scope: entity
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]
