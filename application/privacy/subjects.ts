import { commitSchema, type Commit } from '../streams/commit.ts';
import { sealedIn, subjectsIn } from './personal-values.ts';

/** Whose personal values a commit holds, sealed. Throws where a sealed value is damaged. */
export const subjectsOf = ({ events, commandDigest }: Commit): readonly string[] => {
  const digest = sealedIn(commandDigest ?? '');
  return [...events.flatMap(({ data }) => subjectsIn(data)), ...(digest === undefined ? [] : [digest.subject])];
};

/** Whose personal values a stored document holds: nobody's where it is no commit, or where they are damaged. */
export const subjectsInDocument = (document: unknown): readonly string[] => {
  const { data: commit } = commitSchema.safeParse(document);
  try {
    return commit === undefined ? [] : subjectsOf(commit);
  } catch {
    return [];
  }
};
