export const dialects = ['en-US', 'en-GB', 'en-CA', 'en-AU'] as const;
export type Dialect = (typeof dialects)[number];

/** A writer's choice: one dialect, or `en` for whatever is right in any of them. */
export const dialectChoices = ['en', ...dialects] as const;
export type DialectChoice = (typeof dialectChoices)[number];
