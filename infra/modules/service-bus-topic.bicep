// One topic: who may send to it, who listens, and what they hear.
param namespaceName string
@description('An entry of service-bus.json.')
param topic object
param principalId string

// Azure Service Bus Data Sender.
var dataSender = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'

// Reader, on this topic alone: the Functions host scales consumers by the number of messages that wait, and reads it through the
// topic's own endpoint, which asks for the right to read the subscription and its topic (docs/decisions/0020).
var reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: namespaceName
}

resource entity 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = {
  parent: namespace
  name: topic.name
  properties: topic.properties
}

module subscriptions 'service-bus-subscription.bicep' = [
  for subscription in topic.subscriptions: {
    name: 'subscription-${topic.name}-${subscription.name}'
    params: {
      namespaceName: namespaceName
      topicName: entity.name
      subscription: subscription
      principalId: principalId
    }
  }
]

resource sending 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(entity.id, principalId, dataSender)
  scope: entity
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSender)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource counting 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(entity.id, principalId, reader)
  scope: entity
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', reader)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
