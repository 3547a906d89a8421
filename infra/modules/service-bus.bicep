// The queues and topics of service-bus.json, with the subscriptions and rules of these.
param name string
param location string
param tags object
@allowed(['Standard', 'Premium'])
param tier string
param privateNetwork bool
param principalId string
param workspaceId string

var declared = loadJsonContent('../service-bus.json')

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: tier == 'Premium' ? { name: 'Premium', tier: 'Premium', capacity: 1 } : { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
  }
}

module queues 'service-bus-queue.bicep' = [
  for queue in declared.queues: {
    name: 'queue-${queue.name}'
    params: { namespaceName: namespace.name, queue: queue, principalId: principalId }
  }
]

module topics 'service-bus-topic.bicep' = [
  for topic in declared.topics: {
    name: 'topic-${topic.name}'
    params: { namespaceName: namespace.name, topic: topic, principalId: principalId }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: namespace
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'OperationalLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = namespace.id
output name string = namespace.name
output fullyQualifiedName string = '${namespace.name}.servicebus.windows.net'
// The app publishes to the first one.
output topic string = declared.topics[0].name
