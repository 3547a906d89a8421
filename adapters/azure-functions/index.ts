export { commandRoutes } from './command-routes.ts';
export { feedFunction } from './feed-function.ts';
export { healthRoute } from './health-route.ts';
export { onTerminate } from './on-terminate.ts';
export { operatorRoute } from './operator-route.ts';
export { answerWithDocument, answerWithPage, answerWithView } from './query-answers.ts';
export { onePointInTime, pageParameters, pointInTimeParameters, version } from './query-parameters.ts';
export { queryRoute } from './query-route.ts';
export { topicFunction } from './topic-function.ts';
