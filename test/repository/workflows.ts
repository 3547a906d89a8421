import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { repositoryRoot } from './planted-tree.ts';
import { repositoryFiles } from './repository-files.ts';

/** A pipeline of GitHub. */
export interface WorkflowFile {
  /** `check.yml`. */
  readonly name: string;
  readonly text: string;
  readonly workflow: Workflow;
}

/** Every pipeline of the repository. Throws where one is not written as GitHub reads it. */
export const readWorkflows = (): readonly WorkflowFile[] =>
  repositoryFiles()
    .filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))
    .map((path) => {
      const text = readFileSync(join(repositoryRoot, path), 'utf8');
      return { name: basename(path), text, workflow: readWorkflow(text) };
    });

/** Parses one pipeline; an unknown key is a misspelt one, which GitHub would refuse or, worse, ignore. */
export const readWorkflow = (text: string): Workflow => workflow.parse(parse(text));

// As far as these pipelines use it (GitHub documentation, "Workflow syntax for GitHub Actions").
const permissions = z.strictObject({
  contents: z.literal('read').optional(),
  actions: z.literal('read').optional(),
  'id-token': z.literal('write').optional(),
  'security-events': z.literal('write').optional(),
});
const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const step = z.strictObject({
  name: z.string().optional(),
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: values.optional(),
  env: values.optional(),
});

const anyJob = { name: z.string().optional(), if: z.string().optional(), permissions: permissions.optional() };
const needs = z.union([z.string(), z.array(z.string())]).optional();

const concurrency = z.strictObject({ group: z.string(), 'cancel-in-progress': z.union([z.boolean(), z.string()]) });

const ownJob = z.strictObject({
  ...anyJob,
  needs,
  'runs-on': z.string(),
  'timeout-minutes': z.int(),
  concurrency: concurrency.optional(),
  environment: z.union([z.string(), z.strictObject({ name: z.string(), url: z.string() })]).optional(),
  env: values.optional(),
  strategy: z.strictObject({ 'fail-fast': z.boolean(), matrix: z.record(z.string(), z.array(z.string())) }).optional(),
  steps: z.array(step).min(1),
});
const calledJob = z.strictObject({ ...anyJob, needs, uses: z.string(), with: values.optional() });

const workflow = z.strictObject({
  name: z.string(),
  on: z.partialRecord(
    z.enum(['push', 'pull_request', 'schedule', 'workflow_dispatch', 'workflow_call']),
    z.unknown().optional(),
  ),
  permissions: z.strictObject({ contents: z.literal('read') }),
  concurrency: concurrency.optional(),
  jobs: z.record(z.string(), z.union([ownJob, calledJob])),
});

/** A pipeline, parsed. */
export type Workflow = z.infer<typeof workflow>;

/** One step of a job. */
export type Step = z.infer<typeof step>;

/** The steps of every job of a pipeline, in order. */
export const stepsOf = ({ jobs }: Workflow): readonly Step[] =>
  Object.values(jobs).flatMap((job) => ('steps' in job ? job.steps : []));

/** Who is called: `uses:` of jobs and of steps, as it is written, with its comment. */
export const usesIn = (text: string): readonly string[] =>
  [...text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map(([, used = '']) => used);
