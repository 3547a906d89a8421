import { z } from 'zod';
import type { ActingBy, ActionOutcome, RecordAction } from '../actions/record-action.ts';
import type { BuildAnswer, BuildRequest } from '../builds/begin-build.ts';
import type { BuildChange } from '../builds/change-parts.ts';
import type { BuildProgress } from '../builds/progress.ts';
import { dropOutcome, type Dropped, type DropOutcome } from '../generations/drop-generation.ts';
import { switchOutcome, type SwitchOutcome, type SwitchRequest } from '../generations/switch-generation.ts';
import type { HasReason, MayHaveReason } from './parked-actions.ts';

/** The ports of {@link viewActions}. */
export interface ActingOnViews {
  readonly record: RecordAction;
  readonly builds: {
    /** The names of what can be built. */
    readonly names: readonly string[];
    begin(name: string, request: BuildRequest): Promise<BuildAnswer | undefined>;
    change(name: string, wanted: BuildChange): Promise<BuildProgress | undefined>;
    progressOf(name: string): Promise<BuildProgress | undefined>;
  };
  readonly generations: {
    readonly names: readonly string[];
    switchTo(request: SwitchRequest): Promise<SwitchOutcome>;
    switchBack(request: Omit<SwitchRequest, 'to' | 'isForced'>): Promise<SwitchOutcome>;
    drop(dropped: Dropped): Promise<DropOutcome>;
    /** Whether anything is known of a view: that it is declared, or that it has left something. */
    isKnown(view: string, generation: number): Promise<boolean>;
  };
}

const begun = z.object({ outcome: z.enum(['begun', 'continued', 'running', 'not-to-be-built']) }).readonly();
const changed = z.object({ outcome: z.enum(['changed', 'never-built']) }).readonly();

/** How a build was begun, or changed. */
export type Begun = z.infer<typeof begun>;
type Changed = z.infer<typeof changed>;

const refusing =
  (...refusals: readonly string[]) =>
  ({ outcome }: { readonly outcome: string }): boolean =>
    refusals.includes(outcome);

const switching = {
  result: switchOutcome,
  isRefusal: refusing('unknown-view', 'not-declared', 'never-switched', 'not-ready', 'overtaken', 'settling'),
};

/** What an operator does with views and their builds; undefined where there is no such view, and nothing is recorded. */
export const viewActions = ({ record, builds, generations }: ActingOnViews) => {
  const isDeclared = (view: string): boolean => generations.names.includes(view);

  return (by: ActingBy) => {
    const { actor } = by.provenance;
    return {
      /** Builds a view from the whole history. */
      beginBuild: async ({
        name,
        again = false,
        ...why
      }: Pick<BuildRequest, 'again'> & Named & MayHaveReason): Promise<ActionOutcome<Begun> | undefined> => {
        if (!builds.names.includes(name)) return undefined;
        const asked = { action: 'build-view', subject: name, arguments: { again }, ...why };
        return record(by, { ...asked, result: begun, isRefusal: refusing('not-to-be-built') }, async () => ({
          outcome: (await builds.begin(name, { actor, again }))?.outcome ?? 'not-to-be-built',
        }));
      },

      /** Pauses, resumes or cancels a build. */
      changeBuild: async ({
        name,
        change,
        ...why
      }: Named & MayHaveReason & { readonly change: BuildChange }): Promise<ActionOutcome<Changed> | undefined> => {
        if ((await builds.progressOf(name)) === undefined) return undefined;
        const asked = { action: `${change}-build`, subject: name, arguments: {}, ...why };
        return record(by, { ...asked, result: changed, isRefusal: refusing('never-built') }, async () => ({
          outcome: (await builds.change(name, change)) === undefined ? 'never-built' : 'changed',
        }));
      },

      /** Makes a generation the live one. */
      switchTo: async (wanted: Omit<SwitchRequest, 'actor'>): Promise<ActionOutcome<SwitchOutcome> | undefined> => {
        const { view, reason, to, isForced = false } = wanted;
        if (!isDeclared(view)) return undefined;
        const given = { isForced, ...(to !== undefined && { to }) };
        const asked = { action: 'switch-view', subject: view, arguments: given, reason };
        return record(by, { ...asked, ...switching }, () => generations.switchTo({ ...wanted, actor }));
      },

      /** Goes back to the generation that was live before. */
      switchBack: async ({ view, reason }: OfView): Promise<ActionOutcome<SwitchOutcome> | undefined> => {
        if (!isDeclared(view)) return undefined;
        const asked = { action: 'switch-view-back', subject: view, arguments: {}, reason };
        return record(by, { ...asked, ...switching }, () => generations.switchBack({ view, reason, actor }));
      },

      /** Removes what a generation has left that is no longer declared. */
      drop: async (dropped: Omit<Dropped, 'actor'>): Promise<ActionOutcome<DropOutcome> | undefined> => {
        const { view, generation, reason } = dropped;
        if (!(await generations.isKnown(view, generation))) return undefined;
        const asked = { action: 'drop-generation', subject: view, arguments: { generation }, reason };
        const isRefusal = refusing('declared', 'live', 'overtaken');
        return record(by, { ...asked, result: dropOutcome, isRefusal }, () => generations.drop({ ...dropped, actor }));
      },
    };
  };
};

interface Named {
  readonly name: string;
}

interface OfView extends HasReason {
  readonly view: string;
}
