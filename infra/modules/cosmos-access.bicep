// What the app may do with the data. Data-plane roles of Cosmos DB are not those of Azure (Azure Cosmos DB documentation, "Connect using
// role-based access control"). One role after the other: an account refuses to change two at once.
param accountName string
param principalId string

var declared = loadJsonContent('../cosmos.json')
var furtherContainers = flatten(map(
  declared.furtherDatabases,
  further => map(further.containers, container => { database: further.database, container: container })
))
var items = 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items'
var queries = 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/executeQuery'
var feed = 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/readChangeFeed'
var metadata = 'Microsoft.DocumentDB/databaseAccounts/readMetadata'

// History is added to, never changed: not even the app itself may.
var additions = [metadata, '${items}/create', '${items}/read', queries, feed]
var everything = [
  metadata
  queries
  feed
  '${items}/create'
  '${items}/read'
  '${items}/upsert'
  '${items}/replace'
  '${items}/delete'
]

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = {
  name: accountName
}

resource appender 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2024-11-15' = {
  parent: account
  name: guid(account.id, 'appender')
  properties: {
    roleName: 'Adds to the history and reads it'
    type: 'CustomRole'
    assignableScopes: [account.id]
    permissions: [{ dataActions: additions }]
  }
}

resource keeper 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2024-11-15' = {
  parent: account
  name: guid(account.id, 'keeper')
  properties: {
    roleName: 'Keeps views, leases and what is parked'
    type: 'CustomRole'
    assignableScopes: [account.id]
    permissions: [{ dataActions: everything }]
  }
  dependsOn: [appender]
}

// Where the containers are, and nothing of what is in them.
resource guide 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2024-11-15' = {
  parent: account
  name: guid(account.id, 'guide')
  properties: {
    roleName: 'Finds the containers'
    type: 'CustomRole'
    assignableScopes: [account.id]
    permissions: [{ dataActions: [metadata] }]
  }
  dependsOn: [keeper]
}

resource findsContainers 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, principalId, 'guide')
  properties: { principalId: principalId, roleDefinitionId: guide.id, scope: account.id }
}

@batchSize(1)
resource usesContainers 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = [
  for container in declared.containers: {
    parent: account
    name: guid(account.id, principalId, container.name)
    properties: {
      principalId: principalId
      roleDefinitionId: (container.?appendOnly ?? false) ? appender.id : keeper.id
      scope: '${account.id}/dbs/${declared.database}/colls/${container.name}'
    }
    dependsOn: [findsContainers]
  }
]

@batchSize(1)
resource usesFurtherContainers 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = [
  for further in furtherContainers: {
    parent: account
    name: guid(account.id, principalId, '${further.database}/colls/${further.container.name}')
    properties: {
      principalId: principalId
      roleDefinitionId: (further.container.?appendOnly ?? false) ? appender.id : keeper.id
      scope: '${account.id}/dbs/${further.database}/colls/${further.container.name}'
    }
    dependsOn: [usesContainers]
  }
]
