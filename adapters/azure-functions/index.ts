export { actionReason, actionRoute } from './action-route.ts';
export { asyncApiRoutes } from './asyncapi/asyncapi-routes.ts';
export { contractRoutes } from './asyncapi/contract-routes.ts';
export type { PublishedTopic } from './asyncapi/topic-description.ts';
export { buildFunction } from './build-function.ts';
export { commandRoutes } from './command-routes.ts';
export { deadlineFunction } from './deadline-function.ts';
export { feedFunction, feedFunctions } from './feed-function.ts';
export type { Authorization } from './authorization.ts';
export { describeHealth, healthDetail } from './health-detail.ts';
export { healthRoute, type Probes } from './health-route.ts';
export { docsRoutes } from './openapi/docs-routes.ts';
export { openApiRoute } from './openapi/openapi-route.ts';
export { documentRoute } from './document-route.ts';
export { hintFunction } from './hint-function.ts';
export { historyRoutes } from './history-routes.ts';
export { answerWithJoined, answerWithJoinedPage, joinedPageOf } from './joined-answers.ts';
export { keyPage, type KeyList } from './key-pages.ts';
export { lagFunction } from './lag-function.ts';
export { onTerminate } from './on-terminate.ts';
export { operatorRoute } from './operator-route.ts';
export {
  answerWithDocument,
  answerWithPage,
  answerWithView,
  documentOf,
  pageOf,
  viewProblems,
} from './query-answers.ts';
export {
  onePointInTime,
  pageParameters,
  pointInTimeParameters,
  unknownContinuation,
  version,
  wholeNumber,
} from './query-parameters.ts';
export { queryRoute } from './query-route.ts';
export { logRoute } from './log-route.ts';
export { afterProblems, afterVersion } from './after-answers.ts';
export { asOfMoment } from './as-of-answers.ts';
export { answerWithTotals, totalsOf, totalsProblems } from './totals-answers.ts';
export { answerWithSearch, inOrder, searchedPageOf, searchParameters, sortDirection } from './search-answers.ts';
export { topicFunction } from './topic-function.ts';
export { traceInvocations } from './trace-invocations.ts';
export { versionPage, type VersionList } from './version-pages.ts';
export { redeliverRoute } from './redeliver-route.ts';
export { retryFunction } from './retry-function.ts';
export { waitingFunction } from './waiting-function.ts';
export { waitingRoutes } from './waiting-routes.ts';
export { namedByPathOrQuery, namedStream, streamParameters } from './named-stream.ts';
