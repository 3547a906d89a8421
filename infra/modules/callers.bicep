// App Service Authentication: a request without a token of Entra ID is answered with 401 before the app sees it, and with one the app
// learns from the platform who is calling.
param appName string
param clientId string

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

resource authentication 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: { enabled: true }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'Return401'
      // Load balancers have no token.
      excludedPaths: ['/api/health']
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          clientId: clientId
        }
        validation: { allowedAudiences: [clientId, 'api://${clientId}'] }
      }
    }
    login: { tokenStore: { enabled: false } }
  }
}
