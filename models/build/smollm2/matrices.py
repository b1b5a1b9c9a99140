"""Products with a matrix, and rows of it, for each of the types that a GGUF file may hold: as they lie there, without loss."""

import numpy as np
from onnx import TensorProto

from blocks import BLOCK, Blocks4, Blocks8, Floats
from graph import MICROSOFT

# What codes of MatMulNBits without a zero point are larger by.
ZERO_POINT_4, ZERO_POINT_8 = 8, 128


class Matrices:
    """Adds products and rows to a graph. accuracy_level is MatMulNBits's: 4 rounds inputs to int8, 0 doesn't."""

    def __init__(self, graph, accuracy_level):
        self._graph, self._accuracy_level = graph, accuracy_level
        self._block_sums = {}
        graph.constant("last_axis", np.array([-1], np.int64))

    def multiply(self, x, parts, name, file):
        """x, [rows, columns], times each of the matrices (`blocks.stacked`), side by side: the output `name`."""
        if len(parts) == 1:
            return self._multiply(x, parts[0], name, name, file)
        products = [
            self._multiply(x, part, f"{name}.{index}", f"{name}.{index}", file) for index, part in enumerate(parts)
        ]
        return self._graph.node("Concat", products, name, axis=-1)

    def multiply_by(self, x, matrix, stored_as, name, file):
        """The same for one matrix whose weights may be stored already, under `stored_as`."""
        return self._multiply(x, matrix, stored_as, name, file)

    def rows(self, ids, matrix, stored_as, name, file):
        """Rows of the matrix, float32, [-1, columns]."""
        graph = self._graph
        if isinstance(matrix, Floats):
            values = graph.weight(f"{stored_as}.values", matrix.values, file)
            graph.node("Gather", [values, ids], f"{name}.values", axis=0)
            return graph.node("Cast", [f"{name}.values"], f"{name}.blocks", to=TensorProto.FLOAT)
        codes, scales = self._codes(matrix, stored_as, file), graph.weight(f"{stored_as}.scales", matrix.scales, file)
        graph.node("Gather", [codes, ids], f"{name}.codes", axis=0)
        unsigned = f"{name}.codes" if isinstance(matrix, Blocks8) else self._unpack(f"{name}.codes", name)
        graph.node("Cast", [unsigned], f"{name}.unsigned", to=TensorProto.FLOAT)
        has_minima = isinstance(matrix, Blocks4) and matrix.minima is not None
        zero_point = 0 if has_minima else ZERO_POINT_8 if isinstance(matrix, Blocks8) else ZERO_POINT_4
        graph.node("Sub", [f"{name}.unsigned", graph.constant(f"{name}.zero_point", np.float32(zero_point))], f"{name}.signed")
        scaled = f"{name}.scaled" if has_minima else f"{name}.blocks"
        graph.node("Mul", [f"{name}.signed", self._gather_halves(scales, ids, f"{name}.scales")], scaled)
        if has_minima:
            minima = graph.weight(f"{stored_as}.minima", matrix.minima, file)
            graph.node("Add", [scaled, self._gather_halves(minima, ids, f"{name}.minima")], f"{name}.blocks")
        return f"{name}.blocks"

    def _gather_halves(self, table, ids, name):
        graph = self._graph
        graph.node("Gather", [table, ids], f"{name}.halves", axis=0)
        graph.node("Cast", [f"{name}.halves"], f"{name}.flat", to=TensorProto.FLOAT)
        return graph.node("Unsqueeze", [f"{name}.flat", "last_axis"], name)

    def _unpack(self, packed, name):
        graph = self._graph
        graph.node("BitwiseAnd", [packed, graph.constant("low_bits", np.uint8(15))], f"{name}.low")
        graph.node("BitShift", [packed, graph.constant("half_a_byte", np.uint8(4))], f"{name}.high", direction="RIGHT")
        for part in ("low", "high"):
            graph.node("Unsqueeze", [f"{name}.{part}", "last_axis"], f"{name}.{part}_column")
        graph.node("Concat", [f"{name}.low_column", f"{name}.high_column"], f"{name}.neighbours", axis=-1)
        shape = graph.constant("unpacked_shape", np.array([0, 0, 0, BLOCK], np.int64))
        return graph.node("Reshape", [f"{name}.neighbours", shape], f"{name}.unpacked")

    def _codes(self, matrix, stored_as, file):
        codes = matrix.packed if isinstance(matrix, Blocks4) else matrix.unsigned
        return self._graph.weight(f"{stored_as}.codes", codes, file)

    def _multiply(self, x, matrix, stored_as, name, file):
        graph = self._graph
        if isinstance(matrix, Floats):
            values = graph.weight(f"{stored_as}.values", matrix.values, file)
            graph.node("Cast", [values], f"{stored_as}.floats", to=TensorProto.FLOAT)
            return graph.node("Gemm", [x, f"{stored_as}.floats"], name, transB=1)
        codes = self._codes(matrix, stored_as, file)
        half_scales = graph.weight(f"{stored_as}.scales", matrix.scales, file)
        graph.node("Cast", [half_scales], f"{stored_as}.float_scales", to=TensorProto.FLOAT)
        has_minima = isinstance(matrix, Blocks4) and matrix.minima is not None
        product = graph.node(
            "MatMulNBits",
            [x, codes, f"{stored_as}.float_scales"],
            f"{name}.product" if has_minima else name,
            MICROSOFT,
            K=matrix.codes.shape[1] * BLOCK,
            N=len(matrix.codes),
            bits=4 if isinstance(matrix, Blocks4) else 8,
            block_size=BLOCK,
            accuracy_level=self._accuracy_level,
        )
        return self._add_means(x, matrix, stored_as, product, name, file) if has_minima else product

    def _add_means(self, x, matrix, stored_as, product, name, file):
        """Q4_1 is the sum over blocks of d (q - 8) . x, in int4, and of (m + 8 d) times the block's sum of x."""
        graph = self._graph
        half_minima = graph.weight(f"{stored_as}.minima", matrix.minima, file)
        graph.node("Cast", [half_minima], f"{stored_as}.float_minima", to=TensorProto.FLOAT)
        eight = graph.constant("implied_zero_point", np.float32(ZERO_POINT_4))
        graph.node("Mul", [f"{stored_as}.float_scales", eight], f"{stored_as}.shift")
        graph.node("Add", [f"{stored_as}.float_minima", f"{stored_as}.shift"], f"{stored_as}.means")
        sums = self._sum_blocks(x, matrix.codes.shape[1])
        return graph.node("Gemm", [sums, f"{stored_as}.means", product], name, transB=1)

    def _sum_blocks(self, x, count):
        """Shared by every matrix that reads x."""
        if x not in self._block_sums:
            graph = self._graph
            shape = graph.constant(f"blocks.{count}", np.array([-1, count, BLOCK], np.int64))
            graph.node("Reshape", [x, shape], f"{x}.blocks")
            sums = graph.node("ReduceSum", [f"{x}.blocks", "last_axis"], f"{x}.block_sums", keepdims=0)
            self._block_sums[x] = sums
        return self._block_sums[x]
