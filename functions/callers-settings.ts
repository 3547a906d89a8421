import { z } from 'zod';

type Settings = Readonly<Record<string, string | undefined>>;

/** By whose word it is known who calls. */
export type CallersConfig =
  /** Tokens of this issuer, which the app verifies itself. */
  | { readonly by: 'jwt'; readonly issuer: string; readonly audiences: readonly string[] }
  /** The platform's principal header: App Service Authentication is in front. */
  | { readonly by: 'platform' };

const environment = z.discriminatedUnion(
  'CALLERS',
  [
    z.object({
      CALLERS: z.literal('jwt'),
      CALLERS_ISSUER: z
        .url({ protocol: /^https?$/, error: 'must be the address of an OpenID issuer, as its tokens name it' })
        .refine((issuer) => !/[?#]/.test(issuer), 'must have neither a query nor a fragment'),
      CALLERS_AUDIENCE: z
        .string('is missing')
        .transform((list) => list.split(',').map((audience) => audience.trim()))
        .refine((audiences) => audiences.every((audience) => audience !== ''), 'must not be empty'),
    }),
    z.object({ CALLERS: z.literal('platform') }),
  ],
  'must be "jwt" (tokens of CALLERS_ISSUER for CALLERS_AUDIENCE) or "platform" (App Service Authentication is in front)',
);

/** Reads who vouches for callers; or every setting that is missing or wrong. */
export const readCallers = (
  settings: Settings,
): { readonly callers: CallersConfig } | { readonly faults: readonly string[] } => {
  const { CALLERS, CALLERS_ISSUER, CALLERS_AUDIENCE } = settings;
  const parsed = environment.safeParse({ CALLERS, CALLERS_ISSUER, CALLERS_AUDIENCE });
  if (!parsed.success)
    return { faults: parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`) };
  if (parsed.data.CALLERS === 'platform') return { callers: { by: 'platform' } };
  const { CALLERS_ISSUER: issuer, CALLERS_AUDIENCE: audiences } = parsed.data;
  if (isInAzure(settings) && !isOutThere(new URL(issuer)))
    return { faults: ['CALLERS_ISSUER is one for development, which vouches for anybody: in Azure it must be https.'] };
  return { callers: { by: 'jwt', issuer, audiences } };
};

/**
 * The platform says so by itself (App Service documentation, "Environment variables and app settings reference"); the Core Tools
 * set the host name, too, to one of this machine.
 */
const isInAzure = ({ WEBSITE_INSTANCE_ID, WEBSITE_SKU, WEBSITE_HOSTNAME = 'localhost' }: Settings): boolean =>
  WEBSITE_INSTANCE_ID !== undefined || WEBSITE_SKU !== undefined || !isLoopback(WEBSITE_HOSTNAME.split(':')[0] ?? '');

const isOutThere = ({ protocol, hostname }: URL): boolean => protocol === 'https:' && !isLoopback(hostname);

const isLoopback = (host: string): boolean =>
  /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[(?:::1?|::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4})\])\.?$/i.test(
    host,
  );
