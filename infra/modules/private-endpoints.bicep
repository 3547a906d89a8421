// A private address for each data service, under the name that the app uses anyway. One after the other: a storage account refuses
// to connect two endpoints at once, and the archive uses the zone of the first one.
param token string
param location string
param tags object
param subnetId string
param networkId string
param storageId string
param archiveId string
param cosmosId string
param serviceBusId string
param vaultId string

module blob 'private-endpoint.bicep' = {
  name: 'endpoint-blob'
  params: {
    name: 'pe-blob-${token}'
    location: location
    tags: tags
    targetId: storageId
    groupId: 'blob'
    zoneName: 'privatelink.blob.${environment().suffixes.storage}'
    subnetId: subnetId
    networkId: networkId
  }
}

module archive 'private-endpoint.bicep' = {
  name: 'endpoint-archive'
  params: {
    name: 'pe-archive-${token}'
    location: location
    tags: tags
    targetId: archiveId
    groupId: 'blob'
    zoneName: 'privatelink.blob.${environment().suffixes.storage}'
    ownsZone: false
    subnetId: subnetId
    networkId: networkId
  }
  dependsOn: [blob]
}

module table 'private-endpoint.bicep' = {
  name: 'endpoint-table'
  params: {
    name: 'pe-table-${token}'
    location: location
    tags: tags
    targetId: storageId
    groupId: 'table'
    zoneName: 'privatelink.table.${environment().suffixes.storage}'
    subnetId: subnetId
    networkId: networkId
  }
  dependsOn: [archive]
}

module cosmos 'private-endpoint.bicep' = {
  name: 'endpoint-cosmos'
  params: {
    name: 'pe-cosmos-${token}'
    location: location
    tags: tags
    targetId: cosmosId
    groupId: 'Sql'
    zoneName: 'privatelink.documents.azure.com'
    subnetId: subnetId
    networkId: networkId
  }
  dependsOn: [table]
}

module bus 'private-endpoint.bicep' = {
  name: 'endpoint-service-bus'
  params: {
    name: 'pe-service-bus-${token}'
    location: location
    tags: tags
    targetId: serviceBusId
    groupId: 'namespace'
    zoneName: 'privatelink.servicebus.windows.net'
    subnetId: subnetId
    networkId: networkId
  }
  dependsOn: [cosmos]
}

module vault 'private-endpoint.bicep' = {
  name: 'endpoint-key-vault'
  params: {
    name: 'pe-key-vault-${token}'
    location: location
    tags: tags
    targetId: vaultId
    groupId: 'vault'
    zoneName: 'privatelink.vaultcore.azure.net'
    subnetId: subnetId
    networkId: networkId
  }
  dependsOn: [bus]
}
