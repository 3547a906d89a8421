// The alerts. Each alert's name is the heading of its runbook in docs/operations.md.
param location string
param tags object
param email string
param workspaceId string
param cosmosId string
param serviceBusId string

@description('Whether the store has a second region, to which it may move its writes.')
param twoRegions bool

var background = loadJsonContent('../functions.json')
var runbooks = 'Runbook: docs/operations.md'
var cosmosMetrics = 'Microsoft.DocumentDB/databaseAccounts'
var busMetrics = 'Microsoft.ServiceBus/namespaces'

resource team 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'operators'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'operators'
    enabled: true
    emailReceivers: empty(email) ? [] : [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

module projectionLag 'log-alert.bicep' = {
  name: 'alert-projection-lag'
  params: {
    name: 'projection-lag'
    title: 'A view or the publisher is late'
    meaning: 'A follower of the feed was given a commit more than five minutes old. ${runbooks}'
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: team.id
    query: loadTextContent('../queries/feed-lines.kql')
    column: 'Age'
    dimension: 'Subscriber'
    threshold: 300
    severity: 2
  }
}

// Asked every minute, for twice the price of a rule.
module subscriberLag 'log-alert.bicep' = {
  name: 'alert-subscriber-lag'
  params: {
    name: 'subscriber-lag'
    title: 'A subscriber is behind the store, or is not measured'
    meaning: 'A commit is more than 90 seconds old and this subscriber has not taken it; or its lag was not measured for ten minutes. ${runbooks}'
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: team.id
    query: loadTextContent('../queries/lag-metric.kql')
    column: 'Behind'
    dimension: 'Subscriber'
    threshold: 90
    severity: 1
    lookBack: 'PT6H'
    every: 'PT1M'
  }
}

module deadlineLag 'log-alert.bicep' = {
  name: 'alert-deadline-lag'
  params: {
    name: 'deadline-lag'
    title: 'Deadlines of processes pass, and nothing comes of them'
    meaning: 'A deadline has passed more than five minutes ago, and its process could not be told in ten minutes; or nobody fires deadlines. ${runbooks}'
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: team.id
    query: loadTextContent('../queries/deadline-metric.kql')
    column: 'Late'
    dimension: 'Process'
    threshold: 300
    severity: 2
  }
}

module stuckProcesses 'log-alert.bicep' = {
  name: 'alert-stuck-processes'
  params: {
    name: 'stuck-processes'
    title: 'A process waits for an operator'
    meaning: 'An instance of this process is stuck: an undo was refused, or what can only go forward was refused or not answered in time; or nobody has looked for ten minutes. ${runbooks}'
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: team.id
    query: loadTextContent('../queries/stuck-metric.kql')
    column: 'Stuck'
    dimension: 'Process'
    threshold: 0
    severity: 2
  }
}

module stalledFeeds 'log-alert.bicep' = {
  name: 'alert-stalled-feeds'
  params: {
    name: 'stalled-feeds'
    title: 'A follower of the feed stands still'
    meaning: 'One function has not run for 15 minutes while others had work from the same feed. ${runbooks}'
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: team.id
    query: loadTextContent('../queries/stalled-feeds.kql')
    dimension: 'Function'
    threshold: 0
    severity: 2
    lookBack: 'P1D'
  }
}

module silentFeeds 'log-alert.bicep' = {
  name: 'alert-silent-feeds'
  params: {
    name: 'silent-feeds'
    title: 'Commands are accepted, and a follower of the feed does not run'
    meaning: 'A commit is more than ten minutes old and this follower has not run since: views, messages or the archive stand still. ${runbooks}'
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: team.id
    query: replace(loadTextContent('../queries/silent-feeds.kql'), '["FOLLOWERS"]', string(background.followers))
    dimension: 'Function'
    threshold: 0
    severity: 1
    lookBack: 'P1D'
  }
}

module failedExecutions 'log-alert.bicep' = {
  name: 'alert-failed-executions'
  params: {
    name: 'failed-executions'
    title: 'A background function fails again and again'
    meaning: 'More than five runs of one function failed within 15 minutes. ${runbooks}'
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: team.id
    query: loadTextContent('../queries/failed-executions.kql')
    dimension: 'Function'
    threshold: 5
    severity: 2
  }
}

module serverErrors 'log-alert.bicep' = {
  name: 'alert-server-errors'
  params: {
    name: 'server-errors'
    title: 'The API fails requests'
    meaning: 'More than 5 % of the answers of five minutes were 5xx. ${runbooks}'
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: team.id
    query: loadTextContent('../queries/server-errors.kql')
    column: 'FailedPercent'
    threshold: 5
    severity: 1
  }
}

module logCap 'log-alert.bicep' = {
  name: 'alert-log-cap'
  params: {
    name: 'log-cap'
    title: 'Logs are dropped until tomorrow'
    meaning: 'The daily quota of logs is used up. Alerts on logs see nothing until it begins anew; alerts on metrics go on. ${runbooks}'
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: team.id
    query: loadTextContent('../queries/log-cap.kql')
    threshold: 0
    severity: 1
  }
}

// Only a document that is new is answered with 201; looking into the container is not.
module parkingStopped 'log-alert.bicep' = {
  name: 'alert-parking-stopped'
  params: {
    name: 'parking-stopped'
    title: 'A subscriber parks no more'
    meaning: 'A follower of the feed has set so many streams aside within minutes that it stopped: the release is at fault. ${runbooks}'
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: team.id
    query: loadTextContent('../queries/parking-stopped.kql')
    dimension: 'Subscriber'
    threshold: 0
    severity: 1
  }
}

module parked 'metric-alert.bicep' = {
  name: 'alert-parked-documents'
  params: {
    name: 'parked-documents'
    meaning: 'A follower of the feed could not take a commit and has set its stream aside. ${runbooks}'
    tags: tags
    targetId: cosmosId
    metricNamespace: cosmosMetrics
    metric: 'TotalRequests'
    aggregation: 'Count'
    dimensions: [
      { name: 'CollectionName', values: ['parked'] }
      { name: 'StatusCode', values: ['201'] }
    ]
    threshold: 0
    actionGroupId: team.id
    severity: 1
  }
}

module throttling 'metric-alert.bicep' = {
  name: 'alert-throttling'
  params: {
    name: 'throttling'
    meaning: 'Cosmos DB refused more than 100 requests to one container within five minutes: its throughput is used up. ${runbooks}'
    tags: tags
    targetId: cosmosId
    metricNamespace: cosmosMetrics
    metric: 'TotalRequests'
    aggregation: 'Count'
    dimensions: [
      { name: 'CollectionName', values: ['*'] }
      { name: 'StatusCode', values: ['429'] }
    ]
    threshold: 100
    actionGroupId: team.id
    severity: 2
  }
}

// What Cosmos DB itself could not answer. A store that cannot be reached at all is not counted here: server-errors and availability are.
module storeErrors 'metric-alert.bicep' = {
  name: 'alert-store-errors'
  params: {
    name: 'store-errors'
    meaning: 'Cosmos DB failed more than 20 requests within five minutes: timeouts and errors of its own. ${runbooks}'
    tags: tags
    targetId: cosmosId
    metricNamespace: cosmosMetrics
    metric: 'TotalRequests'
    aggregation: 'Count'
    dimensions: [{ name: 'StatusCode', values: ['408', '500', '503'] }]
    threshold: 20
    actionGroupId: team.id
    severity: 1
  }
}

module regionFailover 'metric-alert.bicep' = if (twoRegions) {
  name: 'alert-region-failover'
  params: {
    name: 'region-failover'
    meaning: 'Cosmos DB writes in its other region now. Commits of the last minutes may be lost. ${runbooks}'
    tags: tags
    targetId: cosmosId
    metricNamespace: cosmosMetrics
    metric: 'RegionFailover'
    aggregation: 'Count'
    dimensions: []
    threshold: 0
    actionGroupId: team.id
    severity: 0
  }
}

module waitingMessages 'log-alert.bicep' = {
  name: 'alert-waiting-messages'
  params: {
    name: 'waiting-messages'
    title: 'A consumer fails on messages for longer than a quarter of an hour'
    meaning: 'A message has been tried for more than 15 minutes. It is tried on, and the rest of its stream waits behind it. ${runbooks}'
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: team.id
    query: loadTextContent('../queries/consumer-lines.kql')
    column: 'Age'
    dimension: 'Consumer'
    threshold: 900
    severity: 2
  }
}

module quarantinedMessages 'log-alert.bicep' = {
  name: 'alert-quarantined-messages'
  params: {
    name: 'quarantined-messages'
    title: 'A consumer was sent a message that it can never take'
    meaning: 'A message is in quarantine, and the rest of its stream waits behind it for an operator. ${runbooks}'
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: team.id
    query: loadTextContent('../queries/consumer-lines.kql')
    column: 'Quarantined'
    dimension: 'Consumer'
    threshold: 0
    severity: 2
  }
}

module deadLetters 'metric-alert.bicep' = {
  name: 'alert-dead-letters'
  params: {
    name: 'dead-letters'
    meaning: 'The broker has given up on a message: no consumer took or kept it in 2,000 deliveries, or nobody could have. ${runbooks}'
    tags: tags
    targetId: serviceBusId
    metricNamespace: busMetrics
    metric: 'DeadletteredMessages'
    aggregation: 'Average'
    dimensions: [{ name: 'EntityName', values: ['*'] }]
    threshold: 0
    actionGroupId: team.id
    severity: 2
  }
}

module backlog 'metric-alert.bicep' = {
  name: 'alert-message-backlog'
  params: {
    name: 'message-backlog'
    meaning: 'More than 1,000 messages of one topic wait for their consumers. ${runbooks}'
    tags: tags
    targetId: serviceBusId
    metricNamespace: busMetrics
    metric: 'ActiveMessages'
    aggregation: 'Average'
    dimensions: [{ name: 'EntityName', values: ['*'] }]
    threshold: 1000
    actionGroupId: team.id
    severity: 3
  }
}

module busThrottling 'metric-alert.bicep' = {
  name: 'alert-bus-throttling'
  params: {
    name: 'bus-throttling'
    meaning: 'Service Bus refused more than 100 requests within five minutes: its throughput is used up. ${runbooks}'
    tags: tags
    targetId: serviceBusId
    metricNamespace: busMetrics
    metric: 'ThrottledRequests'
    aggregation: 'Total'
    dimensions: [{ name: 'EntityName', values: ['*'] }]
    threshold: 100
    actionGroupId: team.id
    severity: 2
  }
}

module busErrors 'metric-alert.bicep' = {
  name: 'alert-bus-errors'
  params: {
    name: 'bus-errors'
    meaning: 'Service Bus failed more than 10 requests within five minutes by errors of its own. ${runbooks}'
    tags: tags
    targetId: serviceBusId
    metricNamespace: busMetrics
    metric: 'ServerErrors'
    aggregation: 'Total'
    dimensions: [{ name: 'EntityName', values: ['*'] }]
    threshold: 10
    actionGroupId: team.id
    severity: 2
  }
}

output actionGroupId string = team.id
