import { validateWorkflow } from '@action-validator/core';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifest } from './manifest.ts';
import { scriptsNamed } from './markdown.ts';
import { repositoryRoot } from './planted-tree.ts';
import { readWorkflow, readWorkflows, stepsOf, usesIn, type Workflow } from './workflows.ts';

const workflows = readWorkflows();
const workflowNamed = (name: string): Workflow => {
  const found = workflows.find((file) => file.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found.workflow;
};
const jobOf = (name: string, job: string) => workflowNamed(name).jobs[job];

/** A commit, and what it is called; a tag could be moved to another commit by the owner of the action, or by an attacker. */
const pinned = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+\.\d+)?$/;
const ownWorkflow = /^\.\/(\.github\/workflows\/[\w-]+\.yml)$/;

const faultsInUses = (text: string): readonly string[] =>
  usesIn(text).filter((used) => {
    const own = ownWorkflow.exec(used)?.[1];
    return own === undefined ? !pinned.test(used) : !existsSync(join(repositoryRoot, own));
  });

describe.each(workflows)('The pipeline $name', ({ text, workflow }) => {
  const steps = stepsOf(workflow);

  it('is what the published schema of pipelines asks for', () => {
    expect(validateWorkflow(text).errors).toEqual([]);
  });

  it('uses actions of others by commit, with the version beside it, and own pipelines that exist', () => {
    expect(faultsInUses(text)).toEqual([]);
  });

  it('uses no secret: it authenticates by OIDC', () => {
    expect(text).not.toMatch(/\bsecrets\b|password|connection.?string|client-secret|creds:/i);
  });

  it('leaves no credential in the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  it('runs no text of others as a command', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  it('names only scripts and files that exist', () => {
    const commands = steps.flatMap(({ run }) => run ?? []).join('\n');
    expect(scriptsNamed(commands).filter((name) => !(name in manifest.scripts))).toEqual([]);
    const files = [...commands.matchAll(/(?:\bbash |--file )([\w./-]+)/g)].map(([, file = '']) => file);
    expect(files.filter((file) => !existsSync(join(repositoryRoot, file)))).toEqual([]);
  });

  it('runs on the Node that is deployed', () => {
    const versions = steps.filter(({ uses }) => uses?.startsWith('actions/setup-node@'));
    const major = manifest.devDependencies?.['@types/node']?.split('.')[0];
    expect(versions.filter((step) => step.with?.['node-version'] !== major)).toEqual([]);
  });

  it('waits only for jobs that it has, on machines of a known version', () => {
    const jobs = Object.values(workflow.jobs);
    expect(jobs.flatMap(({ needs }) => needs ?? []).filter((name) => !(name in workflow.jobs))).toEqual([]);
    expect(jobs.filter((job) => 'runs-on' in job && !/-\d\d\.\d\d$/.test(job['runs-on']))).toEqual([]);
  });
});

