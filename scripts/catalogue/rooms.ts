import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { repository } from './aggregates.ts';

const report = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.object({ resolved: z.string() })) })),
});

/** What dependency-cruiser finds in production code: which file imports which, types included. */
export const readImports = (): readonly (readonly [string, string])[] => {
  const program = join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const present = layers.filter((layer) => existsSync(join(repository, layer)));
  const args = [program, '--no-config', '--ts-pre-compilation-deps', '--output-type', 'json', ...present];
  const text = execFileSync(process.execPath, args, {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return report
    .parse(JSON.parse(text))
    .modules.flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => [source, resolved] as const));
};

const layers = ['domain', 'application', 'consumers', 'adapters', 'functions'];

type Arrow = readonly [string, string];

/**
 * A Mermaid graph of the layers and, inside, the rooms of `application/`. An arrow is an import; one that follows from two
 * others is left out, and so are the files directly in `application/`, which any room may use.
 */
export const roomsGraph = (imports: readonly Arrow[]): string => {
  const inside = imports.filter((arrow) => arrow.every((path) => roomOf(path) !== undefined));
  const lines = ([from, to]: Arrow): string => `  ${from} --> ${to}`;
  return [
    '```mermaid',
    'flowchart TD',
    ...shortest(namedBy(layerOf, imports)).map(lines),
    '  subgraph application',
    ...shortest(namedBy(roomOf, inside)).map((arrow) => `  ${lines(arrow)}`),
    '  end',
    '```',
  ].join('\n');
};

const layerOf = (path: string): string | undefined => layers.find((layer) => path.startsWith(`${layer}/`));

const roomOf = (path: string): string | undefined => /^application\/([^/]+)\//.exec(path)?.[1];

/** The arrows between what files belong to: each once, none within. */
const namedBy = (nameOf: (path: string) => string | undefined, imports: readonly Arrow[]): readonly Arrow[] => {
  const named = imports.flatMap(([from, to]): readonly Arrow[] => {
    const [one, other] = [nameOf(from), nameOf(to)];
    return one === undefined || other === undefined || one === other ? [] : [[one, other]];
  });
  return [...new Map(named.map((arrow) => [arrow.join(), arrow])).values()].toSorted();
};

/** Without the arrows that lead where a longer way leads, too. */
const shortest = (arrows: readonly Arrow[]): readonly Arrow[] => {
  const next = (from: string) => arrows.filter(([start]) => start === from).map(([, to]) => to);
  const leads = (from: string, to: string, seen: readonly string[] = []): boolean =>
    next(from).some((step) => step === to || (!seen.includes(step) && leads(step, to, [...seen, step])));
  return arrows.filter(([from, to]) => !next(from).some((step) => step !== to && leads(step, to)));
};
