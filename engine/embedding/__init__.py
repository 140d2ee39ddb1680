"""From a square picture to PaDiM's embedding: the network as a file, and the runtimes that run it."""

from engine.embedding.network import EmbeddingNetwork, NetworkSpec, get_network
from engine.embedding.runtime import Embedder, OpenVinoEmbedder, check_runtime, open_embedder

__all__ = [
    "Embedder",
    "EmbeddingNetwork",
    "NetworkSpec",
    "OpenVinoEmbedder",
    "check_runtime",
    "get_network",
    "open_embedder",
]
