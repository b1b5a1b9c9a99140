import { readMisspellings, scoreSpelling } from '../../evaluation/spelling';
import { loadCorrector, loadLexicon } from '../../platform/models';
import { formatTable } from '../table';
import { parseEvaluationFile } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, perCent } from './evaluationResult';

/** How many candidates are asked for: beyond them an intended word counts as unreachable. */
const CANDIDATES = 100;
const SHOWN = 5;

export const evaluateSpelling = async (path: string, { dialect }: EvaluationOptions): Promise<EvaluationResult> => {
  const misspellings = parseEvaluationFile(path, readMisspellings, 'lines "misspelling<TAB>intended"');
  const lexicon = loadLexicon();
  const corrector = loadCorrector();
  const suggest = (written: string): string[] =>
    corrector.suggest(written, CANDIDATES, { dialect }).map(({ word }) => word);
  const failures: string[] = [];
  const wanted = new Map(misspellings.map(({ written, intended }) => [written, intended.toLowerCase()]));
  const json = scoreSpelling(
    misspellings,
    (written) => {
      const words = suggest(written);
      if (words[0]?.toLowerCase() !== wanted.get(written)) {
        failures.push(`${written} -> ${wanted.get(written)}; offered: ${words.slice(0, SHOWN).join(', ')}`);
      }
      return words;
    },
    (word) => lexicon.indexOf(word) >= 0 || lexicon.has(word, dialect),
  );
  const table = formatTable([
    ['items', 'first %', 'first five %', 'ceilings: in lexicon %', 'reachable %'],
    [`${json.items}`, perCent(json.first), perCent(json.firstFive), perCent(json.inLexicon), perCent(json.reachable)],
  ]);
  return { table, json, failures };
};
