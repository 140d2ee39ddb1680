"""What can be chosen for a training, and how it is said in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.backbones import BACKBONES, DEFAULT_BACKBONE

FAST, FINE = 256, 512
"""Image sizes of the two presets."""

N = QT_TRANSLATE_NOOP
_WORDS = {
    "tf_efficientnet_lite0": N("Choices", "Quick, right for most parts"),
    "tf_efficientnet_lite1": N("Choices", "A little slower, sees a little more"),
    "tf_efficientnet_lite2": N("Choices", "Slower, sees more"),
    "resnet18": N("Choices", "Quick, needs a weights file"),
    "wide_resnet50_2": N("Choices", "Large and slow, needs a weights file"),
}
_NAMES = {
    "tf_efficientnet_lite0": "EfficientNet-Lite0",
    "tf_efficientnet_lite1": "EfficientNet-Lite1",
    "tf_efficientnet_lite2": "EfficientNet-Lite2",
    "resnet18": "ResNet-18",
    "wide_resnet50_2": "Wide ResNet-50",
}


def networks() -> list[tuple[str, str]]:
    """Name and words of every network on offer."""
    found = []
    for name in BACKBONES:
        title = _NAMES.get(name, name)
        words = QCoreApplication.translate("Choices", _WORDS[name]) if name in _WORDS else ""
        found.append((name, f"{title}: {words[0].lower()}{words[1:]}" if words else title))
    return found


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose for the next training.

    Attributes:
        name: The recipe's name.
        image_size: Side of the square that pictures are resized to, pixels.
        one_in: One false alarm in so many good parts is accepted, 2 to 10,000.
        use_region: Whether only the drawn region is inspected.
        network: Name of the pretrained network.
        layers: Its layers; empty for the network's usual ones.
        channels: Channels kept; 0 for the network's usual number.
        seed: Of the choice of channels.
        weights: Weights file; None for the network's own.
    """

    name: str = ""
    image_size: int = FAST
    one_in: int = 100
    use_region: bool = False
    network: str = DEFAULT_BACKBONE
    layers: tuple[str, ...] = ()
    channels: int = 0
    seed: int = 0
    weights: Path | None = None

    @property
    def needs_weights(self) -> bool:
        """Whether a weights file has to be named: Gonogo never downloads anything."""
        net = BACKBONES.get(self.network)
        return self.weights is None and (net is None or not net.package)

    def for_engine(self) -> dict[str, Any]:
        """The arguments of :meth:`gui.engine_port.Engine.settings`."""
        return {
            "name": self.name,
            "image_size": self.image_size,
            "false_alarm_rate": 1 / self.one_in,
            "backbone": self.network,
            "layers": self.layers,
            "n_features": self.channels or None,
            "seed": self.seed,
            "weights": self.weights,
        }


def one_in_of(rate: float) -> int:
    """A false-alarm rate as the whole N of "1 in N" that can be chosen."""
    return min(max(round(1 / rate), 2), 10_000)
