// One subscription, with its filters and the right to receive from it.
param namespaceName string
param topicName string
@description('An entry of service-bus.json.')
param subscription object
param principalId string

// Azure Service Bus Data Receiver.
var dataReceiver = '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: namespaceName

  resource topic 'topics' existing = {
    name: topicName
  }
}

resource entity 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = {
  parent: namespace::topic
  name: subscription.name
  properties: subscription.properties
}

// A new subscription receives every message, by a rule called $Default; a rule that is declared under this name replaces it.
resource rules 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2024-01-01' = [
  for rule in subscription.rules: {
    parent: entity
    name: rule.name
    properties: rule.properties
  }
]

resource receiving 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(entity.id, principalId, dataReceiver)
  scope: entity
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataReceiver)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
