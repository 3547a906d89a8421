import { styleText } from 'node:util';
import { wholeOf, type ControlTotals, type Difference, type Groups } from './control-totals.ts';

const isMoney = (figure: string): boolean => ['gross', 'net', 'price'].includes(figure);

const shown = (figure: string, value: number | undefined): string => {
  if (value === undefined) return '–';
  return isMoney(figure)
    ? (value / 100).toLocaleString('en', { minimumFractionDigits: 2 })
    : value.toLocaleString('en');
};

/** The groups that have a row of their own: a few, or all together. */
const rowsOf = (groups: Groups): Groups =>
  groups.size <= 3 ? groups : new Map([[`all ${groups.size}`, wholeOf(groups)]]);

/** Prints the figures of files and views side by side: each group where these are few, else their sum. */
export const printTable = (files: ControlTotals, views: ControlTotals): void => {
  const row = (...[view = '', group = '', figure = '', one = '', other = '']: readonly string[]): void => {
    const isSame = one === other;
    const cells = `${view.padEnd(27)}${group.padEnd(9)}${figure.padEnd(13)}${one.padStart(15)}${other.padStart(15)}`;
    console.log(isSame || figure === 'figure' ? cells : styleText('red', cells));
  };
  row('view', 'group', 'figure', 'files', 'views');
  for (const [view, groups] of Object.entries(files)) {
    const others = rowsOf(views[view] ?? new Map());
    for (const [group, figures] of rowsOf(groups))
      for (const [figure, value] of Object.entries(figures))
        row(view, group, figure, shown(figure, value), shown(figure, others.get(group)?.[figure]));
  }
};

/** Names a difference in a line. */
export const told = ({ view, group, figure, inFiles, inViews }: Difference): string =>
  `${view}, ${group}, ${figure}: ${shown(figure, inFiles)} in the files, ${shown(figure, inViews)} in the views`;
