export { createAdministration, type Administration } from './http-server.ts';
