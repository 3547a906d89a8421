// One private endpoint with its zone of names, linked to the network.
param name string
param location string
param tags object
param targetId string
@description('Which part of the target: blob, table, Sql, namespace.')
param groupId string
param zoneName string
@description('False where another endpoint brings the zone, and comes first.')
param ownsZone bool = true
param subnetId string
param networkId string

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = if (ownsZone) {
  name: zoneName
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: 'link-${uniqueString(networkId)}'
    location: 'global'
    tags: tags
    properties: { registrationEnabled: false, virtualNetwork: { id: networkId } }
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      { name: groupId, properties: { privateLinkServiceId: targetId, groupIds: [groupId] } }
    ]
  }

  resource names 'privateDnsZoneGroups' = {
    name: 'default'
    properties: { privateDnsZoneConfigs: [{ name: groupId, properties: { privateDnsZoneId: zone.id } }] }
  }
}
