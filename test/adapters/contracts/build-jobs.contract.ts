import { describe, expect, it } from 'vitest';
import type { BuildJobs, StartedBuild } from '../../../application/builds/build-jobs.ts';
import { claimed, newPart } from '../../../application/builds/part-states.ts';
import { specTime } from '../../support/as-bob.ts';

const build: StartedBuild = { name: 'sheets', startedAt: specTime, startedBy: 'bob', total: 12 };
const later = { ...build, startedAt: '2030-01-01T00:00:00.000Z' };
const parts = ['0-8', '8-F'].map((part) => newPart(part, specTime));
const partsLater = ['0-8', '8-C'].map((part) => newPart(part, later.startedAt));

const jobsOf = async (jobs: BuildJobs, name = 'sheets') => (await jobs.find(name))?.parts.map(({ job }) => job);

const begun = async (make: () => Promise<BuildJobs>) => {
  const jobs = await make();
  expect(await jobs.begin(build, parts, undefined)).toBe('begun');
  const [first] = (await jobs.find('sheets'))?.parts ?? [];
  if (first === undefined) throw new Error('There is no part.');
  return { jobs, first };
};

/** What every place for builds promises. `make` gives an empty one. */
export const buildJobsContract = (name: string, make: () => Promise<BuildJobs>): void => {
  describe(`${name} keeps the promises of a place for builds`, () => {
    it('has no build at first', async () => {
      const jobs = await make();
      expect(await jobs.find('sheets')).toBeUndefined();
      expect(await jobs.unfinished()).toEqual([]);
      await jobs.forget('sheets');
    });

    it('begins a build with all its parts, once', async () => {
      const { jobs } = await begun(make);
      expect(await jobs.begin(later, partsLater, undefined)).toBe('changed');
      expect((await jobs.find('sheets'))?.build).toEqual(build);
      expect(await jobsOf(jobs)).toEqual(parts);
    });

    it('begins another one in its place, and its parts are those of the new one alone', async () => {
      const { jobs, first } = await begun(make);
      const earlier = await jobs.find('sheets');
      expect(await jobs.begin(later, partsLater, earlier)).toBe('begun');
      expect(await jobs.begin({ ...later, startedBy: 'ann' }, partsLater, earlier)).toBe('changed');
      expect(await jobsOf(jobs)).toEqual(partsLater);
      expect(await jobs.replace('sheets', first.job, first.revision)).toBe('changed');
    });

    it('replaces a part for whoever has seen it last', async () => {
      const { jobs, first } = await begun(make);
      const mine = claimed(first.job, 'me', specTime);
      const taken = await jobs.replace('sheets', mine, first.revision);
      expect(taken).toMatchObject({ job: mine });
      expect(await jobs.replace('sheets', claimed(first.job, 'you', specTime), first.revision)).toBe('changed');
      expect(await jobsOf(jobs)).toEqual([mine, parts[1]]);
      if (taken === 'changed') throw new Error('It is mine.');
      expect(await jobs.replace('sheets', { ...mine, commits: 7 }, taken.revision)).toMatchObject({
        job: { commits: 7 },
      });
    });

    it('gives a part to one of two who claim it at the same time', async () => {
      const { jobs, first } = await begun(make);
      const claims = ['me', 'you'].map((owner) =>
        jobs.replace('sheets', claimed(first.job, owner, specTime), first.revision),
      );
      expect((await Promise.all(claims)).filter((outcome) => outcome === 'changed')).toHaveLength(1);
    });

    it('lists the parts that wait or run, of all builds', async () => {
      const { jobs, first } = await begun(make);
      await jobs.begin({ ...build, name: 'people' }, [newPart('0-F', specTime)], undefined);
      await jobs.replace('sheets', { ...first.job, state: 'done' }, first.revision);
      const left = (await jobs.unfinished()).map(({ name: of, job }) => `${of} ${job.part}`);
      expect(left.toSorted()).toEqual(['people 0-F', 'sheets 8-F']);
    });

    it('forgets a build, and who works on it loses it', async () => {
      const { jobs, first } = await begun(make);
      await jobs.forget('sheets');
      expect(await jobs.find('sheets')).toBeUndefined();
      expect(await jobs.unfinished()).toEqual([]);
      expect(await jobs.replace('sheets', first.job, first.revision)).toBe('changed');
    });
  });
};
