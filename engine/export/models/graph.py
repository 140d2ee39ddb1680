"""The recipe's embedding network, extended to the anomaly map and the anomaly score.

Both the OpenVINO and the ONNX model are made from this graph, without torch: the network is in the
recipe, and what follows it is a handful of matrix products.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from engine.anomaly_map import anomaly_map
from engine.embedding.network import quiet_libraries
from engine.embedding.runtime import openvino_core
from engine.errors import RecipeError
from engine.gaussian import factor_blocks

if TYPE_CHECKING:
    from engine.recipe import Recipe

Float32 = npt.NDArray[np.float32]

INPUT = "picture"
MAP = "anomaly_map"
SCORE = "anomaly_score"


def map_matrices(grid: tuple[int, int], image_size: int) -> tuple[Float32, Float32]:
    r"""Write stretching and blurring of the distances as two matrix products.

    Bilinear interpolation and the Gaussian blur with its mirrored border are linear, and both treat rows
    and columns apart, so the anomaly map is :math:`A_r D A_c^T` of the grid of distances D. The matrices
    are what :func:`~engine.anomaly_map.anomaly_map` itself makes of single rows and columns.

    Args:
        grid: Rows and columns of patches.
        image_size: Side of the map in pixels.

    Returns:
        A_r, float32, shape (image_size, rows), and A_c, float32, shape (image_size, columns). Each row
        sums to 1.
    """
    rows, columns = grid
    down = np.empty((image_size, rows), np.float32)
    for i in range(rows):
        # the same value all along a row comes out the same all along: any column shows the factor
        distances = np.zeros(grid, np.float32)
        distances[i] = 1
        down[:, i] = anomaly_map(distances, image_size)[:, 0]
    if rows == columns:
        return down, down
    across = np.empty((image_size, columns), np.float32)
    for j in range(columns):
        distances = np.zeros(grid, np.float32)
        distances[:, j] = 1
        across[:, j] = anomaly_map(distances, image_size)[0]
    return down, across


def judging_model(recipe: Recipe) -> Any:
    """Make the whole model of a recipe.

    Its input ``picture`` is uint8, shape (1, image_size, image_size, 3), channels R, G, B. Its outputs are
    ``anomaly_map``, float32, shape (1, 1, image_size, image_size), 0 outside the region of interest, and
    ``anomaly_score``, float32, shape (1,), the highest value of the map; both in raw units.

    Returns:
        An ``openvino.Model`` in float32.

    Raises:
        RecipeError: OpenVINO does not understand the recipe's network.
    """
    with quiet_libraries():
        import openvino as ov
        import openvino.opset13 as op

    network = recipe.network
    try:
        # numbers in memory carry no path, so what is read here can name no other file
        model = openvino_core().read_model(model=network.xml, weights=network.weights)
        embedding = model.get_results()[0].input_value(0)
        if list(embedding.get_shape()) != [1, network.n_patches, network.n_features]:
            raise RecipeError("The recipe's network does not fit its model.", "Train the recipe again.")
    except RuntimeError as error:
        raise RecipeError(
            "The recipe's network cannot be read on this computer.", "Train the recipe again here."
        ) from error
    distances = _distances(op, embedding, recipe)
    down, across = map_matrices(network.grid, recipe.settings.image_size)
    values = op.reshape(distances, np.array([1, 1, *network.grid], np.int64), special_zero=False)
    values = op.matmul(op.constant(down), values, transpose_a=False, transpose_b=False)
    values = op.matmul(values, op.constant(across), transpose_a=False, transpose_b=True)
    if recipe.region is not None:
        values = op.multiply(values, op.constant(recipe.region[None, None].astype(np.float32)))
    score = op.reduce_max(values, np.array([1, 2, 3], np.int64), keep_dims=False)
    judging = ov.Model(
        [op.result(values, name=MAP), op.result(score, name=SCORE)], model.get_parameters(), ""
    )
    for output, name in ((judging.input(0), INPUT), (judging.output(0), MAP), (judging.output(1), SCORE)):
        output.get_tensor().set_names({name})
    judging.input(0).get_node().set_friendly_name(INPUT)
    judging.set_friendly_name("gonogo")
    return judging


def _distances(op: Any, embedding: Any, recipe: Recipe) -> Any:
    """Distance of every patch, |W (x - mean)|, shape (patches,)."""
    patches, features = recipe.mean.shape
    delta = op.subtract(embedding, op.constant(recipe.mean[None].astype(np.float32)))
    squares = None
    for width, block in factor_blocks(recipe.factor, features):
        part = op.slice(delta, np.array([0]), np.array([width]), np.array([1]), np.array([2]))
        part = op.reshape(part, np.array([patches, width, 1], np.int64), special_zero=False)
        whitened = op.matmul(op.constant(block), part, transpose_a=False, transpose_b=False)
        square = op.reduce_sum(op.multiply(whitened, whitened), np.array([1, 2], np.int64), keep_dims=False)
        squares = square if squares is None else op.add(squares, square)
    return op.sqrt(squares)
