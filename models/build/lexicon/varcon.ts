import { readFileSync } from 'node:fs';

/**
 * VarCon's groups of spellings of one word (`color`, `colour`), from the table that its Rust package generates out of varcon.txt.
 * Spellings that VarCon calls improper or merely possible everywhere are left out.
 */
export const readVariantGroups = (file: string): string[][] => {
  const groups: string[][] = [];
  for (const entry of readFileSync(file, 'utf8').split('Entry {').slice(1)) {
    const spellings: string[] = [];
    for (const variant of entry.split('Variant {').slice(1)) {
      const word = /word: "([^"]+)"/.exec(variant)?.[1];
      const tags = [...variant.matchAll(/tag: (?:None|Some\(Tag::(\w+)\))/g)].map((match) => match[1] ?? 'Preferred');
      const proper = tags.some((tag) => tag !== 'Improper' && tag !== 'Possible');
      if (word !== undefined && proper && !word.endsWith("'s")) spellings.push(word.normalize('NFC'));
    }
    if (spellings.length > 1) groups.push(spellings);
  }
  return groups;
};
