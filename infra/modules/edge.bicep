// What stands in front of the API: one address for callers, which drops what is too much or too large before it costs an execution.
// Why Front Door, and what it cannot do: docs/decisions/0021.
param token string
param tags object
@minValue(100)
@description('Requests of one address within five minutes; what comes after is answered with 429 until the five minutes are over.')
param rateLimit int
param workspaceId string

// A Content-Length above the 1,048,576 bytes that the app takes. The comparisons of the firewall count the characters of a header, so the
// number is read by its digits. A body that does not say its length is cut off by the app.
var aboveOneMebibyte = '^([2-9][0-9]{6}|1[1-9][0-9]{5}|10[5-9][0-9]{4}|1049[0-9]{3}|1048[6-9][0-9]{2}|10485[8-9][0-9]|104857[7-9]|[0-9]{8,})$'

resource profile 'Microsoft.Cdn/profiles@2024-02-01' = {
  name: 'edge-${token}'
  location: 'global'
  tags: tags
  sku: { name: 'Standard_AzureFrontDoor' }
  properties: { originResponseTimeoutSeconds: 60 }

  resource endpoint 'afdEndpoints' = {
    name: 'api-${token}'
    location: 'global'
    tags: tags
    properties: { enabledState: 'Enabled' }
  }

  resource protection 'securityPolicies' = {
    name: 'limits'
    properties: {
      parameters: {
        type: 'WebApplicationFirewall'
        wafPolicy: { id: firewall.id }
        associations: [{ domains: [{ id: endpoint.id }], patternsToMatch: ['/*'] }]
      }
    }
  }
}

resource firewall 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies@2024-02-01' = {
  name: 'waf${token}'
  location: 'global'
  tags: tags
  sku: { name: 'Standard_AzureFrontDoor' }
  properties: {
    policySettings: { enabledState: 'Enabled', mode: 'Prevention', customBlockResponseStatusCode: 429 }
    customRules: {
      rules: [
        {
          name: 'TooLarge'
          priority: 1
          enabledState: 'Enabled'
          ruleType: 'MatchRule'
          action: 'Block'
          matchConditions: [
            {
              matchVariable: 'RequestHeader'
              selector: 'Content-Length'
              operator: 'RegEx'
              negateCondition: false
              matchValue: [aboveOneMebibyte]
            }
          ]
        }
        {
          name: 'TooMany'
          priority: 2
          enabledState: 'Enabled'
          ruleType: 'RateLimitRule'
          action: 'Block'
          rateLimitDurationInMinutes: 5
          rateLimitThreshold: rateLimit
          groupBy: [{ variableName: 'SocketAddr' }]
          // Every request has a host (Azure Web Application Firewall documentation, "What is rate limiting for Azure Front Door?").
          matchConditions: [
            {
              matchVariable: 'RequestHeader'
              selector: 'Host'
              operator: 'GreaterThanOrEqual'
              negateCondition: false
              matchValue: ['0']
            }
          ]
        }
      ]
    }
    managedRules: { managedRuleSets: [] }
  }
}

// What was blocked, and by which rule. Not what passed: the app logs that.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: profile
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FrontDoorWebApplicationFirewallLog', enabled: true }]
  }
}

output profileName string = profile.name
output endpointName string = profile::endpoint.name
output url string = 'https://${profile::endpoint.properties.hostName}'
output frontDoorId string = profile.properties.frontDoorId
