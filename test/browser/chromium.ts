import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A page or an element of it. */
export interface Picturable {
  screenshot(options: { readonly path: string }): Promise<unknown>;
}

/** An element of a page. */
export interface PageElement extends Picturable {
  boundingBox(): Promise<{ readonly height: number } | null>;
}

/** As much of a page in the browser as the specs use (playwright-core, which only `npm run test:browser` installs). */
export interface BrowserPage extends Picturable {
  goto(url: string): Promise<unknown>;
  click(selector: string): Promise<void>;
  fill(selector: string, value: string): Promise<void>;
  innerText(selector: string): Promise<string>;
  inputValue(selector: string): Promise<string>;
  getAttribute(selector: string, name: string): Promise<string | null>;
  waitForSelector(selector: string): Promise<PageElement>;
  isVisible(selector: string): Promise<boolean>;
  on(event: 'pageerror', listener: (error: Error) => void): void;
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): void;
}

/** A running browser. */
export interface Browser {
  newPage(options: { readonly viewport: { readonly width: number; readonly height: number } }): Promise<BrowserPage>;
  close(): Promise<void>;
}

interface Driver {
  readonly chromium: {
    launch(options: { readonly executablePath: string; readonly args: readonly string[] }): Promise<Browser>;
  };
}

interface PackedChromium {
  readonly default: { executablePath(): Promise<string>; readonly args: readonly string[] };
}

const folder = join(import.meta.dirname, '../../tools/browser');

const importFrom = async (name: string): Promise<unknown> =>
  import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve(name)).href);

/** Starts the Chromium of tools/browser. */
export const startBrowser = async (): Promise<Browser> => {
  const { chromium } = (await importFrom('playwright-core')) as Driver;
  const { default: packed } = (await importFrom('@sparticuz/chromium')) as PackedChromium;
  return chromium.launch({ executablePath: await packed.executablePath(), args: packed.args });
};
