import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { repository } from './aggregates.ts';

/** Which file of production code imports which other, types included, as paths from the root of the repository. */
export const readImports = (): readonly (readonly [string, string])[] =>
  globSync(`{${layers.join()}}/**/*.ts`, { cwd: repository }).flatMap((path) => {
    const source = path.replaceAll('\\', '/');
    const { importedFiles } = ts.preProcessFile(readFileSync(join(repository, source), 'utf8'), true, true);
    const within = importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
    return within.map(({ fileName }) => [source, posix.join(posix.dirname(source), fileName)] as const);
  });

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
