import { inProduction, rule } from './rule.mjs';

// local/start knows both sides: the servers, by name, and the application.
const servers = '^local/(?!start[./])([^/]+)/';
/** Specs, what they need, and what makes a package: nobody installs these. */
const workshop = '^local/[^/]+/(test|testing|packaging)/';
/** A path, and no name of a package that leads to the same file. */
const byPath = { dependencyTypes: ['local'], dependencyTypesNot: ['aliased', 'aliased-workspace'] };

/** Each server of the local stack is an npm workspace, which others can use without this application. */
export const workspaces = [
  rule(
    'local-knows-nothing-of-the-application',
    'The local stack speaks the protocols of Azure and serves any application. Pass in what it needs to know; only local/start.ts knows both sides.',
    { path: servers },
    { path: `${inProduction}|^(infra|scripts|bench|test|tools|local/start)[./]|^(local/)?[^/]+[.](ts|js|mjs|json)$` },
  ),
  rule(
    'servers-are-strangers',
    'A server knows what all of them share, local/server, and no other server: whoever has one need not have the others. Move what both need there. (Specs may start other servers.)',
    { path: servers, pathNot: workshop },
    { path: servers, pathNot: '^local/($1|server)/' },
  ),
  rule(
    'workspaces-meet-by-name',
    'A workspace is used by the name of its package, which shows what it exports: import from @annal/local-... and declare it in package.json.',
    { path: servers },
    { path: servers, pathNot: '^local/$1/', ...byPath },
  ),
  rule(
    'servers-have-one-door',
    'The servers are used by the name of their package: import from @annal/local-..., and export there what you need.',
    { pathNot: servers },
    { path: servers, ...byPath },
  ),
  rule(
    'servers-bring-what-they-need',
    'Whoever installs the server would not have it. Name it under "dependencies" in the package.json of the workspace, with a line in docs/decisions/0008-dependencies.md.',
    { path: servers, pathNot: workshop },
    { dependencyTypes: ['npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown', 'npm-bundled'] },
  ),
];
