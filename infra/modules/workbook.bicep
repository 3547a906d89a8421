// One page that shows how the system is: commands, followers of the feed, request units, messages.
param location string
param tags object
param workspaceId string

var feedLines = trim(loadTextContent('../queries/feed-lines.kql'))
var failures = trim(loadTextContent('../queries/failed-executions.kql'))
var commandLines = trim(loadTextContent('../queries/command-lines.kql'))
var charts = [
  {
    title: 'Commands a minute, by outcome'
    query: '${commandLines}\n| summarize sum(ItemCount) by bin(TimeGenerated, 1m), Outcome'
  }
  {
    title: 'Time of a command, in ms: half of them, 95 %, 99 %'
    query: '${commandLines}\n| summarize percentilesw(DurationMs, ItemCount, 50, 95, 99) by bin(TimeGenerated, 5m)'
  }
  {
    title: 'Request units of a command, on average, by command'
    query: '${commandLines}\n| summarize sum(Charge * ItemCount) / sum(ItemCount) by bin(TimeGenerated, 5m), Command'
  }
  {
    title: 'Requests to the store for a command, and tries, on average: 1 is a process that knows its streams'
    query: '${commandLines}\n| summarize Requests = 1.0 * sum(Requests * ItemCount) / sum(ItemCount), Tries = 1.0 * sum(Tries * ItemCount) / sum(ItemCount) by bin(TimeGenerated, 5m)'
  }
  {
    title: 'Requests a minute, by answer'
    query: 'AppRequests | where isnotempty(Url) | summarize count() by bin(TimeGenerated, 1m), ResultCode'
  }
  {
    title: 'Time to answer, in ms: half of the requests, 95 %, 99 %'
    query: 'AppRequests | where isnotempty(Url) | summarize percentiles(DurationMs, 50, 95, 99) by bin(TimeGenerated, 5m)'
  }
  {
    title: 'Seconds behind the store, by subscriber'
    query: 'AppMetrics | where Name == "annal.subscriber.lag" | extend Subscriber = tostring(Properties["annal.subscriber"]) | summarize max(Sum) by bin(TimeGenerated, 1m), Subscriber'
  }
  {
    title: 'Processes that wait for an operator, by process'
    query: 'AppMetrics | where Name == "annal.process.stuck" | extend Process = tostring(Properties["annal.process"]) | summarize max(Sum) by bin(TimeGenerated, 1m), Process'
  }
  {
    title: 'Seconds by which deadlines were noticed late, by process'
    query: 'AppMetrics | where Name == "annal.deadline.lag" | extend Process = tostring(Properties["annal.process"]) | summarize max(Sum) by bin(TimeGenerated, 1m), Process'
  }
  {
    title: 'Age of the oldest commit of a batch, in seconds, by follower'
    query: '${feedLines}\n| summarize max(Age) by bin(TimeGenerated, 1m), Subscriber'
  }
  {
    title: 'Streams set aside, by follower'
    query: '${feedLines}\n| where Parked > 0 | summarize sum(Parked) by bin(TimeGenerated, 5m), Subscriber'
  }
  {
    title: 'Failed runs in the background, by function'
    query: '${failures}\n| summarize count() by bin(TimeGenerated, 5m), Function'
  }
  {
    title: 'Request units a minute, all in all'
    query: 'AzureMetrics | where ResourceProvider == "MICROSOFT.DOCUMENTDB" and MetricName == "TotalRequestUnits" | summarize sum(Total) by bin(TimeGenerated, 1m)'
  }
  {
    title: 'Dead letters and waiting messages'
    query: 'AzureMetrics | where ResourceProvider == "MICROSOFT.SERVICEBUS" and MetricName in ("DeadletteredMessages", "ActiveMessages") | summarize max(Maximum) by bin(TimeGenerated, 5m), MetricName'
  }
]

var items = map(range(0, length(charts)), i => {
  type: 3
  name: 'chart-${i}'
  content: {
    version: 'KqlItem/1.0'
    title: charts[i].title
    query: charts[i].query
    queryType: 0
    resourceType: 'microsoft.operationalinsights/workspaces'
    crossComponentResources: [workspaceId]
    timeContext: { durationMs: 14400000 }
    visualization: 'timechart'
    size: 1
  }
  customWidth: '50'
})

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'how-the-system-is')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'How the system is'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: string({ version: 'Notebook/1.0', items: items })
  }
}
