import { styleText } from 'node:util';
import type { BuildProgress } from '../../application/builds/progress.ts';

const width = 24;

/** Shows how far a build is: a bar that is written over on a terminal, elsewhere a line for each tenth and each new state or error. */
export const buildBar = (out: NodeJS.WriteStream = process.stderr) => {
  let shown = '';
  return {
    show: (progress: BuildProgress): void => {
      if (out.isTTY) {
        out.write(`\r\u001B[2K${barOf(progress)} ${lineOf(progress)}`);
        return;
      }
      const tenths = Math.floor(shareOf(progress) * 10);
      const news = JSON.stringify([tenths, progress.state, progress.errors]);
      if (news !== shown)
        out.write(`${[lineOf(progress), ...progress.errors.map((error) => `  ${error}`)].join('\n')}\n`);
      shown = news;
    },
    end: (progress: BuildProgress): void => {
      if (out.isTTY) out.write(`\n${progress.errors.map((error) => `  ${error}\n`).join('')}`);
    },
  };
};

/** What is done of a build, from 0 to 1. More commits may come than there were when it began. */
const shareOf = ({ state, commits, total }: BuildProgress): number =>
  state === 'done' ? 1 : Math.min(0.999, commits / Math.max(1, total));

const barOf = (progress: BuildProgress): string => {
  const filled = Math.floor(width * shareOf(progress));
  const colour = progress.errors.length > 0 ? 'yellow' : 'green';
  return styleText(colour, '█'.repeat(filled)) + styleText('gray', '░'.repeat(width - filled));
};

/** One line: how far, how fast, at what cost, how long yet, and what is wrong. */
export const lineOf = (progress: BuildProgress): string => {
  const { name, state, commits, total, perSecond, ru, etaSeconds, parked, errors } = progress;
  return [
    `${name} ${state}, ${Math.floor(shareOf(progress) * 100)} %`,
    `${number(commits)} of ${number(total)} commits`,
    `${number(perSecond)}/s`,
    `${number(ru)} RU`,
    ...(etaSeconds === null ? [] : [`${timeOf(etaSeconds)} left`]),
    ...(parked === 0 ? [] : [`${number(parked)} parked`]),
    ...(errors.length === 0 ? [] : [`${errors.length} parts failed last`]),
  ].join(' · ');
};

const number = (value: number): string => Math.round(value).toLocaleString('en');

const timeOf = (seconds: number): string =>
  seconds < 120
    ? `${seconds} s`
    : seconds < 7_200
      ? `${Math.round(seconds / 60)} min`
      : `${Math.round(seconds / 3_600)} h`;
