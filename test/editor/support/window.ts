import { addressVariable, type WindowAnswer, type WindowRequest } from '../windowRequest';

async function ask(request: WindowRequest): Promise<unknown> {
  const address = process.env[addressVariable];
  if (!address) throw new Error(`${addressVariable} is not set: the suite is started by test/editor/run.ts.`);
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(request) });
  const answer = (await response.json()) as WindowAnswer;
  if ('error' in answer) throw new Error(answer.error);
  return answer.value;
}

/** What a person sees of the window and does to it, beyond the extension API. Selectors are playwright's. */
export const window = {
  print: (text: string) => ask({ ask: 'print', text }),
  texts: async (selector: string) => (await ask({ ask: 'texts', selector })) as readonly string[],
  count: async (selector: string) => (await ask({ ask: 'count', selector })) as number,
  press: (keys: string) => ask({ ask: 'press', keys }),
  type: (text: string) => ask({ ask: 'type', text }),
  click: (selector: string) => ask({ ask: 'click', selector }),
  hover: (selector: string) => ask({ ask: 'hover', selector }),
  /** Saved as `name`.png; the picture shows what these elements span. */
  screenshot: (name: string, selectors: readonly string[], frame: Frame = {}) =>
    ask({ ask: 'screenshot', name, selectors, margin: 0, ...frame }),
};

interface Frame {
  /** In CSS pixels. */
  readonly margin?: number;
  /** What lies outside of this element is left out. */
  readonly within?: string;
}
