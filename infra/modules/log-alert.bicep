// Raised when what a query finds in the logs goes above a threshold.
param name string
param title string
@description('What it means, and where the runbook is.')
param meaning string
param location string
param tags object
param workspaceId string
param actionGroupId string
param query string
@description('Column to compare with the threshold. Empty: the number of rows.')
param column string = ''
param threshold int
@description('Column whose values raise separate alerts. Empty: one alert for all.')
param dimension string = ''
@allowed([0, 1, 2, 3, 4])
@description('0 is critical, 4 is for information.')
param severity int
@description('How often the query is asked. Every minute costs twice as much.')
@allowed(['PT1M', 'PT5M'])
param every string = 'PT5M'
@description('How far back the query looks, where that is longer than the window.')
param lookBack string = ''

resource alert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: name
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: title
    description: meaning
    severity: severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: every
    windowSize: every == 'PT1M' ? 'PT5M' : 'PT15M'
    overrideQueryTimeRange: empty(lookBack) ? null : lookBack
    criteria: {
      allOf: [
        {
          query: query
          metricMeasureColumn: empty(column) ? null : column
          timeAggregation: empty(column) ? 'Count' : 'Maximum'
          dimensions: empty(dimension) ? [] : [{ name: dimension, operator: 'Include', values: ['*'] }]
          operator: 'GreaterThan'
          threshold: threshold
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [actionGroupId] }
    autoMitigate: true
    // A workspace that is minutes old does not know its own tables yet, and would refuse every query.
    skipQueryValidation: true
  }
}
