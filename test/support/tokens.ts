/** A token that an issuer of development identities has signed. */
export const tokenFrom = async (
  issuer: string,
  name: string,
  roles: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const query = new URLSearchParams({ name, roles: roles.join(','), ...more });
  const response = await fetch(`${issuer}/token?${String(query)}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
};

/** The header of a caller with such a token. */
export const bearer = async (...asked: Parameters<typeof tokenFrom>) => ({
  authorization: `Bearer ${await tokenFrom(...asked)}`,
});

/** The header by which the platform vouches for a caller. */
export const byPlatform = (id: string, ...roles: readonly string[]) => ({
  'x-ms-client-principal': Buffer.from(
    JSON.stringify({
      role_typ: 'roles',
      claims: [{ typ: 'oid', val: id }, ...roles.map((val) => ({ typ: 'roles', val }))],
    }),
  ).toString('base64'),
});
