export { jwtCallers, type TrustedIssuer } from './jwt-callers.ts';
export { platformCallers } from './platform-callers.ts';
