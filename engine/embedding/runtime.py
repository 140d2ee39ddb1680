"""Running the embedding network: OpenVINO on the processor, or torch on a graphics card."""

from __future__ import annotations

import contextlib
import functools
import queue
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from engine.backbones import backbone, find_weights
from engine.embedding.network import EmbeddingNetwork, NetworkSpec, build_padim, quiet_libraries
from engine.errors import BackboneError, RecipeError
from engine.parallel import cpu_count
from engine.types import Photo

if TYPE_CHECKING:
    import openvino as ov

_FIRST_RUN = threading.Lock()
_ONE_CORE = threading.Lock()

Embedding = npt.NDArray[np.float32]
"""float32, shape (patches, n_features), patches row by row."""


class Embedder(Protocol):
    """Something that turns square pictures into embeddings; safe to call from several threads."""

    workers: int
    """How many calls at the same time make sense."""

    def embed(self, square: Photo) -> Embedding:
        """Embed one picture.

        Args:
            square: uint8, shape (image_size, image_size, 3), R, G, B.

        Returns:
            float32, shape (patches, n_features).
        """
        ...


class OpenVinoEmbedder:
    """Runs a converted network in float32 on the processor.

    Every picture runs alone, on one thread of its own: then its embedding is the same to the last bit
    whatever runs beside it, and whatever the number of threads.

    Args:
        network: The converted network.
        threads: Pictures at the same time; all processors by default.

    Raises:
        RecipeError: OpenVINO does not understand the network.
    """

    def __init__(self, network: EmbeddingNetwork, threads: int | None = None) -> None:
        self.workers = max(1, threads or cpu_count())
        self._shape = (network.n_patches, network.n_features)
        compiled = _compile(network, self.workers)
        self._requests: queue.SimpleQueue[ov.InferRequest] = queue.SimpleQueue()
        for _ in range(self.workers):
            self._requests.put(compiled.create_infer_request())
        self._first_run(network.image_size)

    def _first_run(self, image_size: int) -> None:
        """Run once before several threads do.

        OpenVINO's binding looks up NumPy's functions at the first run, behind a lock that it holds while
        it waits for Python's own. Two threads at their first run may each hold what the other waits for,
        and then both wait for ever.
        """
        with _FIRST_RUN:
            self.embed(np.zeros((image_size, image_size, 3), np.uint8))

    def embed(self, square: Photo) -> Embedding:
        """Embed one picture; see :meth:`Embedder.embed`."""
        with self._request() as request:
            output = request.infer({0: square[None]}, share_inputs=True)[0]
            return np.array(output, dtype=np.float32).reshape(self._shape)

    @contextlib.contextmanager
    def _request(self) -> Iterator[Any]:
        request = self._requests.get()
        try:
            yield request
        finally:
            self._requests.put(request)


def openvino_core() -> Any:
    """The one OpenVINO core of this process.

    With its processor plugin, a core gives the calling thread another stack for signals, and when it goes it
    restores the one it found. Several cores that go in another order than they came leave the thread with
    a stack that is no longer there, and the next signal, such as Ctrl+C, ends the process.
    """
    with _ONE_CORE:
        return _make_core()


@functools.cache
def _make_core() -> Any:
    with quiet_libraries():
        import openvino as ov

    return ov.Core()


def _compile(network: EmbeddingNetwork, streams: int) -> Any:
    core = openvino_core()
    try:
        model = core.read_model(model=network.xml, weights=network.weights)
        compiled = core.compile_model(
            model,
            "CPU",
            {
                # the default is bfloat16 on processors that have it, which moves features by 1-2 %
                "INFERENCE_PRECISION_HINT": "f32",
                "NUM_STREAMS": streams,
                "INFERENCE_NUM_THREADS": streams,
            },
        )
        shape_in = list(compiled.input(0).shape)
        shape_out = list(compiled.output(0).shape)
    except RuntimeError as error:
        raise RecipeError(
            "The recipe's network cannot be run on this computer.", "Train the recipe again here."
        ) from error
    size = network.image_size
    if shape_in != [1, size, size, 3] or shape_out != [1, network.n_patches, network.n_features]:
        raise RecipeError("The recipe's network does not fit its model.", "Train the recipe again.")
    return compiled


class TorchEmbedder:
    """Runs anomalib's own model in torch, on a graphics card where there is one.

    Args:
        spec: What the network is made from.

    Raises:
        BackboneError: The network or its weights cannot be had.
    """

    workers = 1

    def __init__(self, spec: NetworkSpec) -> None:
        with quiet_libraries():
            import torch
        net = backbone(spec.backbone)
        self._torch = torch
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        # TF32 rounds to 10 bits, and recipes must not depend on the computer that made them
        torch.backends.cuda.matmul.allow_tf32 = False
        torch.backends.cudnn.allow_tf32 = False
        with quiet_libraries():
            self._model = build_padim(spec, net, find_weights(net, spec.weights)).to(self._device)
        self._mean = torch.tensor(net.mean, device=self._device).view(1, 3, 1, 1)
        self._std = torch.tensor(net.std, device=self._device).view(1, 3, 1, 1)

    def embed(self, square: Photo) -> Embedding:
        """Embed one picture; see :meth:`Embedder.embed`."""
        torch = self._torch
        with torch.inference_mode():
            x = torch.from_numpy(square).to(self._device).permute(2, 0, 1)[None].float() / 255
            features = self._model.feature_extractor((x - self._mean) / self._std)
            embedding = self._model.generate_embedding(features)[0].flatten(1).T
            result: Embedding = embedding.contiguous().cpu().numpy()
        return result


RUNTIMES = ("openvino", "torch")


def check_runtime(runtime: str) -> None:
    """Raise :class:`~engine.errors.BackboneError` unless the runtime is one of :data:`RUNTIMES`."""
    if runtime not in RUNTIMES:
        raise BackboneError(f"There is no runtime named {runtime}.", "Choose openvino or torch.")


def open_embedder(
    runtime: str, network: EmbeddingNetwork, spec: NetworkSpec, threads: int | None = None
) -> Embedder:
    """Start the runtime of that name.

    Args:
        runtime: One of :data:`RUNTIMES`.
        network: The converted network, for ``openvino``.
        spec: What it was made from, for ``torch``.
        threads: Pictures at the same time, for ``openvino``.

    Raises:
        BackboneError: There is no such runtime, or the network cannot be had.
    """
    check_runtime(runtime)
    return TorchEmbedder(spec) if runtime == "torch" else OpenVinoEmbedder(network, threads)
