/**
 * What the suite asks of the window that it runs in, where the extension API has no word for it. The launcher answers with
 * playwright, in the browser and on the desktop alike. Sent as JSON to the address in `addressVariable`.
 */
export type WindowRequest =
  /** Mocha's report, in order. */
  | { readonly ask: 'print'; readonly text: string }
  /** The visible text of every element that matches. */
  | { readonly ask: 'texts'; readonly selector: string }
  /** How many elements match, visible or not. */
  | { readonly ask: 'count'; readonly selector: string }
  /** Keys as playwright names them, e.g. `Control+Period`. */
  | { readonly ask: 'press'; readonly keys: string }
  /** Text, key by key, where the focus is. */
  | { readonly ask: 'type'; readonly text: string }
  | { readonly ask: 'click'; readonly selector: string }
  | { readonly ask: 'hover'; readonly selector: string }
  /** A picture of what the selectors' boxes span, with a margin in CSS pixels, as far as it lies within another box. */
  | {
      readonly ask: 'screenshot';
      readonly name: string;
      readonly selectors: readonly string[];
      readonly margin: number;
      readonly within?: string;
    };

export type WindowAnswer = { readonly value: unknown } | { readonly error: string };

export const addressVariable = 'SURPRISAL_TEST_WINDOW';

/** The folder that `install.sh` filled: Mocha comes from there, since VS Code's own Node may be older than the project's. */
export const dependenciesVariable = 'SURPRISAL_TEST_DEPENDENCIES';

/** A regular expression: only tests whose full names match run. */
export const grepVariable = 'SURPRISAL_TEST_GREP';
