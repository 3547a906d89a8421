// The one identity of the app. One, because projections, publisher and API are functions of one app, and a process cannot be two
// principals at once (docs/decisions). It exists before the app does, so that every role is in place when the first instance starts.
param name string
param location string
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

output name string = identity.name
output principalId string = identity.properties.principalId
