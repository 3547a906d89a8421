type Settings = Readonly<Record<string, string | undefined>>;

/**
 * Whether the app runs in Azure, by the settings of the platform (App Service documentation, "Environment variables and
 * app settings reference"). The Core Tools also set the host name, to one of this machine.
 */
export const isInAzure = ({ WEBSITE_INSTANCE_ID, WEBSITE_SKU, WEBSITE_HOSTNAME = 'localhost' }: Settings): boolean =>
  WEBSITE_INSTANCE_ID !== undefined || WEBSITE_SKU !== undefined || !isLoopback(WEBSITE_HOSTNAME.split(':')[0] ?? '');

/** Whether a host name, as parsed from a URL, is one of this machine. */
export const isLoopback = (host: string): boolean =>
  /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[(?:::1?|::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4})\])\.?$/i.test(
    host,
  );
