import { existsSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import { filePathOf } from './settingsSource';

/** Reads the translations of a locale from a folder of `bundle.l10n.<locale>.json`; without one, texts stay English. */
export const loadTexts = (folderUri: string | undefined, locale: string | undefined): void => {
  if (typeof folderUri !== 'string' || typeof locale !== 'string') return;
  const full = locale.toLowerCase();
  for (const name of [full, full.split('-')[0]!]) {
    const fsPath = filePathOf(`${folderUri}/bundle.l10n.${name}.json`);
    if (fsPath === undefined || !existsSync(fsPath)) continue;
    l10n.config({ fsPath });
    return;
  }
};
