import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { WindowAnswer, WindowRequest } from '../windowRequest';

/** The part of playwright's Page that is used: its types are not the project's to depend on. */
export interface Page {
  readonly keyboard: { press(keys: string): Promise<void>; type(text: string): Promise<void> };
  readonly mouse: { move(x: number, y: number): Promise<void>; click(x: number, y: number): Promise<void> };
  locator(selector: string): Locator;
  screenshot(options: { path?: string; clip?: Box; animations?: 'disabled' }): Promise<Uint8Array>;
  setDefaultTimeout(milliseconds: number): void;
}

interface Locator {
  allInnerTexts(): Promise<string[]>;
  count(): Promise<number>;
  all(): Promise<Locator[]>;
  boundingBox(): Promise<Box | null>;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A server on the loopback interface that does what the suite asks of a page. */
export interface WindowDriver {
  readonly address: string;
  /** Requests wait for it: the window may open after the suite's address is known. */
  attach(page: Page): void;
  close(): void;
}

export async function openWindowDriver(pictures: string): Promise<WindowDriver> {
  let attach: (page: Page) => void = () => {};
  const attached = new Promise<Page>((resolve) => {
    attach = resolve;
  });
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    let answer: WindowAnswer;
    try {
      answer = {
        value: await perform(JSON.parse(Buffer.concat(chunks).toString()) as WindowRequest, attached, pictures),
      };
    } catch (error) {
      answer = { error: error instanceof Error ? error.message : String(error) };
    }
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    attach,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function perform(request: WindowRequest, attached: Promise<Page>, pictures: string): Promise<unknown> {
  if (request.ask === 'print') {
    console.log(request.text);
    return null;
  }
  const page = await attached;
  switch (request.ask) {
    case 'texts':
      return page.locator(`${request.selector} >> visible=true`).allInnerTexts();
    case 'count':
      return page.locator(request.selector).count();
    case 'press':
      return page.keyboard.press(request.keys);
    case 'type':
      return page.keyboard.type(request.text);
    case 'hover':
      return void (await pointAt(page, request.selector));
    case 'click': {
      const { x, y } = await pointAt(page, request.selector);
      return page.mouse.click(x, y);
    }
    case 'screenshot': {
      mkdirSync(pictures, { recursive: true });
      const { selectors, margin, within } = request;
      const box = await spanOf(page, selectors, margin);
      const clip = within === undefined ? box : intersectionOf(box, await spanOf(page, [within], 0));
      await page.screenshot({ path: join(pictures, `${request.name}.png`), clip, animations: 'disabled' });
      return null;
    }
  }
}

function intersectionOf(a: Box, b: Box): Box {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.min(a.x + a.width, b.x + b.width) - x,
    height: Math.min(a.y + a.height, b.y + b.height) - y,
  };
}

/** Moves the pointer in two steps: a menu of VS Code's takes clicks only once the pointer has moved over it. */
async function pointAt(page: Page, selector: string): Promise<{ readonly x: number; readonly y: number }> {
  const { x: left, y: top, width, height } = await spanOf(page, [selector], 0);
  const [x, y] = [left + width / 2, top + height / 2];
  await page.mouse.move(x - 1, y);
  await page.mouse.move(x, y);
  return { x, y };
}

async function spanOf(page: Page, selectors: readonly string[], margin: number): Promise<Box> {
  const boxes: Box[] = [];
  for (const selector of selectors) {
    for (const locator of await page.locator(`${selector} >> visible=true`).all()) {
      const box = await locator.boundingBox();
      if (box) boxes.push(box);
    }
  }
  if (boxes.length === 0) throw new Error(`Nothing to take a picture of: ${selectors.join(', ')}`);
  const x = Math.max(0, Math.min(...boxes.map((box) => box.x)) - margin);
  const y = Math.max(0, Math.min(...boxes.map((box) => box.y)) - margin);
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + margin;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + margin;
  return { x, y, width: right - x, height: bottom - y };
}
