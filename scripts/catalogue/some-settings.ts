/** Settings as the app needs them; nothing listens there. */
export const someSettings = {
  COSMOS: 'AccountEndpoint=http://127.0.0.1:1/;AccountKey=a2V5;',
  COSMOS_DATABASE: 'annal',
  SERVICE_BUS: 'Endpoint=sb://127.0.0.1:1/;SharedAccessKeyName=name;SharedAccessKey=key;UseDevelopmentEmulator=true;',
  SERVICE_BUS_TOPIC: 'events',
  PERSONAL_DATA_KEY: 'file:.annal/personal-data.key',
  ARCHIVE: 'UseDevelopmentStorage=true',
  ARCHIVE_CONTAINER: 'archive',
  FEED_POLL_DELAY_MS: '250',
  CALLERS: 'jwt',
  CALLERS_ISSUER: 'http://127.0.0.1:1',
  CALLERS_AUDIENCE: 'annal',
} as const;
