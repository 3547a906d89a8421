// A network for the app, and a corner of it where the data services can be reached.
param name string
param location string
param tags object

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      {
        name: 'endpoints'
        properties: { addressPrefix: '10.0.1.0/24', privateEndpointNetworkPolicies: 'Disabled' }
      }
      {
        name: 'app'
        properties: {
          addressPrefix: '10.0.2.0/24'
          // Flex Consumption runs where Container Apps do (Azure Functions documentation, "Flex Consumption plan", virtual network).
          delegations: [{ name: 'flex-consumption', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
    ]
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }

  resource app 'subnets' existing = {
    name: 'app'
  }
}

output id string = network.id
output endpointSubnetId string = network::endpoints.id
output appSubnetId string = network::app.id
