export { startService, type ChildService, type ServiceDefinition } from './child-process.ts';
export { asksForHelp, commandLineError, parseOptions, readPort } from './command-line.ts';
export { foreignRequest } from './foreign-request.ts';
export { makeFolder } from './make-folder.ts';
export { openPage, type PageFile } from './page/open-page.ts';
export { makePrivateFolder, privateFile } from './private-files.ts';
export { readDeclaration } from './read-declaration.ts';
export {
  explainListenError,
  runService,
  StartupError,
  type LocalService,
  type ServiceReport,
} from './service-process.ts';
