import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes a minute and more, the longest first. */
const slowest = [
  'test/repository/guide.spec.ts',
  'test/endurance/lag-is-measured.spec.ts',
  'test/endurance/consumers-back-off.spec.ts',
  'test/endurance/archive-restores.spec.ts',
  'test/endurance/switched-generations.spec.ts',
  'test/endurance/import-survives.spec.ts',
  'test/endurance/poisoned-streams.spec.ts',
];

/**
 * Starts what takes minutes first: begun last, one such file would keep a single worker busy at the end. Vitest knows how long a file takes
 * only from an earlier run, and goes by its size on a fresh clone.
 */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification): boolean => this.placeOf(moduleId) >= 0;
    const bySlowness = (one: TestSpecification, other: TestSpecification): number =>
      this.placeOf(one.moduleId) - this.placeOf(other.moduleId);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    return projects
      .map((name) => sorted.filter(({ project }) => project.name === name))
      .flatMap((specs) => [...specs.filter(isSlow).toSorted(bySlowness), ...specs.filter((spec) => !isSlow(spec))]);
  }

  private placeOf(moduleId: string): number {
    return slowest.indexOf(relative(this.ctx.config.root, moduleId));
  }
}
