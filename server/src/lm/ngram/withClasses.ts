import { ClassInterpolatedModel } from './classInterpolatedModel';
import { ClassModel } from './classModel';
import type { NgramModel } from './ngramModel';
import type { VocabularyModel } from './vocabularyModel';

/**
 * The model together with that of its classes, when its file holds one; else itself.
 * @throws ModelFormatError when the classes are damaged
 */
export const withClasses = (model: NgramModel): VocabularyModel =>
  model.classes === undefined
    ? model
    : new ClassInterpolatedModel(model, new ClassModel(model.classes), model.classes.weights);
