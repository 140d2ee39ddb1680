"""Renders the two tones for verdicts; run it in this folder to write the WAV files anew.

Each note is a sine with two soft overtones that rises within 8 ms, so that nothing clicks, and dies away
like that of a struck bar. The files are told apart by their pattern, not by their pitch alone, so that nobody
needs a musical ear and noise from machines hides neither:

- good.wav: two short notes going up a fifth (C5, G5), 0.32 s;
- not-good.wav: three notes, low, higher, low (E4, B4, E4), firmer and longer, 0.62 s.

Both are 44,100 samples a second, 16 bits, mono, at most 45 and 60 percent of full scale.
"""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

RATE = 44_100
OVERTONES = ((1.0, 1.0), (2.0, 0.28), (3.0, 0.10))
"""Frequency and strength, relative to the note."""

Note = tuple[float, float, float]
"""Start in seconds, frequency in hertz, time in seconds after which it has died away to 1/e."""

TONES: dict[str, tuple[float, float, tuple[Note, ...]]] = {
    "good": (0.32, 0.45, ((0.0, 523.25, 0.060), (0.095, 783.99, 0.075))),
    "not-good": (0.62, 0.60, ((0.0, 329.63, 0.085), (0.17, 493.88, 0.085), (0.34, 329.63, 0.095))),
}
"""Length in seconds, peak as a share of full scale, and notes."""


def render(length: float, peak: float, notes: tuple[Note, ...]) -> np.ndarray:
    """One tone as int16 samples, shape (length * RATE,)."""
    time = np.arange(round(length * RATE)) / RATE
    sound = np.zeros_like(time)
    for start, frequency, decay in notes:
        own = time - start
        rise = np.clip(own / 0.008, 0, 1)
        envelope = np.where(own > 0, np.sin(rise * np.pi / 2) ** 2 * np.exp(-np.maximum(own, 0) / decay), 0)
        for times, strength in OVERTONES:
            sound += envelope * strength * np.sin(2 * np.pi * frequency * times * own)
    # silence at the end, so that it does not end with a click either
    sound *= np.clip((length - time) / 0.03, 0, 1)
    return np.round(sound / np.abs(sound).max() * peak * 32767).astype("<i2")


def write(folder: Path) -> None:
    """Write all tones into a folder."""
    for name, tone in TONES.items():
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(render(*tone).tobytes())


if __name__ == "__main__":
    write(Path(__file__).parent)
