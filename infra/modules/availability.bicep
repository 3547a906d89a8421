// Asks for the health of the API from five places outside, every five minutes. What stops before it can log anything, or cannot be
// reached, is seen here and nowhere else. Each request is billed, and keeps one instance awake.
param location string
param tags object
@description('Address of the API, as callers know it.')
param url string
param applicationInsightsName string
param actionGroupId string

// Azure Monitor documentation, "Availability tests": names of the places, one for each part of the world that may call.
var places = ['emea-nl-ams-azr', 'emea-gb-db3-azr', 'us-va-ash-azr', 'us-ca-sjc-azr', 'apac-sg-sin-azr']

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource test 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'health'
  location: location
  tags: union(tags, { 'hidden-link:${applicationInsights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    Name: 'health'
    SyntheticMonitorId: 'health'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [for place in places: { Id: place }]
    Request: { RequestUrl: '${url}/api/health', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 7 }
  }
}

// Not for one place: that is mostly the way between.
resource alert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'availability'
  location: 'global'
  tags: union(tags, { 'hidden-link:${applicationInsights.id}': 'Resource', 'hidden-link:${test.id}': 'Resource' })
  properties: {
    description: 'Three of five places outside cannot reach the API, or it says that it is not healthy. Runbook: docs/operations.md'
    severity: 0
    enabled: true
    scopes: [test.id, applicationInsights.id]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: test.id
      componentId: applicationInsights.id
      failedLocationCount: 3
    }
    autoMitigate: true
    actions: [{ actionGroupId: actionGroupId }]
  }
}