describe('The pipelines', () => {
  it('are these, and each is read', () => {
    expect(workflows.map(({ name }) => name).sort()).toEqual([
      'check.yml',
      'codeql.yml',
      'deploy-to.yml',
      'deploy.yml',
      'nightly.yml',
    ]);
  });

  it('use one commit of each action', () => {
    const used = new Set(workflows.flatMap(({ text }) => usesIn(text)).filter((use) => !use.startsWith('./')));
    const actions = [...used].map((use) => use.split('@')[0]);
    expect(actions).toEqual([...new Set(actions)]);
  });

  it('ask for a token only where they sign in, and may write only where findings are reported', () => {
    const asking = workflows.flatMap(({ name, workflow }) =>
      Object.entries(workflow.jobs).flatMap(([job, { permissions = {} }]) =>
        Object.entries(permissions)
          .filter(([, right]) => right === 'write')
          .map(([permission]) => `${name} ${job} ${permission}`),
      ),
    );
    expect(asking.sort()).toEqual([
      'check.yml preview id-token',
      'codeql.yml analyze security-events',
      'deploy-to.yml deploy id-token',
      'deploy.yml check id-token',
      'deploy.yml production id-token',
      'deploy.yml test id-token',
    ]);
  });

  it('check exactly what is checked by hand', () => {
    expect(stepsOf(workflowNamed('check.yml')).map(({ run }) => run)).toContain('bash .ci/run');
    expect(Object.keys(workflowNamed('check.yml').on)).toEqual(['pull_request', 'push', 'workflow_call']);
  });

  it('deploy what was checked to the test environment, and only then to production', () => {
    expect(jobOf('deploy.yml', 'test')).toMatchObject({ needs: 'check', with: { environment: 'test' } });
    expect(jobOf('deploy.yml', 'test')?.if).toContain("github.ref == 'refs/heads/main'");
    expect(jobOf('deploy.yml', 'production')).toMatchObject({ needs: 'test', with: { environment: 'production' } });
  });

  it('deploy one commit at a time to each environment, so that one which waits for approval holds up no other', () => {
    expect(jobOf('deploy-to.yml', 'deploy')).toMatchObject({
      concurrency: { group: expect.stringMatching(/^deploy-.*inputs\.environment/), 'cancel-in-progress': false },
    });
    expect(workflowNamed('deploy.yml').concurrency).toBeUndefined();
  });

  it('begin an environment with settings that exist', () => {
    const production = jobOf('deploy.yml', 'production');
    const settings = production !== undefined && 'uses' in production ? production.with?.['settings'] : undefined;
    expect(settings).toMatch(/^infra\/environments\/[\w-]+\.env$/);
    expect(existsSync(join(repositoryRoot, String(settings)))).toBe(true);
  });

  it('try what they have deployed, in this order', () => {
    const commands = stepsOf(workflowNamed('deploy-to.yml')).map(({ run = '' }) => run);
    const places = ['azd provision', 'azd deploy', 'npm run smoke'].map((command) =>
      commands.findIndex((run) => run.includes(command)),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it('give a fork no token, and never run its code with one', () => {
    expect(jobOf('check.yml', 'preview')?.if).toContain('head.repo.full_name == github.repository');
    expect(workflows.filter(({ text }) => text.includes('pull_request_target'))).toEqual([]);
  });
});

describe('The reading of pipelines', () => {
  const job = 'jobs: { a: { runs-on: ubuntu-24.04, timeout-minutes: 1, steps: [{ run: ls }] } }';
  const head = 'name: a\non: [push]\n';

  it('refuses a misspelt key, and more rights than reading', () => {
    const sound = `name: a\non: { push: }\npermissions: { contents: read }\n${job}`;
    expect(() => readWorkflow(sound)).not.toThrow();
    expect(() => readWorkflow(sound.replace('timeout-minutes', 'timeout-minuets'))).toThrow();
    expect(() => readWorkflow(sound.replace('contents: read', 'contents: write'))).toThrow();
    expect(() => readWorkflow(sound.replace('permissions: { contents: read }', 'permissions: write-all'))).toThrow();
    expect(() => readWorkflow(`${head}${job}`)).toThrow();
  });

  it('is checked by a published schema, which refuses a misspelt key and an unknown event', () => {
    const sound = `${head}${job}`;
    expect(validateWorkflow(sound).errors).toEqual([]);
    expect(validateWorkflow(sound.replace('runs-on', 'runs-in')).errors).not.toEqual([]);
    expect(validateWorkflow(sound.replace('push', 'pushed')).errors).not.toEqual([]);
  });

  it.each([
    'actions/checkout@v7',
    'actions/checkout@main # v7.0.1',
    'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
    './.github/workflows/nowhere.yml',
  ])('finds the fault in uses: %s', (used) => {
    expect(faultsInUses(`steps:\n  - uses: ${used}\n`)).toEqual([used]);
  });
});
