import { commitSchema, type Commit } from '../streams/commit.ts';
import { sealedIn, subjectsIn } from './personal-values.ts';

/** The subjects of a commit's sealed values. Throws when a sealed value is damaged. */
export const subjectsOf = ({ events, commandDigest }: Commit): readonly string[] => {
  const digest = sealedIn(commandDigest ?? '');
  return [...events.flatMap(({ data }) => subjectsIn(data)), ...(digest === undefined ? [] : [digest.subject])];
};

/** The subjects of a stored document's sealed values; none when it is not a commit, or a sealed value is damaged. */
export const subjectsInDocument = (document: unknown): readonly string[] => {
  const { data: commit } = commitSchema.safeParse(document);
  try {
    return commit === undefined ? [] : subjectsOf(commit);
  } catch {
    return [];
  }
};
