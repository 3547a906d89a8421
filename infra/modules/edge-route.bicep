// The way from the edge to the app. It is made after both, for each has to know the other.
param profileName string
param endpointName string
@description('Host name of the app itself.')
param appHost string

resource profile 'Microsoft.Cdn/profiles@2024-02-01' existing = {
  name: profileName

  resource endpoint 'afdEndpoints' existing = {
    name: endpointName
  }
}

// No probes: with one origin they decide nothing, and they would keep an app awake that may sleep.
resource apps 'Microsoft.Cdn/profiles/originGroups@2024-02-01' = {
  parent: profile
  name: 'apps'
  properties: {
    loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 3, additionalLatencyInMilliseconds: 50 }
    sessionAffinityState: 'Disabled'
  }

  resource app 'origins' = {
    name: 'app'
    properties: {
      hostName: appHost
      originHostHeader: appHost
      httpsPort: 443
      enforceCertificateNameCheck: true
      priority: 1
      weight: 1000
      enabledState: 'Enabled'
    }
  }
}

// Over HTTPS only, without a redirect: a token that was sent in the clear is lost already. Nothing is cached.
resource route 'Microsoft.Cdn/profiles/afdEndpoints/routes@2024-02-01' = {
  parent: profile::endpoint
  name: 'api'
  properties: {
    originGroup: { id: apps.id }
    patternsToMatch: ['/*']
    supportedProtocols: ['Https']
    httpsRedirect: 'Disabled'
    forwardingProtocol: 'HttpsOnly'
    linkToDefaultDomain: 'Enabled'
    enabledState: 'Enabled'
  }
  dependsOn: [apps::app]
}
