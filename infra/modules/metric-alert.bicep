// Raised when a metric of the platform goes above a threshold. Metrics are complete: no sampling drops any of them.
param name string
@description('What it means, and where the runbook is.')
param meaning string
param tags object
param targetId string
param metricNamespace string
param metric string
@allowed(['Average', 'Count', 'Maximum', 'Total'])
param aggregation string
@description('Entries { name, values }: what is counted, each value by itself.')
param dimensions { name: string, values: string[] }[]
param threshold int
param actionGroupId string
@allowed([0, 1, 2, 3, 4])
@description('0 is critical, 4 is for information.')
param severity int

resource alert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    description: meaning
    severity: severity
    enabled: true
    scopes: [targetId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: name
          metricNamespace: metricNamespace
          metricName: metric
          timeAggregation: aggregation
          operator: 'GreaterThan'
          threshold: threshold
          dimensions: [for dimension in dimensions: { name: dimension.name, operator: 'Include', values: dimension.values }]
        }
      ]
    }
    autoMitigate: true
    actions: [{ actionGroupId: actionGroupId }]
  }
}
