export const dialects = ['en-US', 'en-GB', 'en-CA', 'en-AU'] as const;
export type Dialect = (typeof dialects)[number];
