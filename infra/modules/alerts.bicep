// What somebody must look at. Each alert's name is the heading of its runbook in docs/operations.md.
param location string
param tags object
param email string
param workspaceId string
param cosmosId string
param serviceBusId string

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

// Only a document that is new is answered with 201; looking into the container is not.
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

module deadLetters 'metric-alert.bicep' = {
  name: 'alert-dead-letters'
  params: {
    name: 'dead-letters'
    meaning: 'A consumer has given up on a message. ${runbooks}'
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

output actionGroupId string = team.id
