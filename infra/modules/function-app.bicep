// The app: HTTP API, projections, publisher and consumers. HTTP functions scale together, every other one by itself.
param name string
param planName string
param location string
param tags object
param identityName string
param storageName string
param packageContainer string
param applicationInsightsName string
param cosmosEndpoint string
param cosmosDatabase string
param serviceBusNamespace string
param serviceBusTopic string
param personalDataKey string
param archiveUri string
param archiveContainer string
param feedPollDelay int
param parkCodeAfterTries int
param parkAfterTries int
param parkAfterSeconds int
param parkAtMost int
param parkAtMostWithinSeconds int
@description('How many traces of a hundred are recorded.')
param tracePercent int
param instanceMemory int
param maximumInstances int
param alwaysReadyHttp int
param alwaysReadyFeeds int
param zoneRedundant bool
param subnetId string
param entraClientId string
@description('Whether the app takes requests only from the edge with this id.')
param behindEdge bool
param edgeId string

var background = loadJsonContent('../functions.json')
var warmHttp = alwaysReadyHttp > 0 ? [{ name: 'http', instanceCount: alwaysReadyHttp }] : []
var warmFeeds = map(alwaysReadyFeeds > 0 ? concat(background.followers, background.consumers, background.timers) : [], function => {
  name: 'function:${function}'
  instanceCount: alwaysReadyFeeds
})
// Requests that one instance takes at a time, by its share of a processor: a quarter of one, one, two. Azure begins with half of
// these (Azure Functions documentation, "Concurrency"); ours mostly wait for the store.
var httpConcurrency = { '512': 8, '2048': 32, '4096': 64 }

// Requests that come from Front Door, and from our profile of it: any customer of Azure can send from its addresses.
var throughTheEdge = {
  name: 'edge'
  priority: 100
  action: 'Allow'
  tag: 'ServiceTag'
  ipAddress: 'AzureFrontDoor.Backend'
  headers: { 'x-azure-fdid': [edgeId] }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: identityName
}

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
        alwaysReady: concat(warmHttp, warmFeeds)
        triggers: { http: { perInstanceConcurrency: httpConcurrency[string(instanceMemory)] } }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      // Set in both cases: Azure keeps what a template leaves out. The endpoint for publishing (scm) asks for an identity and is not
      // restricted by address.
      ipSecurityRestrictionsDefaultAction: behindEdge ? 'Deny' : 'Allow'
      ipSecurityRestrictions: behindEdge ? [throughTheEdge] : []
      scmIpSecurityRestrictionsUseMain: false
    }
  }

  // What functions/configuration.ts reads, and what the host itself needs to reach its storage and telemetry. No value is a secret.
  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
      AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identity.properties.clientId
      APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
      // What the exporter would tell Microsoft about itself.
      APPLICATION_INSIGHTS_NO_STATSBEAT: 'true'
      OTEL_SERVICE_NAME: name
      OTEL_TRACES_SAMPLER_ARG: string(tracePercent) == '100' ? '1' : '0.${padLeft(tracePercent, 2, '0')}'
      AZURE_CLIENT_ID: identity.properties.clientId
      COSMOS__accountEndpoint: cosmosEndpoint
      COSMOS__credential: 'managedidentity'
      COSMOS__clientId: identity.properties.clientId
      COSMOS_DATABASE: cosmosDatabase
      SERVICE_BUS__fullyQualifiedNamespace: serviceBusNamespace
      SERVICE_BUS__credential: 'managedidentity'
      SERVICE_BUS__clientId: identity.properties.clientId
      SERVICE_BUS_TOPIC: serviceBusTopic
      PERSONAL_DATA_KEY: personalDataKey
      ARCHIVE__blobServiceUri: archiveUri
      ARCHIVE_CONTAINER: archiveContainer
      FEED_POLL_DELAY_MS: string(feedPollDelay)
      PARK_CODE_AFTER_TRIES: string(parkCodeAfterTries)
      PARK_AFTER_TRIES: string(parkAfterTries)
      PARK_AFTER_SECONDS: string(parkAfterSeconds)
      PARK_AT_MOST: string(parkAtMost)
      PARK_AT_MOST_WITHIN_SECONDS: string(parkAtMostWithinSeconds)
      CALLERS: 'jwt'
      CALLERS_ISSUER: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
      // A token may name the app by its id, or by the address of that (version 1 of the tokens). Nobody has one for 'nobody'.
      CALLERS_AUDIENCE: empty(entraClientId) ? 'nobody' : '${entraClientId},api://${entraClientId}'
    }
  }

  // No user name and password to publish with: who deploys does so with an identity.
  resource publishing 'basicPublishingCredentialsPolicies' = [
    for door in ['ftp', 'scm']: {
      name: door
      properties: { allow: false }
    }
  ]
}

output name string = app.name
output host string = app.properties.defaultHostName
