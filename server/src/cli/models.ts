import { type Command, Option } from 'commander';
import { type ImportOptions, type ListOptions, type ModelsOptions, modelsFormats } from './models/options';

const examples = `
Examples:
  surprisal models list
  surprisal models verify
  surprisal models import my-domain.arpa --id my-domain`;

const verifyNote = `
Exit code: 0 all are as they should be, 1 some are missing or changed, 2 an error.`;

const importNote = `
The model is checked, copied to your own models and listed there; what you name stays as it is. A neural model is
loaded and has to read a sentence before it is taken in.

Example:
  surprisal models import my-domain.arpa --id my-domain
  surprisal models import gpt2-onnx --id gpt2    a decoder that Optimum exported for Transformers.js, with its tokenizer.json
  surprisal models import converted              a folder that models/build/smollm2/convert.py wrote from a GGUF file
  surprisal models import bge-small              an embedding model of sentence-transformers with its ONNX graph`;

const format = () => new Option('-f, --format <format>', 'how it is written').choices(modelsFormats).default('text');

export const registerModels = (program: Command): void => {
  const models = program
    .command('models')
    .description('List, verify, import and remove models.')
    .addHelpText('after', examples);
  models
    .command('list')
    .description('List the models that came with the program, and your own.')
    .addOption(format())
    .option('--sources', 'in JSON, list what each model was made from, not only how many sources there are')
    .action(async (options: ListOptions) => {
      const { listModels } = await import('./models/list');
      process.exitCode = await listModels(options);
    });
  models
    .command('verify')
    .description("Compare each model's size and SHA-256 with its manifest.")
    .argument('[ids...]', 'only these models')
    .addOption(format())
    .addHelpText('after', verifyNote)
    .action(async (ids: string[], options: ModelsOptions) => {
      const { verifyModels } = await import('./models/verify');
      process.exitCode = await verifyModels(ids, options);
    });
  models
    .command('import')
    .description(
      'Take in an n-gram model (an ARPA file of KenLM, SRILM or surprisal, or one that surprisal trained) or a neural one (a folder).',
    )
    .argument('<path>', 'a file, or the folder of a neural model')
    .option('--id <name>', 'what --model will call it; otherwise its own name')
    .option('--licence <licence>', 'its licence, e.g. CC-BY-4.0')
    .option('--force', 'replace a model of that name')
    .addHelpText('after', importNote)
    .action(async (file: string, options: ImportOptions) => {
      const { importModel } = await import('./models/import');
      process.exitCode = await importModel(file, options);
    });
  models
    .command('remove')
    .description('Remove a model of your own, and its files.')
    .argument('<id>', 'what --model calls it')
    .action(async (id: string) => {
      const { removeModel } = await import('./models/remove');
      process.exitCode = await removeModel(id);
    });
};
