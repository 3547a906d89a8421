import { readPorts } from '../../local/start/start-options.ts';

/** Where the system answers: `ANNAL_URL` when it runs elsewhere, else this machine, on the port that `npm start` uses. */
export const systemAddress = (environment: NodeJS.ProcessEnv): string =>
  environment['ANNAL_URL'] ?? `http://127.0.0.1:${readPorts(environment).functions}`;
