// The parts of onnx.proto that an output needs: numbers of fields, as Protocol Buffers have them.
const modelGraph = 7;
const graphOutput = 12;
const valueName = 1;
const valueType = 2;
const typeOfTensor = 1;
const elementType = 1;
const float32 = 1;

/**
 * A graph with one output more, a tensor of float32 that it computes on its way. What is written twice in a message of Protocol Buffers is merged, lists one behind the other: so a part of the model
 * that has the output alone is put behind its bytes.
 * @param model an ONNX model
 * @param name of the tensor
 */
export const withOutput = (model: Uint8Array, name: string): Uint8Array => {
  const tensorType = message(typeOfTensor, Uint8Array.of(elementType << 3, float32));
  const value = Buffer.concat([message(valueName, Buffer.from(name)), message(valueType, tensorType)]);
  return Buffer.concat([model, message(modelGraph, message(graphOutput, value))]);
};

/** A field whose value is bytes: strings and messages. */
const message = (field: number, value: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.of((field << 3) | 2, ...varint(value.length)), value]);

const varint = (value: number): readonly number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
