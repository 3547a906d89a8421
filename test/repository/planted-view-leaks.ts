import { use, type Leak } from './planted-leak.ts';

/** The rooms of views and of processes, each of which uses what it may use. */
export const viewsPermitted: Readonly<Record<string, string>> = {
  'application/processes/carry-out.ts': use('../commands/handle.ts'),
  'application/views/audit/look.ts': use('../project.ts'),
  'application/views/contributions/contribute.ts': use('../project.ts'),
  'application/views/documents/document.ts': use('../audit/look.ts', '../project.ts'),
  'application/views/totals/total.ts': use('../contributions/contribute.ts', '../audit/look.ts'),
  'application/views/page.ts': 'export {};\n',
  'application/views/totals/sum.ts': 'export {};\n',
  'application/views/logs/log.ts': use('../audit/look.ts'),
  'application/views/audit/compare.ts': use('../project.ts'),
  'application/views/joined/join.ts': use('../page.ts', '../audit/compare.ts'),
};

/** What a system imports of them. */
export const viewRooms = ['documents/document.ts', 'totals/total.ts', 'totals/sum.ts', 'logs/log.ts', 'joined/join.ts'];

/** Leaks between the rooms of views. */
export const viewLeaks: readonly Leak[] = [
  {
    files: { 'application/views/page.ts': use('./audit/look.ts') },
    breaks: ['what-views-share-knows-no-kind: application/views/page.ts -> application/views/audit/look.ts'],
  },
  {
    files: { 'application/views/totals/sum.ts': use('../documents/document.ts') },
    breaks: [
      'kinds-of-views-are-strangers: application/views/totals/sum.ts -> application/views/documents/document.ts',
    ],
  },
  {
    files: { 'application/views/logs/log.ts': use('../contributions/contribute.ts') },
    breaks: [
      'only-totals-and-joined-views-are-contributed-to: application/views/logs/log.ts -> application/views/contributions/contribute.ts',
    ],
  },
  {
    files: { 'application/views/audit/compare.ts': use('../documents/document.ts') },
    breaks: [
      'audits-and-contributions-know-no-kind: application/views/audit/compare.ts -> application/views/documents/document.ts',
    ],
  },
];
