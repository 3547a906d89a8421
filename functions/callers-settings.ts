import { z } from 'zod';
import { isInAzure, isLoopback } from './is-in-azure.ts';

type Settings = Readonly<Record<string, string | undefined>>;

/** How callers are authenticated. */
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

type CallersOutcome = { readonly callers: CallersConfig } | { readonly errors: readonly string[] };

/** Reads how callers are authenticated; or every setting that is missing or invalid. */
export const readCallers = (settings: Settings): CallersOutcome => {
  const { CALLERS, CALLERS_ISSUER, CALLERS_AUDIENCE } = settings;
  const parsed = environment.safeParse({ CALLERS, CALLERS_ISSUER, CALLERS_AUDIENCE });
  if (!parsed.success)
    return { errors: parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`) };
  if (parsed.data.CALLERS === 'platform') return readPlatform(settings);
  const { CALLERS_ISSUER: issuer, CALLERS_AUDIENCE: audiences } = parsed.data;
  if (isInAzure(settings) && !isOutThere(new URL(issuer)))
    return {
      errors: ['CALLERS_ISSUER is a development issuer, which gives a token to anybody: in Azure it must use https.'],
    };
  return { callers: { by: 'jwt', issuer, audiences } };
};

const isOutThere = ({ protocol, hostname }: URL): boolean => protocol === 'https:' && !isLoopback(hostname);

/**
 * Without App Service Authentication in front, any caller can send the header in which the platform names the caller. The
 * platform sets WEBSITE_AUTH_ENABLED when it is on ("True"; Functions host, HostAssignmentContext.cs).
 */
const readPlatform = (settings: Settings): CallersOutcome => {
  if (!isInAzure(settings))
    return { errors: ['CALLERS is "platform", which only Azure has: set it to "jwt" on a machine of your own.'] };
  if (settings['WEBSITE_AUTH_ENABLED']?.toLowerCase() === 'true') return { callers: { by: 'platform' } };
  return {
    errors: [
      'CALLERS is "platform", but App Service Authentication is off (WEBSITE_AUTH_ENABLED is not "True"): switch it on, or set CALLERS to "jwt".',
    ],
  };
};
