import { z } from 'zod';

const generation = z.int().min(1);

/** Which generation of a view readers get, and who decided it. */
export const registeredView = z
  .object({
    /** The view, whatever its generation. */
    name: z.string().min(1),
    live: generation,
    /** The one that was live before: where `back` leads. */
    previous: generation,
    switchedAt: z.iso.datetime(),
    switchedBy: z.string(),
    reason: z.string(),
  })
  .readonly();

/** Which generation of a view readers get, and who decided it. */
export type RegisteredView = z.infer<typeof registeredView>;

/** A registration as it was read, with the etag under which it can be replaced. */
export interface FoundRegistration {
  readonly registered: RegisteredView;
  readonly etag: string;
}

/** Says of each view which generation is live. A view that was never switched is not registered. */
export interface ViewRegistry {
  /** Throws an error that says so where what is stored cannot be read: nobody may guess which generation is live. */
  find(name: string): Promise<FoundRegistration | undefined>;

  /**
   * Registers a view (no etag) or replaces its registration (etag of the find). 'conflict' when another switch came first, which
   * after a lost answer may be this very one.
   */
  save(registered: RegisteredView, etag: string | undefined): Promise<'saved' | 'conflict'>;
}
