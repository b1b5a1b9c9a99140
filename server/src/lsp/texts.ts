import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';

/** Reads the translations of a locale from a folder of `bundle.l10n.<locale>.json`; without one, texts stay English. */
export const loadTexts = (folderUri: string | undefined, locale: string | undefined): void => {
  if (folderUri === undefined || locale === undefined) return;
  const full = locale.toLowerCase();
  for (const name of [full, full.split('-')[0]!]) {
    const fsPath = fileURLToPath(`${folderUri}/bundle.l10n.${name}.json`);
    if (!existsSync(fsPath)) continue;
    l10n.config({ fsPath });
    return;
  }
};
