"""An ONNX graph in the making, and the files that hold its weights."""

from pathlib import Path

import numpy as np
from onnx import ModelProto, StringStringEntryProto, TensorProto, helper, numpy_helper

MICROSOFT = "com.microsoft"
# onnxruntime maps external data from the file; a tensor that begins a page shares none with another.
ALIGNMENT = 4096


class WeightFile:
    """External data. A tensor asked for twice under one name is stored once, whichever graph asks."""

    def __init__(self, path):
        self.name = Path(path).name
        self._out = open(path, "wb")
        self._places = {}

    def place(self, name, array):
        """(offset, length) of the array's bytes, little endian."""
        if name not in self._places:
            self._out.write(b"\0" * (-self._out.tell() % ALIGNMENT))
            data = np.ascontiguousarray(array).tobytes()
            self._places[name] = (self._out.tell(), len(data))
            self._out.write(data)
        return self._places[name]

    def close(self):
        self._out.close()


class Graph:
    def __init__(self, name):
        self._name = name
        self._nodes, self._inputs, self._outputs, self._initializers = [], [], [], []
        self._constants = set()

    def input(self, name, element_type, shape):
        self._inputs.append(helper.make_tensor_value_info(name, element_type, shape))
        return name

    def output(self, name, element_type, shape):
        self._outputs.append(helper.make_tensor_value_info(name, element_type, shape))
        return name

    def node(self, operator, inputs, outputs, domain="", **attributes):
        """Adds a node named after its first output; gives that output, or all of them if there are several."""
        names = [outputs] if isinstance(outputs, str) else outputs
        self._nodes.append(helper.make_node(operator, inputs, names, name=names[0], domain=domain, **attributes))
        return outputs

    def constant(self, name, array):
        """A small tensor that lies in the model file itself."""
        if name not in self._constants:
            self._constants.add(name)
            self._initializers.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def weight(self, name, array, file):
        """A tensor that lies in a weight file."""
        if name not in self._constants:
            self._constants.add(name)
            offset, length = file.place(name, array)
            tensor = TensorProto(
                name=name,
                dims=array.shape,
                data_type=helper.np_dtype_to_tensor_dtype(array.dtype),
                data_location=TensorProto.EXTERNAL,
            )
            for key, value in (("location", file.name), ("offset", offset), ("length", length)):
                tensor.external_data.append(StringStringEntryProto(key=key, value=str(value)))
            self._initializers.append(tensor)
        return name

    def subgraph(self):
        """The graph as the body of an If."""
        return helper.make_graph(self._nodes, self._name, [], self._outputs, self._initializers)

    def model(self) -> ModelProto:
        graph = helper.make_graph(self._nodes, self._name, self._inputs, self._outputs, self._initializers)
        # Versions that onnxruntime 1.30 reads, fixed so that the bytes don't follow those of the onnx package.
        opsets = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="surprisal")
