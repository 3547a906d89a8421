export { startAdministration } from './http-server.ts';
