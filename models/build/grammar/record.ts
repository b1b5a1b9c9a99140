/** Records models/grammar-en.json, as train.py left it, in the manifest: `npx tsx models/build/grammar/record.ts`. */
import { recordArtefact } from '../recordArtefact';

recordArtefact('models/grammar-en.json', {
  id: 'grammar-en',
  kind: 'grammar',
  licence: 'Apache-2.0',
  origin:
    'Classifiers of candidate edits: trained on prose of named, freely licensed sources with mistakes put into it, with what the n-gram and the neural model say of candidates',
  builtWith: 'models/build/grammar/train.py',
});
