// The key that wraps the keys of personal data. It never leaves the vault: the app sends keys to be wrapped or unwrapped. Who loses
// it loses every name and address at once, so the vault cannot be purged, and neither can its key, before 90 days have passed.
param name string
param location string
param tags object
param principalId string
param privateNetwork bool
param locked bool
param workspaceId string

// Key Vault Crypto Service Encryption User: reads a key's public half, wraps and unwraps. It can neither sign, nor make or delete keys,
// as Key Vault Crypto User and Crypto Officer can.
var wrapsAndUnwraps = 'e147488a-f6f5-4113-8e2d-b22465e65bf6'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: { defaultAction: privateNetwork ? 'Deny' : 'Allow', bypass: 'None' }
  }

  // A new version every year; older ones go on unwrapping what they have wrapped, so none may be deleted or disabled.
  resource key 'keys' = {
    name: 'personal-data'
    properties: {
      kty: 'RSA'
      keySize: 3072
      keyOps: ['wrapKey', 'unwrapKey']
      rotationPolicy: {
        lifetimeActions: [{ action: { type: 'rotate' }, trigger: { timeAfterCreate: 'P1Y' } }]
      }
    }
  }
}

resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, wrapsAndUnwraps)
  scope: vault::key
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', wrapsAndUnwraps)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  name: 'keep-the-key'
  scope: vault
  properties: { level: 'CanNotDelete', notes: 'Without its key all personal data is lost. Remove this lock only to remove it.' }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = vault.id
output name string = vault.name
output keyUrl string = vault::key.properties.keyUri
